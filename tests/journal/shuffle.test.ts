import DatabaseFile from 'better-sqlite3';
import { assert, integer, property } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createExecutor } from '#electron/store/executor.ts';
import { nodeCodec } from '#node/codec.ts';
import { changeStatements } from '#server/store/executor.ts';
import type { Change } from '#shared/journal/change.ts';
import { PROJECTED, TABLES } from '#shared/journal/database.ts';
import { ddl } from '#shared/journal/ddl.ts';
import { type Entry, NO_HASH, seal, unseal } from '#shared/journal/entry.ts';
import { ENTRY_TYPES, projectEntry } from '#shared/journal/registry.ts';
import { modelTables } from '../support/model-tables.ts';
import { hqDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';
import { seeded } from '../support/random.ts';
import { threeAuthors } from '../support/stories.ts';
import { tableQuery } from '../support/test-host.ts';

const FULL = process.env['MALLARD_FULL'] === '1';
const RUNS = Number(process.env['FC_RUNS'] ?? (FULL ? 10_000 : 300));
const SEED = Number(process.env['FC_SEED'] ?? 20_260_302);
/** Ten thousand runs take their time on a busy machine. */
const PATIENCE = 600_000;
const missing = await pgMissing();

let entries: readonly Entry[] = [];
let facts: readonly { readonly origin: string; readonly changes: readonly Change[] }[] = [];
beforeAll(async () => {
  entries = await threeAuthors(SEED);
  facts = entries.map((entry) => ({ origin: entry.origin, changes: projectEntry(entry) }));
}, 120_000);

const tablesOf = (order: readonly { readonly changes: readonly Change[] }[]) => {
  const model = modelTables();
  for (const { changes } of order) for (const change of changes) model.apply(change);
  return model.dump();
};

/** Each author's facts in their order, the authors mixed as a network mixes them. */
function interleaved<T extends { readonly origin: string }>(all: readonly T[], seed: number): T[] {
  const turns = seeded(seed).shuffled(all.map((fact) => fact.origin));
  const waiting = Map.groupBy(all, (fact) => fact.origin);
  return turns.map((origin) => {
    const next = waiting.get(origin)?.shift();
    if (!next) throw new Error('an author has no more facts');
    return next;
  });
}

describe(`the projection commutes (FC_SEED=${SEED}, ${RUNS} runs)`, () => {
  test('three authors tell of every kind of fact there is', () => {
    expect(new Set(entries.map((entry) => entry.type))).toEqual(new Set(ENTRY_TYPES.keys()));
    expect(new Set(entries.map((entry) => `${entry.origin} ${entry.epoch}`)).size).toBe(4);
    expect(new Set(entries.map((entry) => entry.id)).size).toBe(entries.length);
  });

  test(
    'any interleaving of the authors ends in the same tables',
    () => {
      const expected = JSON.stringify(tablesOf(facts));
      assert(
        property(integer(), (seed) => JSON.stringify(tablesOf(interleaved(facts, seed))) === expected),
        { numRuns: RUNS, seed: SEED },
      );
    },
    PATIENCE,
  );

  test(
    'so does any order at all, even of one author: versions and sums need none',
    () => {
      const expected = JSON.stringify(tablesOf(facts));
      assert(
        property(integer(), (seed) => JSON.stringify(tablesOf(seeded(seed).shuffled(facts))) === expected),
        { numRuns: Math.ceil(RUNS / 10), seed: SEED },
      );
    },
    PATIENCE,
  );

  test.each([1, 2, 3])('SQLite ends where the model does, whatever the order (%i)', (seed) => {
    const db = new DatabaseFile(':memory:');
    for (const table of TABLES) for (const statement of ddl(table, 'sqlite')) db.exec(statement);
    const executor = createExecutor(db);
    for (const { changes } of interleaved(facts, seed)) for (const change of changes) executor.apply(change);
    const expected = tablesOf(facts);
    for (const { name } of PROJECTED) {
      const rows = db.prepare(tableQuery(name)).all() as Record<string, unknown>[];
      for (const row of rows) delete row['row_number'];
      expect(rows, name).toEqual(expected[name]);
    }
    db.close();
  });

  test.skipIf(missing !== null).each([4, 5])(
    `PostgreSQL ends where the model does, whatever the order (%i)${missing ? `, skipped: ${missing}` : ''}`,
    async (seed) => {
      const database = await hqDatabase();
      const runs = seeded(seed);
      await database.pool.transaction(async (sql) => {
        // In batches of any length, as they come in at HQ.
        for (const waiting = interleaved(facts, seed); waiting.length > 0; ) {
          const batch = waiting.splice(0, 1 + runs.below(60)).flatMap(({ changes }) => changes);
          for (const { text, values } of changeStatements(sql.types, batch)) await sql.query(text, values);
        }
      });
      const expected = tablesOf(facts);
      for (const { name } of PROJECTED) {
        const { rows } = await database.pool.once(tableQuery(name));
        expect(rows, name).toEqual(expected[name]);
      }
      await database.close();
    },
  );
});

describe('every fact', () => {
  test('passes its schema as the bytes it was written in, and comes out the same', () => {
    for (const entry of entries) {
      const type = ENTRY_TYPES.get(entry.type);
      const { header, body, hash } = seal(entry, NO_HASH, nodeCodec);
      const back = unseal({ header, body }, nodeCodec);
      expect(back).toEqual(entry);
      const parsed = type?.body.parse(back.body);
      expect(parsed, entry.type).toEqual(entry.body);
      expect(seal({ ...back, body: parsed }, NO_HASH, nodeCodec).hash.length).toBe(hash.length);
    }
  });

  test('is refused by its schema with a field more or a field less', () => {
    const seen = new Set<string>();
    for (const entry of entries) {
      if (seen.has(entry.type)) continue;
      seen.add(entry.type);
      const body = entry.body as Record<string, unknown>;
      const accepts = (value: unknown) => ENTRY_TYPES.get(entry.type)?.body.safeParse(value).success;
      expect(accepts({ ...body, more: 1 }), `${entry.type} with more`).toBe(false);
      for (const field of Object.keys(body)) {
        const { [field]: _gone, ...less } = body;
        expect(accepts(less), `${entry.type} without ${field}`).toBe(false);
      }
    }
  });

  test('projects to rows of its own room, whole, under its own store; the same each time', () => {
    for (const entry of entries) {
      const type = ENTRY_TYPES.get(entry.type);
      const changes = projectEntry(entry);
      expect(projectEntry(entry)).toEqual(changes);
      for (const change of changes) {
        const { table } = change;
        expect(table.room, `${entry.type} → ${table.name}`).toBe(
          type?.scope === 'chain' ? 'catalog' : 'store',
        );
        const columns = Object.keys(table.columns).toSorted();
        if (change.do === 'add') {
          expect(Object.keys(change.key).toSorted()).toEqual([...table.key].toSorted());
          for (const [column, by] of Object.entries(change.deltas)) {
            expect(table.columns[column]?.type, `${table.name}.${column}`).toBe('int');
            expect(Number.isSafeInteger(by)).toBe(true);
          }
        } else expect(Object.keys(change.row).toSorted(), table.name).toEqual(columns);
        const row = change.do === 'add' ? change.key : change.row;
        if (table.room === 'store') expect(row['store']).toBe(entry.store);
      }
    }
  });
});
