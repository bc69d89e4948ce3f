import { createHash } from 'node:crypto';
import type { RunningHost } from '#electron/host/create-host.ts';
import { TABLES } from '#shared/journal/database.ts';

/** A digest of every table of the store: journal, projections and local state. Equal digests mean that nothing was written. */
export function stateOf({ register }: RunningHost): string {
  const hash = createHash('sha256');
  for (const table of TABLES) {
    hash.update(table.name);
    const order = table.key.map((column) => `"${column}"`).join(', ');
    for (const row of register.store.reading
      .prepare(`select * from "${table.name}" order by ${order}`)
      .iterate())
      hash.update(JSON.stringify(row));
  }
  return hash.digest('hex');
}
