import { refuse } from '#shared/domain/error.ts';
import type { Result } from '#shared/domain/result.ts';
import { loadPeople } from '#shared/services/people/directory.ts';
import { listExceptions, settleException } from '../chain/exceptions.ts';
import { type FactPlace, keptDetail, listKept, sumKept } from '../chain/kept.ts';
import { findChainSales, findShifts, storeDays } from '../chain/sales.ts';
import { chainSlip } from '../chain/slip.ts';
import type { Hq } from '../hq.ts';
import { answer, found, type HqHandlers, type On, refused, signedIn } from '../router.ts';

/** What is sold in every store, as it arrives. */
export const chainSalesHandlers = (hq: Hq, on: On): HqHandlers<'chainSales'> => ({
  find: on.chainSales.find.handler(async ({ input }) => findChainSales(hq.sql, input, await nameOf(hq))),
  slip: on.chainSales.slip.handler(async ({ input }) => {
    const slip = await chainSlip(hq, input, await nameOf(hq));
    return found(slip ?? undefined);
  }),
  days: on.chainSales.days.handler(() => storeDays(hq.sql)),
  shifts: on.chainSales.shifts.handler(({ input }) => findShifts(hq.sql, input)),
});

/** Where facts disagree, until a person has said what came of it. */
export const exceptionHandlers = ({ sql, now, changes }: Hq, on: On): HqHandlers<'exceptions'> => ({
  list: on.exceptions.list.handler(({ input }) => listExceptions(sql, input)),
  settle: on.exceptions.settle.handler(async (call) => {
    const { commandId: _id, ...named } = call.input;
    const by = signedIn(call).user.id;
    const row = answer(await settleException(sql, { ...named, by, at: now() }));
    changes.tell(['exceptions']);
    return row;
  }),
});

/** Facts that were taken and are not counted, until a person has had them posted or set them aside. */
export function keptHandlers(hq: Hq, on: On): HqHandlers<'kept'> {
  const { sql, chain, changes } = hq;
  const detail = async (place: FactPlace) => answer(await keptDetail(sql, place, await nameOf(hq)));
  const changed = async (done: Result<null, 'NOT_FOUND' | 'STALE'>, place: FactPlace) => {
    if (!done.ok) throw refused(refuse(done.error));
    changes.tell(['exceptions', 'devices', 'sale']);
    return await detail(place);
  };
  return {
    list: on.kept.list.handler(({ input }) => listKept(sql, input)),
    sum: on.kept.sum.handler(() => sumKept(sql)),
    get: on.kept.get.handler(({ input }) => detail(input)),
    tryAgain: on.kept.tryAgain.handler(async (call) => {
      const { commandId, ...place } = call.input;
      const deed = { id: commandId, ...place, by: signedIn(call).user.id };
      return await changed(await chain.tryFactAgain(deed), place);
    }),
    setAside: on.kept.setAside.handler(async (call) => {
      const { commandId, note, ...place } = call.input;
      if (note === '') throw refused(refuse('REASON_MISSING', { field: 'note' }));
      const deed = { id: commandId, ...place, by: signedIn(call).user.id, note };
      return await changed(await chain.setFactAside(deed), place);
    }),
  };
}

/** Names of people by their id; of who was erased there is none. */
export async function nameOf({ host, seal }: Hq): Promise<(person: string) => string> {
  const people = await loadPeople(host.read, seal);
  const names = new Map([...people.values()].map(({ id, name }): [string, string] => [id, name ?? '']));
  return (person) => names.get(person) ?? '';
}
