import { openHost } from '../open-host.ts';
import { BUILT_RENDERER } from '../web/serve-until-stopped.ts';
import { startWebHost } from '../web/web-host.ts';
import { type CliCommand, EXIT, portOption } from './command.ts';
import { stopped } from './stopped.ts';
import { DATA_HELP } from './store-here.ts';

export const serveCommand: CliCommand = {
  summary: 'Opens the register for the browser and for scripts, on this computer only.',
  help: `Usage: mallard serve [--port <port>] [--data <folder>]

Serves the till at the printed address, and the contract for scripts under /api (its description: /api/openapi.json).
Ctrl-C ends it.

  --port <port>    Any free port otherwise.
${DATA_HELP}

Exit codes: 0 ended, 3 the store can’t be used.`,
  options: { port: { type: 'string' } },
  words: [0, 0],
  run: async (given, line) => {
    const port = portOption(given, 'port', 0);
    const host = await openHost({ dataDir: given.dataDir });
    try {
      const web = await startWebHost(host, { port, rendererDir: BUILT_RENDERER });
      try {
        line.out(`Mallard is open at ${web.url} (Ctrl-C ends it)`);
        await stopped(line.stopAsked);
      } finally {
        await web.stop();
      }
    } finally {
      await host.stop();
    }
    return EXIT.ok;
  },
};
