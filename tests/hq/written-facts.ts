import { changeStatements } from '#server/store/executor.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { projectEntry } from '#shared/journal/registry.ts';
import type { HqPlace } from './hq-place.ts';

/** What a register wrote. */
export const told = (type: { readonly type: string }, body: unknown): Entry =>
  ({
    id: `fact-${type.type}`,
    origin: 'd1',
    epoch: '1-a',
    seq: 1,
    type: type.type,
    v: 1,
    at: 1000,
    actor: 'boss',
    store: 'R01',
    shift: null,
    body,
  }) as unknown as Entry;

/** Puts what a fact says into the tables of both stores. */
export const poster =
  ({ pool }: HqPlace) =>
  (fact: Entry): Promise<void> =>
    pool.transaction(async (sql) => {
      const changes = ['R01', 'H02'].flatMap((store) => projectEntry(fact, store as StoreId));
      for (const { text, values } of changeStatements(sql.types, changes)) await sql.query(text, values);
    });
