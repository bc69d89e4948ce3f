import { copyFileSync } from 'node:fs';
import DatabaseFile, { type Database } from 'better-sqlite3';
import type { MayGo } from '#electron/store/base/make-store-base.ts';
import type { DataFolder } from '#electron/store/data-folder.ts';
import { heldOf, ownDigest } from '#electron/store/link/own-digest.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { compareFeeds } from '#electron/sync/compare.ts';
import type { HqClient } from '#electron/sync/hq-client.ts';
import type { PersonId, ShiftId, TenderId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { quote } from '#shared/journal/ddl.ts';
import { shiftOpened } from '#shared/journal/entries/shift.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { differing } from '#shared/link/digest.ts';
import { fact } from '#shared/services/journal/host.ts';
import { newFolder, openFounded, payIn } from '../store/founded.ts';
import { threeAuthors } from '../support/stories.ts';
import { follow, sealedRuns, tie } from './received.ts';

export const FEED = 'store/R01';
/** Long after all of it. */
export const LATER = 1_796_000_000_000;

/** A store in which this register and three others have lived a while, and which has never let anything go: to be copied. */
export interface LivedStore {
  readonly folder: DataFolder;
  /** What the others wrote, as it came. */
  readonly facts: readonly ReceivedEntry[];
  readonly openCopy: (to: DataFolder) => Promise<RegisterStore>;
  /** How many facts a copy finds to differ from a headquarters that holds all that this store holds. */
  readonly differs: (copy: RegisterStore) => Promise<number>;
}

export async function livedStore(seed: number): Promise<LivedStore> {
  const told = await threeAuthors(seed);
  // All of them are others here: this register has a history of its own.
  const facts = sealedRuns(
    told.map((fact) => (fact.origin === 'device-1' ? { ...fact, origin: 'device-0' } : fact)),
  );
  const folder = newFolder();
  const store = await openFounded(folder);
  tie(store, 'joined');
  await store.renewCatalog('headquarters keeps it');
  await openShift(store);
  const third = Math.floor(facts.length / 3);
  for (let part = 0; part < 3; part++) {
    for (let n = 0; n < 8; n++) await payIn(store, 100 + n);
    const from = part * third;
    const to = part === 2 ? facts.length : from + third;
    await follow(store, FEED, facts.slice(from, to), { from });
  }
  await payIn(store);
  await store.close();
  return {
    folder,
    facts,
    openCopy: async (to) => {
      copyFileSync(folder.store, to.store);
      return await openFounded(to);
    },
    differs: (copy) => differs(copy, folder.store),
  };
}

export const histories = (db: Database) =>
  db.prepare('select origin, epoch, max(seq) as seq from journal group by 1, 2 order by 1, 2').all() as {
    origin: string;
    epoch: string;
    seq: number;
  }[];
/** All of it may go. */
export const all = (db: Database): MayGo => ({
  archived: histories(db),
  incarnation: 'life-1',
  before: LATER,
  least: 1,
  at: LATER,
});
export const rowsOf = (
  db: Database,
): (readonly [table: string, rows: readonly Readonly<Record<string, unknown>>[]])[] =>
  PROJECTED.filter(({ room }) => room === 'store').map(({ name, columns, key }) => [
    name,
    db
      .prepare(
        `select ${Object.keys(columns).map(quote).join(', ')} from ${quote(name)} order by ${key.map(quote).join(', ')}`,
      )
      .all() as Readonly<Record<string, unknown>>[],
  ]);

/** The shift the payments of `payIn` are about. */
async function openShift(store: RegisterStore): Promise<void> {
  const { register } = store.self();
  const shift = 'shift-1' as ShiftId;
  const body = {
    shift,
    register,
    drawer: '1',
    businessDate: '2026-11-22',
    openedBy: 'p1' as PersonId,
    float: minor(0),
    tender: 'cash' as TenderId,
    counted: [],
    approvals: [],
  };
  const command = { id: 'open-shift-1', actor: 'p1' as PersonId, name: 'test.open', input: {} };
  const opened = fact(shiftOpened, body, shift);
  const done = await store.commit(command, async () => ok({ entry: opened, answer: null }));
  if (!done.ok) throw new Error(done.error.code);
}

async function differs(store: RegisterStore, whole: string): Promise<number> {
  const db = new DatabaseFile(whole, { readonly: true });
  const end = Number(db.prepare('select max(position) from journal').pluck().get());
  const device = store.self().device;
  const through = histories(db).map(({ origin, epoch, seq }) => ({ origin, epoch, through: seq }));
  const client = {
    digest: async () =>
      ok({
        feed: FEED,
        incarnation: 'life-1',
        to: end,
        histories: ownDigest(whole, { feed: FEED, device, through }),
      }),
    block: async (_session: string, _feed: string, block: Parameters<typeof heldOf>[1]) =>
      ok({ incarnation: 'life-1', facts: heldOf(db, block).map(({ seq, hash }) => [seq, hash, 1] as const) }),
  } as unknown as HqClient;
  const acked = Object.fromEntries(
    through.filter(({ origin }) => origin === device).map(({ epoch, through: seq }) => [epoch, seq]),
  );
  const given = { store, client, session: '', incarnation: 'life-1', acked, now: () => LATER };
  const found = await compareFeeds(given);
  db.close();
  if (!found.ok) throw new Error(found.error.code);
  return found.value.reduce((sum, each) => sum + differing(each), 0);
}
