import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { NO_HASH, unseal } from '#shared/journal/entry.ts';
import { ENTRY_TYPES, lifted } from '#shared/journal/registry.ts';
import type { RowOf } from '#shared/journal/table.ts';
import type { journal } from '#shared/journal/tables/journal.ts';
import { type BaseHeads, baseHeads, currentBase, placesGone } from '../base/base-rows.ts';
import type { Finding } from './finding.ts';

type JournalRow = RowOf<typeof journal>;
type Seen = { seq: number; hash: Uint8Array };

/**
 * Reads every entry of every author and checks that it is what was written: the hash over its bytes, its link to the one before,
 * a gapless seq, the parent a branch names, header against columns, and a body its type's schema accepts. What was let go is missing,
 * no more and no less: a history goes on behind what the store's base holds of it. Answers how many entries it read and the first thing wrong in each branch.
 */
export function verifyChains(db: Database): { readonly entries: number; readonly findings: Finding[] } {
  const findings: Finding[] = [];
  const broken = new Set<string>();
  const last = new Map<string, Seen>();
  const chains: Chains = {
    hashAt: db.prepare('select hash from journal where origin = ? and epoch = ? and seq = ?').pluck(),
    lowest: db.prepare('select min(seq) from journal where origin = ? and epoch = ?').pluck(),
    aside: db.prepare('select 1 from local_link_fault where entry = ?').pluck(),
    bases: baseHeads(db),
    device: db.prepare('select device from local_device').pluck().get(),
    store: db.prepare('select store from local_device').pluck().get(),
    began: db.prepare('select 1 from epoch where store = ? and origin = ?').pluck(),
  };
  const after = currentBase(db, 'store')?.after ?? 0;
  let gone = placesGone(db);
  let entries = 0;
  let position = 0;
  const rows = db
    .prepare('select * from journal order by position')
    .iterate() as IterableIterator<JournalRow>;
  for (const row of rows) {
    entries++;
    const branch = `${row.origin} ${row.epoch}`;
    const gap = row.position - position - 1;
    const isExplained = gap === 0 || (gap <= gone && row.position <= after);
    const problem = isExplained
      ? check(row, last.get(branch), chains)
      : `position ${row.position} follows ${position}`;
    gone -= gap;
    position = row.position;
    if (problem && !broken.has(branch)) {
      broken.add(branch);
      findings.push({ code: 'chain-broken', where: `journal ${branch} seq ${row.seq}`, what: problem });
    }
    last.set(branch, { seq: row.seq, hash: row.hash });
  }
  if (gone > 0 && findings.length === 0)
    findings.push({ code: 'chain-broken', where: 'journal', what: `${gone} entries more than were left` });
  return { entries, findings };
}

interface Chains {
  readonly hashAt: Look;
  readonly lowest: Look;
  readonly bases: BaseHeads;
  /** Facts of others that can't be read are known, and kept. */
  readonly aside: Look;
  readonly device: unknown;
  readonly store: unknown;
  /** Histories of this store's own registers, whatever code they were written under. */
  readonly began: Look;
}
type Look = { readonly get: (...args: unknown[]) => unknown };

function check(row: JournalRow, before: Seen | undefined, chains: Chains): string | null {
  if (!same(nodeCodec.sha256(row.prev, row.header, row.body), row.hash))
    return 'its bytes do not give its hash';
  const entry = read(row);
  if (typeof entry === 'string') return entry;
  const isOwn = row.origin === chains.device;
  const unlinked = isOwn ? ownLink(row, before, chains) : othersLink(row, chains);
  if (unlinked !== null) return unlinked;
  if (chains.aside.get(row.id) !== undefined) return null;
  return row.seq > 1 || !isOwn ? checkBody(entry) : checkFirst(row, entry, chains);
}

const NO_LINK = 'it does not link to the entry before it';

function ownLink(row: JournalRow, before: Seen | undefined, { bases }: Chains): string | null {
  if (!before && bases.covers(row, 1)) return baseLink(row, bases);
  if (row.seq !== (before?.seq ?? 0) + 1) return `seq ${row.seq} follows ${before?.seq ?? 'nothing'}`;
  return before && !same(row.prev, before.hash) ? NO_LINK : null;
}

/** The first entry held of a history that a base holds more of: behind it, or in it where what was let go is not deleted yet. */
function baseLink(
  row: Pick<JournalRow, 'origin' | 'epoch' | 'seq' | 'prev'>,
  bases: BaseHeads,
): string | null {
  if (row.seq === bases.through(row) + 1) return bases.endsWith(row, row.seq - 1, row.prev) ? null : NO_LINK;
  return bases.covers(row, row.seq) ? null : `seq ${row.seq} follows ${bases.through(row)}`;
}

/**
 * Another's chain begins here where its feed began, goes on behind a file that holds what came before, and may have been filled up backwards; of
 * another store's there is only what concerns this one.
 */
function othersLink(
  { origin, epoch, seq, prev, store }: JournalRow,
  { hashAt, lowest, bases, ...here }: Chains,
): string | null {
  const hash = hashAt.get(origin, epoch, seq - 1);
  if (hash instanceof Uint8Array) return same(prev, hash) ? null : NO_LINK;
  if (lowest.get(origin, epoch) === seq)
    return origin !== HQ_CHAIN && bases.covers({ origin, epoch }, 1)
      ? baseLink({ origin, epoch, seq, prev }, bases)
      : null;
  if (bases.endsWith({ origin, epoch }, seq - 1, prev)) return null;
  if (origin === HQ_CHAIN) return `seq ${seq - 1} of another is missing`;
  if (store !== here.store && here.began.get(here.store, origin) === undefined) return null;
  return `seq ${seq - 1} of another is missing`;
}

function checkFirst(row: JournalRow, entry: Entry, { hashAt, bases }: Chains): string | null {
  if (entry.type !== 'epoch.started') return `the branch begins with ${entry.type}`;
  const { parent } = entry.body as { parent: { epoch: string; seq: number; hash: string } | null };
  if (!parent) return same(row.prev, NO_HASH) ? checkBody(entry) : 'it names no parent but links to one';
  const history = { origin: row.origin, epoch: parent.epoch };
  const hash =
    hashAt.get(row.origin, parent.epoch, parent.seq) ??
    bases.endAt(history, parent.seq) ??
    // Of what was let go only the last hash is known.
    (bases.covers(history, parent.seq) ? row.prev : undefined);
  if (!(hash instanceof Uint8Array)) return `its parent ${parent.epoch} seq ${parent.seq} is missing`;
  if (!same(hash, row.prev) || Buffer.from(hash).toString('hex') !== parent.hash)
    return 'its parent is another entry than the one it names';
  return checkBody(entry);
}

function read(row: JournalRow): Entry | string {
  try {
    const entry = unseal(row, nodeCodec);
    const agrees =
      entry.id === row.id &&
      entry.origin === row.origin &&
      entry.epoch === row.epoch &&
      entry.seq === row.seq &&
      entry.type === row.type &&
      entry.store === row.store;
    return agrees ? entry : 'its header differs from its columns';
  } catch (error) {
    return `its bytes can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function checkBody(entry: Entry): string | null {
  const type = ENTRY_TYPES.get(entry.type);
  if (!type) return `its type ${entry.type} is unknown`;
  const today = lifted(entry, type);
  if (!today) return `its version ${entry.v} of ${entry.type} is unknown`;
  const parsed = type.body.safeParse(today.body);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return `its body is malformed at ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? ''}`;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0;
