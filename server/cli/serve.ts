import { createLog } from '../ops/log.ts';
import { startHq } from '../start-hq.ts';
import { EXIT, type HqCommand } from './command.ts';

export const serveCommand: HqCommand = {
  summary: 'Serves registers and people until it is asked to stop (Ctrl-C, SIGTERM).',
  options: {},
  run: async (_, config, { stopAsked }) => {
    const hq = await startHq(config, createLog(config.logLevel));
    await new Promise<void>((asked) => {
      if (stopAsked.aborted) asked();
      stopAsked.addEventListener('abort', () => asked(), { once: true });
    });
    await hq.stop();
    return EXIT.ok;
  },
};
