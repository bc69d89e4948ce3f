import { startVirtualPrinter } from '#electron/devices/virtual-printer/virtual-printer.ts';
import { type CliCommand, EXIT, type Given, portOption, textOption, UsageError } from './command.ts';
import { stopped } from './stopped.ts';

export const printerCommand: CliCommand = {
  summary: 'A receipt printer for people without one: shows in the browser what it prints.',
  help: `Usage: mallard printer [--port <port>] [--page <port>] [--columns 48|32]

Listens like a network printer on this computer only and shows every slip and drawer pulse on a page, where it can also run
out of paper or be switched off. Set the register’s printer to 127.0.0.1 and the port. Ctrl-C ends it.

  --port <port>    Where it takes slips; 9100 otherwise, 0 for any free port.
  --page <port>    Where its page is; any free port otherwise.
  --columns <n>    48 for 80 mm paper, 32 for 58 mm.`,
  options: { port: { type: 'string' }, page: { type: 'string' }, columns: { type: 'string' } },
  words: [0, 0],
  run: async (given, line) => {
    const printer = await startVirtualPrinter({
      tcpPort: portOption(given, 'port', 9100),
      httpPort: portOption(given, 'page', 0),
      columns: columnsOption(given),
    });
    try {
      const { host, port, page } = printer.address;
      line.out(
        `The printer takes slips at ${host}:${port} and shows them at ${page ?? 'no page'} (Ctrl-C ends it)`,
      );
      const unwatch = printer.watch((event) => {
        if (event.kind === 'drawer') line.out('The drawer opened.');
        if (event.kind === 'cut') line.out('A slip came out.');
      });
      await stopped(line.stopAsked);
      unwatch();
    } finally {
      await printer.stop();
    }
    return EXIT.ok;
  },
};

function columnsOption(given: Given): 48 | 32 {
  const text = textOption(given, 'columns') ?? '48';
  if (text !== '48' && text !== '32') throw new UsageError('--columns is 48 or 32');
  return text === '48' ? 48 : 32;
}
