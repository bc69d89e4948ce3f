import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { PROJECTED } from '#shared/journal/database.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { Table } from '#shared/journal/table.ts';
import { currentBase, heldByStoreBase, isHeld } from '../base/base-rows.ts';
import { unpackStoreBase } from '../base/store-file.ts';
import { checkChunks, packedBase, packedStoreBase, UnsoundBase } from '../base/unpack-base.ts';
import { type LetGo, whatWasLetGo } from '../base/what-was-let-go.ts';
import { catalogGenerations, type DataFolder } from '../data-folder.ts';
import { compareTable } from './compare-tables.ts';
import type { Finding } from './finding.ts';
import { findNumberGaps, type NumbersBefore } from './number-gaps.ts';
import { rebuild } from './rebuild.ts';
import { verifyChains } from './verify-chain.ts';

export interface DoctorReport {
  readonly ok: boolean;
  readonly entries: number;
  readonly tables: number;
  readonly findings: readonly Finding[];
  /** What was let go of the journal; null where it reaches back to the first fact. */
  readonly letGo: LetGo | null;
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
    if (damaged) return { ok: false, entries: 0, tables: 0, findings: [damaged], letGo: null };
    const letGo = whatWasLetGo(db);
    onStep('chains');
    const { entries, findings } = verifyChains(db);
    if (findings.length > 0) return { ok: false, entries, tables: 0, findings, letGo };
    const unsound = baseFindings(db);
    if (unsound.length > 0) return { ok: false, entries, tables: 0, findings: unsound, letGo };
    onStep('numbers');
    findings.push(...findNumberGaps(db, numbersBefore(db, join(scratch, 'base.db'))));
    onStep('rebuild-forwards');
    rebuild(db, rebuilds.forwards, 'forwards');
    onStep('rebuild-backwards');
    rebuild(db, rebuilds.backwards, 'backwards');
    onStep('compare');
    const rooms = catalogStands(db, generation);
    if (rooms !== null) findings.push(rooms);
    const tables = PROJECTED.filter((t) => t.room === 'store' || rooms === null);
    findings.push(...compareAll(db, tables));
    return { ok: findings.length === 0, entries, tables: tables.length, findings, letGo };
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

function baseFindings(db: Database): Finding[] {
  return (['catalog', 'store'] as const).flatMap((room) => {
    const base = currentBase(db, room);
    if (base === null) return [];
    try {
      checkChunks(db, (room === 'store' ? packedStoreBase : packedBase)(db, base.file));
      return [];
    } catch (error) {
      if (!(error instanceof UnsoundBase)) throw error;
      return [{ code: 'base-damaged', where: `file ${base.file.slice(0, 16)}`, what: error.message }];
    }
  });
}

/** Where the numbers stand in the store's base. */
function numbersBefore(db: Database, path: string): NumbersBefore {
  const base = currentBase(db, 'store');
  const last = new Map<string, number>();
  if (base !== null) {
    unpackStoreBase(db, base.file, path);
    const file = new DatabaseFile(path, { readonly: true });
    const rows = file.prepare('select register, epoch, kind, last from series').all() as SeriesRow[];
    for (const { register, epoch, kind, last: number } of rows)
      last.set(`${register} ${epoch} ${kind}`, number);
    file.close();
    rmSync(path);
  }
  return {
    has: isHeld(heldByStoreBase(db)),
    last: (register, epoch, kind) => last.get(`${register} ${epoch} ${kind}`) ?? 0,
  };
}

interface SeriesRow {
  readonly register: string;
  readonly epoch: string;
  readonly kind: string;
  readonly last: number;
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
