import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { PROJECTED } from '#shared/journal/database.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { Table } from '#shared/journal/table.ts';
import { currentBase } from '../base/base-rows.ts';
import { checkChunks, packedBase, UnsoundBase } from '../base/unpack-base.ts';
import { catalogGenerations, type DataFolder } from '../data-folder.ts';
import { compareTable } from './compare-tables.ts';
import type { Finding } from './finding.ts';
import { findNumberGaps } from './number-gaps.ts';
import { rebuild } from './rebuild.ts';
import { verifyChains } from './verify-chain.ts';

export interface DoctorReport {
  readonly ok: boolean;
  readonly entries: number;
  readonly tables: number;
  readonly findings: readonly Finding[];
}

export type DoctorStep = 'file' | 'chains' | 'numbers' | 'rebuild-forwards' | 'rebuild-backwards' | 'compare';

/**
 * The thorough look at a store, read-only and safe beside a selling register: the file's own integrity, every chain, gapless
 * numbers, and every projected table against a rebuild from the journal in two orders (compared by primary key; local state and
 * search internals are not facts and are left out). The first finding names the first difference.
 */
export function examine(folder: DataFolder, onStep: (step: DoctorStep) => void = () => {}): DoctorReport {
  const scratch = mkdtempSync(join(tmpdir(), 'mallard-doctor-'));
  const db = new DatabaseFile(folder.store, { readonly: true });
  try {
    const [generation] = catalogGenerations(folder);
    const rebuilds = { forwards: join(scratch, 'forwards.db'), backwards: join(scratch, 'backwards.db') };
    attach(db, { ...rebuilds, ...(generation === undefined ? {} : { catalog: folder.catalog(generation) }) });
    // One snapshot for everything: the register may go on selling.
    db.exec('begin');
    onStep('file');
    const damaged = integrity(db);
    if (damaged) return { ok: false, entries: 0, tables: 0, findings: [damaged] };
    onStep('chains');
    const { entries, findings } = verifyChains(db);
    if (findings.length > 0) return { ok: false, entries, tables: 0, findings };
    onStep('numbers');
    findings.push(...findNumberGaps(db));
    const base = currentBase(db);
    const unsound = base && baseFinding(db, base.file);
    if (unsound) return { ok: false, entries, tables: 0, findings: [...findings, unsound] };
    onStep('rebuild-forwards');
    rebuild(db, rebuilds.forwards, 'forwards');
    onStep('rebuild-backwards');
    rebuild(db, rebuilds.backwards, 'backwards');
    onStep('compare');
    const rooms = catalogStands(db, generation);
    if (rooms !== null) findings.push(rooms);
    const tables = PROJECTED.filter((t) => t.room === 'store' || rooms === null);
    findings.push(...compareAll(db, tables));
    return { ok: findings.length === 0, entries, tables: tables.length, findings };
  } finally {
    db.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function attach(db: Database, files: Readonly<Record<string, string>>): void {
  for (const [name, file] of Object.entries(files)) {
    if (!existsSync(file)) new DatabaseFile(file).exec('create table pending (x)').close();
    db.prepare(`attach ? as ${name}`).run(file);
  }
}

function integrity(db: Database): Finding | null {
  const answer = db.pragma('main.integrity_check(1)', { simple: true });
  return answer === 'ok' ? null : { code: 'file-damaged', where: 'store.db', what: String(answer) };
}

function baseFinding(db: Database, file: string): Finding | null {
  try {
    const { chunks } = packedBase(db, file);
    checkChunks(db, { file, chunks });
    return null;
  } catch (error) {
    if (!(error instanceof UnsoundBase)) throw error;
    return { code: 'base-damaged', where: `file ${file.slice(0, 16)}`, what: error.message };
  }
}

function compareAll(db: Database, tables: readonly Table[]): Finding[] {
  return tables.flatMap((table) => {
    const orders = compareTable(db, table, 'forwards', 'backwards');
    const live = compareTable(db, table, table.room === 'catalog' ? 'catalog' : 'main', 'forwards');
    return [
      ...(orders ? [{ ...orders, what: `the order of entries matters: ${orders.what}` }] : []),
      ...(live ? [live] : []),
    ];
  });
}

/** null when the catalog file has followed every chain fact of the snapshot; it catches up or is rebuilt by itself, so behind is only said. */
function catalogStands(db: Database, generation: number | undefined): Finding | null {
  if (generation === undefined)
    return { code: 'catalog-behind', where: 'catalog', what: 'there is no catalog file yet' };
  const isBegun = db.prepare("select 1 from catalog.sqlite_master where name = 'catalog_state'").get();
  if (isBegun === undefined)
    return { code: 'catalog-behind', where: `catalog-${generation}.db`, what: 'it was only begun' };
  const at = Number(db.prepare('select position from catalog.catalog_state').pluck().get());
  const chain = [...ENTRY_TYPES.values()].filter((t) => t.scope === 'chain').map((t) => t.type);
  const last = Number(
    db
      .prepare(
        `select coalesce(max(position), 0) from journal where type in (${chain.map(() => '?').join(', ')})`,
      )
      .pluck()
      .get(chain),
  );
  return at >= last
    ? null
    : {
        code: 'catalog-behind',
        where: `catalog-${generation}.db`,
        what: `it stands at ${at}, the journal has chain facts up to ${last}`,
      };
}
