import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = ['product', 'product_words'].map(
  (table) => `alter table "${table}" set (fillfactor=80)`,
);

export const migration: Migration = {
  number: 150,
  name: 'leaves room beside products, so that one with a new price stays in its place',
  statements: STATEMENTS,
};
