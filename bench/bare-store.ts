import DatabaseFile, { type Statement } from 'better-sqlite3';
import type { Change, LocalEffect } from '#shared/journal/change.ts';
import { insert } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import type { Batch } from '#shared/services/journal/commit.ts';

/** The limit of a commit: the same rows into a copy of the same store by prepared statements and nothing else. */
export interface BareStore {
  /** Turns a batch into statements and values; the function it answers is the transaction. */
  readonly plan: (batch: Batch) => () => void;
  readonly close: () => void;
}

/** Copies a store as it stands and opens the copy as the design's own settings say: WAL, synchronous FULL, all else as it comes. */
export function bareCopy(store: string, path: string): BareStore {
  const source = new DatabaseFile(store, { readonly: true });
  source.prepare('vacuum into ?').run(path);
  source.close();
  const db = new DatabaseFile(path);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  const statements = new Map<string, Statement>();
  const prepared = (sql: string): Statement => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  return {
    plan: ({ journal: row, changes, local }) => {
      const steps = [...(row ? [insert(journal, row)] : []), ...changes, ...local].map((step) =>
        bare(step, prepared),
      );
      return () => {
        begin.run();
        for (const [statement, values] of steps) statement.run(values);
        commit.run();
      };
    },
    close: () => db.close(),
  };
}

function bare(step: Change | LocalEffect, prepared: (sql: string) => Statement): [Statement, unknown[]] {
  const name = quote(step.table.name);
  const columns = Object.keys(step.table.columns);
  const into = `into ${name} (${columns.map(quote).join()}) values (${columns.map(() => '?').join()})`;
  const conflict = `on conflict (${step.table.key.map(quote).join()}) do update set`;
  if (step.do === 'add') {
    const sums = Object.keys(step.deltas).map((c) => `${quote(c)} = ${quote(c)} + excluded.${quote(c)}`);
    return [
      prepared(`insert ${into} ${conflict} ${sums.join()}`),
      columns.map((c) => step.key[c] ?? step.deltas[c] ?? 0),
    ];
  }
  if (step.do === 'drop' || step.do === 'patch') {
    const where = `where ${Object.keys(step.key)
      .map((c) => `${quote(c)} = ?`)
      .join(' and ')}`;
    if (step.do === 'drop') return [prepared(`delete from ${name} ${where}`), Object.values(step.key)];
    const set = Object.keys(step.set).map((c) => `${quote(c)} = ?`);
    return [
      prepared(`update ${name} set ${set.join()} ${where}`),
      [...Object.values(step.set), ...Object.values(step.key)],
    ];
  }
  const verb = step.do === 'put' ? 'insert or replace' : 'insert';
  return [prepared(`${verb} ${into}`), columns.map((c) => step.row[c] ?? null)];
}
