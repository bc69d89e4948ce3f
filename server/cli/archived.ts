import { noteOutside } from '../backup/archived.ts';
import { EXIT, type HqCommand, needed, UsageError } from './command.ts';
import { visit } from './visit.ts';

export const archivedCommand: HqCommand = {
  summary: 'Says that a backup made with other tools was restored on trial and is whole.',
  options: { at: '<time>       when it was begun: 2026-11-27T03:00:00Z' },
  run: async (given, config, line) => {
    const at = Date.parse(needed(given, 'at'));
    if (Number.isNaN(at) || at > Date.now())
      throw new UsageError('--at: a time that has been, such as 2026-11-27T03:00:00Z');
    const facts = await visit(config, async ({ connect }) => {
      const client = await connect();
      try {
        return await noteOutside(client, at, Date.now());
      } finally {
        await client.end();
      }
    });
    line.out(`${facts} facts are in a verified backup.`);
    return EXIT.ok;
  },
};
