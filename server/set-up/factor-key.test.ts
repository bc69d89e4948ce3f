import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { factorKey } from './factor-key.ts';

test('is made once beside headquarters’ own PostgreSQL, for its owner alone to read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-factor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const own = { factorKey: null, database: { kind: 'own', folder } } as const;
  const made = factorKey(own);
  expect(made.byteLength).toBeGreaterThanOrEqual(32);
  expect(factorKey(own)).toEqual(made);
  expect(readdirSync(folder)).toEqual(['factor.key']);
  expect(statSync(join(folder, 'factor.key')).mode & 0o777).toBe(0o600);
});

test('is given where the database is named: every machine would make its own', () => {
  const database = { kind: 'named', url: 'postgres://db/mallard' } as const;
  const key = 'for-the-second-factors-of-the-tests';
  expect(Buffer.from(factorKey({ factorKey: key, database })).toString()).toBe(key);
  expect(() => factorKey({ factorKey: null, database })).toThrow('--factor-key');
});
