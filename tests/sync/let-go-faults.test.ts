import { copyFileSync } from 'node:fs';
import { asyncProperty, assert as check, integer, nat } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coveredRows, heldByStoreBase } from '#electron/store/base/base-rows.ts';
import { ownEntries } from '#electron/store/link/own-journal.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { BATCH_LIMIT, type ReceivedEntry } from '#shared/link/batch.ts';
import { cutBatch, nextRun, type PushState, pushStep } from '#shared/link/device/push.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { survives } from '../support/dying-writer.ts';
import { seeded } from '../support/random.ts';
import { all, histories, LATER, rowsOf } from './lived-store.ts';
import { onLivedStore, RUNS } from './on-lived-store.ts';

const at = onLivedStore();

const twiceIn = ({ reading }: RegisterStore) => coveredRows(reading, heldByStoreBase(reading));

describe('killed between any two of its writes', () => {
  test('the store has the old base with all facts behind it, or the new one; the next time ends what was begun', async () => {
    const few = histories(at.store.reading).map((end) => ({ ...end, seq: Math.min(end.seq, 20) }));
    await at.store.storeBase.letGo({ ...all(at.store.reading), archived: few });
    const before = rowsOf(at.store.reading);
    const old = at.store.storeBase.current()?.file;
    const held = at.standing();
    const seen = { old: 0, both: 0, new: 0 };
    for (let writes = 0, ended = false; !ended; writes++) {
      const { storeBase, reading, writer } = at.store;
      ended = await survives(writer, writes, () => storeBase.letGo(all(reading)));
      await at.reopen();
      const twice = twiceIn(at.store);
      const isOld = at.store.storeBase.current()?.file === old;
      seen[isOld ? 'old' : twice > 0 ? 'both' : 'new'] += 1;
      if (isOld) expect([at.standing(), twice]).toEqual([held, 0]);
      expect(rowsOf(at.store.reading)).toEqual(before);
      expect(examine(at.folder).findings).toEqual([]);
      expect(await at.lived.differs(at.store)).toBe(0);
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
    expect(at.standing()).toBe(histories(at.store.reading).length);
    expect(at.count('select count(*) from local_base')).toBe(1);
    expect(at.count('select count(*) from local_base_chunk')).toBe(1);
  });
});

describe('headquarters that comes back from its last verified backup', () => {
  test('gets from a register all it lost: what was let go it has (fault 32)', async () => {
    const device = at.store.self().device;
    // An epoch before the living one, so that two histories are let go in part.
    await at.reopen(() => {
      const { path } = makeBackup(at.folder, LATER, 'manual');
      restore(at.folder, path, { now: LATER, newId: () => crypto.randomUUID() });
    });
    for (let n = 0; n < 20; n++) await payIn(at.store);
    const own = ownEntries(at.store.reading, at.store.self);
    const full = new Map(own.epochs().map(({ epoch }) => [epoch, [...own.from(epoch, 1)]]));
    const ends = own.epochs();
    await check(
      asyncProperty(integer(), nat(3), async (seed, times) => {
        const random = seeded(seed);
        const place = newFolder();
        const kept = at.store;
        await at.store.close();
        copyFileSync(at.folder.store, place.store);
        at.store = await openFounded(place);
        try {
          // Each backup holds more than the one before; the register lets go what it is told of.
          const archived = new Map(ends.map(({ epoch }) => [epoch, 0]));
          for (let turn = 0; turn <= times; turn++) {
            for (const { epoch, seq } of ends)
              archived.set(epoch, Math.max(archived.get(epoch) ?? 0, random.below(seq + 1)));
            const told = [...archived].map(([epoch, seq]) => ({ origin: device, epoch, seq }));
            await at.store.storeBase.letGo({ ...all(at.store.reading), archived: told });
          }
          const hq = new Map(
            [...archived].map(([epoch, seq]) => [epoch, full.get(epoch)?.slice(0, seq) ?? []]),
          );
          drain(ownEntries(at.store.reading, at.store.self), hq);
          expect([...hq].map(([epoch, entries]) => [epoch, entries.length])).toEqual(
            [...full].map(([epoch, entries]) => [epoch, entries.length]),
          );
          expect(examine(place).findings).toEqual([]);
        } finally {
          await at.store.close();
          dropFolder(place);
          at.store = kept;
          await at.reopen();
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
