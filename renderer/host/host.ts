import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { Contract } from '#shared/contract/index.ts';
import { connect } from './connection.ts';
import { isTrouble } from './failure.ts';
import { lineOfThisPage } from './line.ts';
import { comeBack } from './stay.ts';

/** The register behind this page. */
export const connection = connect(lineOfThisPage(), comeBack);

/** Calls a procedure: `await client.tickets.addItem({ … })`. */
export const client: ContractRouterClient<Contract> = createORPCClient(connection.link);

/** Query and mutation options by procedure: `useQuery(host.session.get.queryOptions())`. */
export const host = createTanstackQueryUtils(client);

/** What the host says is kept until an event says it changed; nothing is asked again on a whim. */
export const queries = new QueryClient({
  queryCache: new QueryCache(),
  mutationCache: new MutationCache(),
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10 * 60_000,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      // A broken line is worth another try; a refusal is an answer.
      retry: (failures, error) => failures < 3 && isTrouble(error),
      retryDelay: (failures) => Math.min(2000, 100 * 2 ** failures),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
