import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heldByStoreBase } from '#electron/store/base/base-rows.ts';
import type { DataFolder } from '#electron/store/data-folder.ts';
import type { LinkRow } from '#electron/store/link/link-rows.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { LettingGo } from '#electron/sync/letting-go.ts';
import { drawerOpened } from '#shared/journal/entries/shift.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { toHex } from '#shared/link/bytes.ts';
import { KEPT_MS } from '#shared/link/device/let-go.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { follow, sealedRuns, tie } from './received.ts';

const DAY = 86_400_000;
/** As `openFounded` has it. */
const MADE = 1_795_000_000_000;
const MANY = 5_200;
const EPOCH = '1-00000000000000a2';

let folder: DataFolder;
let store: RegisterStore;
let now: number;
const faults: unknown[] = [];
let over: AbortController;

beforeEach(async () => {
  over = new AbortController();
  folder = newFolder();
  store = await openFounded(folder);
  tie(store, 'joined');
  await store.renewCatalog('headquarters keeps it');
  for (let n = 0; n < 30; n++) await payIn(store);
  const others = Array.from(
    { length: MANY },
    (): Entry => ({
      id: randomUUID() as Entry['id'],
      origin: 'device-2',
      epoch: EPOCH,
      seq: 1,
      type: drawerOpened.type,
      v: drawerOpened.v,
      at: MADE,
      actor: 'p1' as Entry['actor'],
      store: store.self().store,
      shift: null,
      body: { shift: null, reason: 'change', by: 'p1', approvals: [] },
    }),
  );
  await follow(store, 'store/R01', sealedRuns(others, 1), { size: 1000 });
  now = MADE + KEPT_MS + DAY;
}, 60_000);
afterEach(async () => {
  await store.close();
  dropFolder(folder);
  expect(faults.splice(0)).toEqual([]);
});

test('facts go once a day, when they are old and headquarters said that they are in a verified backup', async () => {
  const { device, epoch } = store.self();
  const letting = new LettingGo({
    store,
    ports: { timers: { now: () => now }, report: (error) => faults.push(error) },
    kept: { row: () => ({ acked: JSON.stringify({ [epoch]: 20 }) }) as LinkRow },
    over: over.signal,
  });
  const told = (own: number, others: number) => {
    const heads = [{ epoch, seq: 31, hash: toHex(store.head().hash), archived: own }];
    letting.met({
      incarnation: 'life-1',
      heads,
      archived: [{ origin: 'device-2', epoch: EPOCH, seq: others }],
    });
  };
  const look = async () => {
    letting.wake();
    await letting.idle();
    return heldByStoreBase(store.reading).heads.map(({ origin, seq }) => [origin, seq]);
  };
  expect(await look()).toEqual([]);
  told(25, 4000);
  expect(await look()).toEqual([]);
  told(25, MANY);
  // It has looked today.
  expect(await look()).toEqual([]);
  now += DAY;
  // Own ones not beyond what is acknowledged, and of each history the last one stays.
  const gone = [
    [device, 20],
    ['device-2', MANY - 1],
  ];
  expect(await look()).toEqual(gone);
  told(31, MANY);
  now += DAY;
  // Few are not worth a new base.
  expect(await look()).toEqual(gone);
  expect(examine(folder)).toMatchObject({ findings: [], letGo: { facts: 20 + MANY - 1, reachesTo: MADE } });
}, 60_000);

test('own facts stay where headquarters’ history of the epoch is another disk’s', async () => {
  const { epoch } = store.self();
  const letting = new LettingGo({
    store,
    ports: { timers: { now: () => now }, report: (error) => faults.push(error) },
    kept: { row: () => ({ acked: JSON.stringify({ [epoch]: 31 }) }) as LinkRow },
    over: over.signal,
  });
  letting.met({
    incarnation: 'life-1',
    heads: [{ epoch, seq: 31, hash: '0'.repeat(64), archived: 31 }],
    archived: [{ origin: 'device-2', epoch: EPOCH, seq: MANY }],
  });
  letting.wake();
  await letting.idle();
  expect(heldByStoreBase(store.reading).heads.map(({ origin }) => origin)).toEqual(['device-2']);
}, 60_000);

test('a register that is closed meanwhile waits for nothing, and writes nothing more', async () => {
  const letting = new LettingGo({
    store,
    ports: { timers: { now: () => now }, report: (error) => faults.push(error) },
    kept: { row: () => ({ acked: '{}' }) as LinkRow },
    over: over.signal,
  });
  const archived = [{ origin: 'device-2', epoch: EPOCH, seq: MANY }];
  letting.met({ incarnation: 'life-1', heads: [], archived });
  letting.wake();
  await new Promise((resolve) => setImmediate(resolve));
  over.abort();
  await letting.idle();
  expect(store.storeBase.current()).toBeNull();
  expect(examine(folder)).toMatchObject({ findings: [], letGo: null });
}, 60_000);

test('young facts stay', async () => {
  const letting = new LettingGo({
    store,
    ports: { timers: { now: () => MADE + KEPT_MS - 1 }, report: (error) => faults.push(error) },
    kept: { row: () => ({ acked: '{}' }) as LinkRow },
    over: over.signal,
  });
  letting.met({
    incarnation: 'life-1',
    heads: [],
    archived: [{ origin: 'device-2', epoch: EPOCH, seq: MANY }],
  });
  letting.wake();
  await letting.idle();
  expect(store.storeBase.current()).toBeNull();
});
