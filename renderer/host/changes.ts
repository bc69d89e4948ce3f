import { consumeEventIterator } from '@orpc/client';
import type { QueryClient } from '@tanstack/react-query';
import type { HQ_AREAS, HqContract } from '#shared/contract/hq/index.ts';
import type { AREAS, Contract } from '#shared/contract/index.ts';
import { client, connection, queries } from './host.ts';

type Area = (typeof AREAS)[number] | (typeof HQ_AREAS)[number];
type Branch = keyof Contract | keyof HqContract;

/** Which procedures read what: an area that changed makes their answers old. */
const READERS = {
  catalog: ['catalog', 'prices', 'imports', 'settings'],
  settings: ['settings', 'session', 'catalog', 'printing'],
  people: ['people', 'session', 'approvals', 'shifts'],
  ticket: ['tickets'],
  sale: ['sales', 'returns', 'tickets', 'shifts', 'reports', 'chainSales'],
  shift: ['shifts', 'session', 'reports'],
  stock: ['catalog', 'reports'],
  transfer: ['transfers'],
  print: ['printing', 'session', 'sales'],
  import: ['imports', 'catalog'],
  maintenance: ['maintenance', 'session'],
  link: ['link', 'session'],
  session: ['session', 'link'],
  users: ['users'],
  stores: ['stores', 'devices', 'chainSales'],
  devices: ['devices', 'codes', 'stores', 'kept'],
  exceptions: ['exceptions', 'kept', 'stores'],
} as const satisfies Record<Area, readonly Branch[]>;

/** Makes answers that depend on these areas old, so that what is on the screen is asked again. */
export async function invalidate(areas: readonly Area[], cache: QueryClient = queries): Promise<void> {
  const branches = new Set<string>(areas.flatMap((area) => READERS[area]));
  // The first part of a procedure's query key is its path in the contract.
  await cache.invalidateQueries({
    predicate: ({ queryKey: [path] }) => Array.isArray(path) && branches.has(String(path[0])),
  });
}

/** Listens to the host's events as long as the page lives; after a broken line everything shown is asked again. */
export function followChanges(): () => void {
  let stop: (() => Promise<void>) | null = null;
  let last = 0;
  // Where the line is gone already, saying goodbye over it fails, and nothing is left to stop.
  const leave = (): void => void stop?.().catch(() => undefined);
  const listen = (generation: number): void => {
    if (generation === last) return;
    if (last > 0) void queries.invalidateQueries();
    last = generation;
    leave();
    stop = consumeEventIterator(client.events.changes(), {
      onEvent: ({ areas }) => void invalidate(areas),
      // The line broke: the next one brings a new generation, and all is asked again then.
      onError: () => undefined,
    });
  };
  const unsubscribe = connection.state.subscribe(({ generation }) => listen(generation));
  if (connection.state.getState().status === 'ready') listen(connection.state.getState().generation);
  return () => {
    unsubscribe();
    leave();
  };
}
