import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNow } from '#renderer/app/use-now.ts';
import type { HqContract } from '#shared/contract/hq/index.ts';
import type { HqSessionView } from '#shared/contract/hq/session.ts';
import { type HqRight, hqMay, isHqRole } from '#shared/domain/people/hq-roles.ts';
import { connection, queries } from './host.ts';
import { useSessionIfKnown } from './use-session.ts';

type HqClient = ContractRouterClient<HqContract>;

/** Calls a procedure of headquarters. What a register answers too is called by `client` of `host.ts`, so that screens serve both. */
export const hqClient: HqClient = createORPCClient(connection.link);

/** Query options by procedure: `useQuery(hq.stores.list.queryOptions())`. */
export const hq = createTanstackQueryUtils(hqClient);

/** The same over plain HTTP, where the answer can bring a cookie: the steps of signing in. */
export const hqDoor: HqClient = createORPCClient(
  new RPCLink({ url: () => new URL('/rpc', globalThis.location.href).href }),
);

/** This browser is somebody else now: the line is opened anew with its new cookie. */
export function nowIAm(view: HqSessionView): void {
  queries.setQueryData(hq.session.get.queryKey(), view);
  connection.renew();
}

export const useHqSession = (): HqSessionView => useSuspenseQuery(hq.session.get.queryOptions()).data;

/**
 * Headquarters' time in steps of `step` milliseconds: what it says of codes, sessions and registers is reckoned in it, and the clock of
 * this computer may be off.
 */
export function useHqNow(step = 1000): number {
  const { data, dataUpdatedAt } = useQuery(hq.session.get.queryOptions());
  const ahead = data === undefined ? 0 : data.clock.now - dataUpdatedAt;
  return useNow(step) + ahead;
}

/** Whether the signed-in person may do something that exists at headquarters alone. */
export function useHqMay(right: HqRight): boolean {
  const role = useSessionIfKnown()?.person?.role ?? '';
  return isHqRole(role) && hqMay(role, right);
}
