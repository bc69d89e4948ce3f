import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { LinkFault } from '#shared/link/fault.ts';
import { savePlace } from '#shared/services/settings/save-place.ts';
import { cancelCode, handOverAgain, listCodes, listDevices, renameDevice } from '../chain/devices.ts';
import { addStore, listStores, renameStore } from '../chain/stores.ts';
import type { Hq } from '../hq.ts';
import { answer, found, type HqHandlers, type On, refused, signedIn, tell } from '../router.ts';

/** The stores of the chain. */
export function storeHandlers(hq: Hq, on: On): HqHandlers<'stores'> {
  const { sql, changes } = hq;
  const rowOf = async (store: string) => {
    changes.tell(['stores']);
    return found((await listStores(sql)).find((row) => row.store === store));
  };
  return {
    list: on.stores.list.handler(() => listStores(sql)),
    add: on.stores.add.handler(async (call) => {
      const { store, name } = call.input;
      answer(await addStore(sql, { store, name, at: hq.now() }));
      await tell(call, (by) => savePlace(hq.host)(by.command, store, { name }));
      return await rowOf(store);
    }),
    rename: on.stores.rename.handler(async (call) => {
      const { store, name } = call.input;
      answer(await renameStore(sql, { store, name }));
      await tell(call, (by) => savePlace(hq.host)(by.command, store, { name }));
      return await rowOf(store);
    }),
    renameChain: on.stores.renameChain.handler(async ({ input: { name } }) => {
      await hq.chain.rename(name);
      changes.tell(['session']);
      return { name };
    }),
  };
}

/** The registers of every store, as headquarters knows them. */
export function deviceHandlers(hq: Hq, on: On): HqHandlers<'devices'> {
  const { sql, changes } = hq;
  const rowOf = async (device: string) => {
    changes.tell(['devices', 'exceptions', 'stores']);
    return found((await listDevices(sql, hq.now())).find((row) => row.device === device));
  };
  return {
    list: on.devices.list.handler(() => listDevices(sql, hq.now())),
    rename: on.devices.rename.handler(async ({ input }) => {
      answer(await renameDevice(sql, input));
      return await rowOf(input.device);
    }),
    revoke: on.devices.revoke.handler(async (call) => {
      const { device, note = '' } = call.input;
      await hq.chain.revoke(device, note === '' ? null : { by: signedIn(call).user.id, note });
      return await rowOf(device);
    }),
    letBack: on.devices.letBack.handler(async (call) => {
      const { device, note } = call.input;
      if (note === '') throw refused(refuse('REASON_MISSING', { field: 'note' }));
      const done = await hq.chain.letBack({ device, by: signedIn(call).user.id, note });
      if (!done.ok) throw refused(refuse(done.error));
      return await rowOf(device);
    }),
    handOverAgain: on.devices.handOverAgain.handler(async ({ input: { device } }) => {
      await handOverAgain(sql, device);
      return await rowOf(device);
    }),
  };
}

/** One-time codes that make a device a register. */
export function codeHandlers(hq: Hq, on: On): HqHandlers<'codes'> {
  const { sql, changes } = hq;
  return {
    list: on.codes.list.handler(() => listCodes(sql, hq.now())),
    make: on.codes.make.handler(async (call) => {
      const { store, register } = call.input;
      const madeBy = signedIn(call).user.id;
      const made = answer(domain(await hq.chain.makeCode({ store, register, madeBy })));
      changes.tell(['devices']);
      const [row] = (await listCodes(sql, hq.now())).filter(
        (each) => each.store === made.store && each.register === made.register,
      );
      return { code: made.code, row: found(row) };
    }),
    cancel: on.codes.cancel.handler(async ({ input }) => {
      await cancelCode(sql, input.id);
      changes.tell(['devices']);
      return {};
    }),
  };
}

/** What the link refuses, as a screen is told it. */
function domain<T>(result: Result<T, LinkFault>): Result<T, DomainError> {
  if (result.ok) return ok(result.value);
  const taken = result.error.code === 'REGISTER_TAKEN';
  return err(taken ? refuse('CODE_TAKEN', { field: 'register' }) : refuse('NOT_FOUND', { field: 'store' }));
}
