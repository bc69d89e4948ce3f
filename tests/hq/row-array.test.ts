import {
  array,
  assert,
  asyncProperty,
  constant,
  integer,
  maxSafeInteger,
  oneof,
  option,
  record,
  string,
  uint8Array,
} from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hqDdl } from '#server/store/hq-ddl.ts';
import { encodeRows, UnwritableValue } from '#server/store/row-array.ts';
import { bool, bytes, int, nullable, text } from '#shared/journal/column.ts';
import { table } from '#shared/journal/table.ts';
import { databaseOf, type PgDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';

const missing = await pgMissing();
const sample = table('sample', {
  room: 'control',
  columns: {
    at: int(),
    text: nullable(text()),
    int: nullable(int()),
    bool: nullable(bool()),
    bytes: nullable(bytes()),
  },
  key: ['at'],
});
const RUNS = { numRuns: 60, seed: Number(process.env['FC_SEED'] ?? 1) };

describe.skipIf(missing !== null)(`rows as a binary array${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let database: PgDatabase;
  beforeAll(async () => {
    database = await databaseOf({
      name: 'samples',
      fill: async (client) => {
        for (const statement of hqDdl(sample)) await client.query(statement);
      },
    });
  });
  afterAll(() => database.close());

  // PostgreSQL holds no NUL in a text; half of a pair is written as U+FFFD by any encoder.
  const words = oneof(string({ unit: 'binary', maxLength: 80 }), string({ maxLength: 60 })).map((each) =>
    each.replaceAll('\0', '').toWellFormed(),
  );
  const row = record({
    at: constant(1),
    text: option(
      oneof(
        words,
        words.map(() => 'the same again'),
      ),
    ),
    int: option(maxSafeInteger()),
    bool: option(integer({ min: 0, max: 1 })),
    bytes: option(uint8Array({ maxLength: 300 })),
  });

  test('comes out of PostgreSQL as it went in: any text, any exact integer, nulls among them', async () => {
    await assert(
      asyncProperty(array(row, { maxLength: 40 }), async (rows) => {
        const { rows: back } = await database.pool.transaction(({ query, types }) =>
          query('select text, int, bool, bytes from unnest($1::sample[])', [encodeRows(sample, types, rows)]),
        );
        const plain = (each: Record<string, unknown>) => ({
          ...each,
          bytes: each['bytes'] instanceof Uint8Array ? [...each['bytes']] : each['bytes'],
        });
        expect(back.map(plain)).toEqual(rows.map(({ at: _at, ...each }) => plain(each)));
      }),
      RUNS,
    );
  });

  test('refuses what its type can’t hold', () => {
    const row = { at: 1, text: '', int: 1, bool: 1, bytes: new Uint8Array() };
    for (const wrong of [
      { int: 1.5 },
      { int: 2 ** 53 },
      { int: '1' },
      { bool: 2 },
      { text: 1 },
      { text: undefined },
      { bytes: 'x' },
    ])
      expect(
        () => encodeRows(sample, new Map([['sample', 1]]), [{ ...row, ...wrong }]),
        JSON.stringify(wrong),
      ).toThrow(UnwritableValue);
  });
});
