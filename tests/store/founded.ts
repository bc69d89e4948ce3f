import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog } from '#electron/store/catalog/catalog.ts';
import { type DataFolder, dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { openStore } from '#electron/store/open-store.ts';
import { createRegisterStore, type RegisterStore } from '#electron/store/register-store.ts';
import { startEpoch } from '#electron/store/start-epoch.ts';
import { createWriter } from '#electron/store/writer.ts';
import type { DeviceId, PersonId, RegisterId, ShiftId, StoreId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { put } from '#shared/journal/change.ts';
import { cashMoved } from '#shared/journal/entries/shift.ts';
import { localDevice } from '#shared/journal/tables/local.ts';
import { fact } from '#shared/services/journal/host.ts';
import { query } from '#shared/services/journal/query.ts';

const self = { device: 'device-1' as DeviceId, store: 'R01' as StoreId, register: '1' as RegisterId };
const actor = 'p1' as PersonId;

export const newFolder = (): DataFolder => {
  const folder = dataFolder(join(mkdtempSync(join(tmpdir(), 'mallard-store-')), 'data'));
  makeFolders(folder);
  return folder;
};
export const dropFolder = (folder: DataFolder): void =>
  rmSync(join(folder.root, '..'), { recursive: true, force: true });

/** Opens a store in a folder, founding it the first time. */
export async function openFounded(
  folder: DataFolder,
  now: () => number = () => 1_795_000_000_000,
): Promise<RegisterStore> {
  const writer = createWriter(() => openStore(folder, () => {}));
  if (!writer.db().prepare('select 1 from local_device').get()) {
    startEpoch(writer, {
      self,
      ordinal: 1,
      reason: 'founded',
      parent: null,
      position: 1,
      id: randomUUID(),
      at: now(),
      local: (epoch) => [
        put(localDevice, {
          id: 'self',
          ...self,
          epoch,
          public_key: '',
          recovery_hash: null,
          founded_at: now(),
        }),
      ],
    });
  }
  const store = await createRegisterStore(
    folder,
    { writer, catalog: openCatalog(folder, { keeper: 'inline' }) },
    { now },
  );
  return store;
}

const lastNumber = query<{ epoch: string }, { last: number }>((db, p) =>
  db.selectFrom('series').select('last').where('epoch', '=', p('epoch')).where('kind', '=', 'cash'),
);

/** A numbered fact that needs nothing else: money paid into a drawer. Answers its number. */
export async function payIn(store: RegisterStore, amount = 100, id: string = randomUUID()): Promise<string> {
  const done = await store.commit(
    { id, actor, name: 'test.pay-in', input: { amount } },
    async ({ read, self: me }) => {
      const counter = ((await read.first(lastNumber, { epoch: me.epoch }))?.last ?? 0) + 1;
      const number = `${me.store}-${me.register}-${me.epoch}-${counter}`;
      const body = {
        shift: 'shift-1' as ShiftId,
        register: me.register,
        number,
        counter,
        kind: 'pay-in' as const,
        amount: minor(amount),
        tender: 'cash' as never,
        reason: 'change',
        by: actor,
        businessDate: '2026-11-22',
        approvals: [],
      };
      return { ok: true, value: { entry: fact(cashMoved, body, body.shift), answer: number } };
    },
  );
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}
