import { copyFileSync } from 'node:fs';
import { asyncProperty, assert as check, integer, nat } from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { coveredRows, heldByStoreBase } from '#electron/store/base/base-rows.ts';
import type { DataFolder } from '#electron/store/data-folder.ts';
import { ownEntries } from '#electron/store/link/own-journal.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { BATCH_LIMIT, type ReceivedEntry } from '#shared/link/batch.ts';
import { cutBatch, nextRun, type PushState, pushStep } from '#shared/link/device/push.ts';
import { FULL } from '../crash/seeds.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { seeded } from '../support/random.ts';
import { all, histories, LATER, type LivedStore, livedStore, rowsOf } from './lived-store.ts';

const SEED = Number(process.env['FC_SEED'] ?? 1);
const RUNS = { numRuns: Number(process.env['FC_RUNS'] ?? (FULL ? 30 : 5)), seed: SEED };

let lived: LivedStore;
let folder: DataFolder;
let store: RegisterStore;

beforeAll(async () => {
  lived = await livedStore(SEED);
}, 120_000);
afterAll(() => dropFolder(lived.folder));
beforeEach(async () => {
  folder = newFolder();
  store = await lived.openCopy(folder);
});
afterEach(async () => {
  await store.close();
  dropFolder(folder);
});

const reopen = async (between: () => void = () => {}) => {
  await store.close();
  between();
  store = await openFounded(folder);
};
const count = (sql: string, ...of: unknown[]) =>
  Number(
    store.writer
      .db()
      .prepare(sql)
      .pluck()
      .get(...of),
  );
const standing = () => count('select count(*) from journal');

const twiceIn = ({ reading }: RegisterStore) => coveredRows(reading, heldByStoreBase(reading));

describe('killed between any two of its writes', () => {
  class Killed extends Error {}

  /** Lets go until the power fails before one of the writes; false when it did. */
  async function letGoFor(writes: number): Promise<boolean> {
    let left = writes;
    const { writer } = store;
    const { within } = writer;
    const dying: typeof within = (work) => {
      if (left === 0) throw new Killed();
      left -= 1;
      return within(work);
    };
    Object.assign(writer, { within: dying });
    try {
      await store.storeBase.letGo(all(store.reading));
      return true;
    } catch (error) {
      if (error instanceof Killed) return false;
      throw error;
    }
  }

  test('the store has the old base with all facts behind it, or the new one; the next time ends what was begun', async () => {
    const few = histories(store.reading).map((end) => ({ ...end, seq: Math.min(end.seq, 20) }));
    await store.storeBase.letGo({ ...all(store.reading), archived: few });
    const before = rowsOf(store.reading);
    const old = store.storeBase.current()?.file;
    const held = standing();
    const seen = { old: 0, both: 0, new: 0 };
    for (let writes = 0, ended = false; !ended; writes++) {
      ended = await letGoFor(writes);
      await reopen();
      const twice = twiceIn(store);
      const isOld = store.storeBase.current()?.file === old;
      seen[isOld ? 'old' : twice > 0 ? 'both' : 'new'] += 1;
      if (isOld) expect([standing(), twice]).toEqual([held, 0]);
      expect(rowsOf(store.reading)).toEqual(before);
      expect(examine(folder).findings).toEqual([]);
      expect(await lived.differs(store)).toBe(0);
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
    expect(standing()).toBe(histories(store.reading).length);
    expect(count('select count(*) from local_base')).toBe(1);
    expect(count('select count(*) from local_base_chunk')).toBe(1);
  });
});

describe('headquarters that comes back from its last verified backup', () => {
  test('gets from a register all it lost: what was let go it has (fault 32)', async () => {
    const device = store.self().device;
    // An epoch before the living one, so that two histories are let go in part.
    await reopen(() => {
      const { path } = makeBackup(folder, LATER, 'manual');
      restore(folder, path, { now: LATER, newId: () => crypto.randomUUID() });
    });
    for (let n = 0; n < 20; n++) await payIn(store);
    const own = ownEntries(store.reading, store.self);
    const full = new Map(own.epochs().map(({ epoch }) => [epoch, [...own.from(epoch, 1)]]));
    const ends = own.epochs();
    await check(
      asyncProperty(integer(), nat(3), async (seed, times) => {
        const random = seeded(seed);
        const place = newFolder();
        const kept = store;
        await store.close();
        copyFileSync(folder.store, place.store);
        store = await openFounded(place);
        try {
          // Each backup holds more than the one before; the register lets go what it is told of.
          const archived = new Map(ends.map(({ epoch }) => [epoch, 0]));
          for (let turn = 0; turn <= times; turn++) {
            for (const { epoch, seq } of ends)
              archived.set(epoch, Math.max(archived.get(epoch) ?? 0, random.below(seq + 1)));
            const told = [...archived].map(([epoch, seq]) => ({ origin: device, epoch, seq }));
            await store.storeBase.letGo({ ...all(store.reading), archived: told });
          }
          const hq = new Map(
            [...archived].map(([epoch, seq]) => [epoch, full.get(epoch)?.slice(0, seq) ?? []]),
          );
          drain(ownEntries(store.reading, store.self), hq);
          expect([...hq].map(([epoch, entries]) => [epoch, entries.length])).toEqual(
            [...full].map(([epoch, entries]) => [epoch, entries.length]),
          );
          expect(examine(place).findings).toEqual([]);
        } finally {
          await store.close();
          dropFolder(place);
          store = kept;
          await reopen();
        }
      }),
      RUNS,
    );
  });

  /** Sends until nothing is left; headquarters takes what continues what it has, and nothing else. */
  function drain(own: ReturnType<typeof ownEntries>, hq: Map<string, ReceivedEntry[]>): void {
    const heads = [...hq].flatMap(([epoch, entries]) => {
      const last = entries.at(-1);
      return last ? [{ epoch, seq: last.head.seq, hash: last.hash }] : [];
    });
    let state: PushState = { incarnation: 'life-1', acked: {}, sent: null };
    state = pushStep(state, { kind: 'greeted', incarnation: 'life-2', heads }, own).state;
    for (let run = nextRun(state, own); run !== null; run = nextRun(state, own)) {
      const batch = cutBatch(own.from(run.epoch, run.from), { ...BATCH_LIMIT, entries: 7 });
      const last = batch.at(-1);
      const held = hq.get(run.epoch) ?? [];
      expect(run.from).toBe(held.length + 1);
      if (!last) throw new Error(`headquarters needs ${run.epoch}/${run.from}, which was let go`);
      hq.set(run.epoch, [...held, ...batch]);
      const { epoch, seq } = last.head;
      state = pushStep(
        { ...state, sent: { ...run, to: seq } },
        { kind: 'ack', epoch, seq, hash: last.hash, incarnation: 'life-2' },
        own,
      ).state;
    }
  }
});
