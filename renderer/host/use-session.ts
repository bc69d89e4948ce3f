import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import type { SessionView } from '#shared/contract/session.ts';
import type { Right, RightState } from '#shared/domain/people/rights.ts';
import type { ConnectionState } from './connection.ts';
import { connection, host } from './host.ts';

/** State of the register and of who is signed in; below the frame it is always there. */
export const useSession = (): SessionView => useSuspenseQuery(host.session.get.queryOptions()).data;

/** The same where it may not be known yet. */
export const useSessionIfKnown = (): SessionView | undefined =>
  useQuery(host.session.get.queryOptions()).data;

/** What the signed-in person may do. A right that is not granted is denied. */
export const rightsOf =
  (session: SessionView | undefined) =>
  (right: Right): RightState =>
    session?.person?.grants[right]?.state ?? 'denied';

export const useRight = (right: Right): RightState => rightsOf(useSessionIfKnown())(right);

export const useConnection = (): ConnectionState['status'] =>
  useStore(connection.state, ({ status }) => status);
