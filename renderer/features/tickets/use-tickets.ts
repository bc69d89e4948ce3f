import { useQuery } from '@tanstack/react-query';
import { client, host } from '#renderer/host/host.ts';
import { counter, receiveTickets } from './counter.ts';
import { allAnswered } from './in-order.ts';
import { useLostTickets } from './use-lost-tickets.ts';

/** An event of the register is looked into when the counter has been quiet for this long, ms. */
const QUIET_MS = 250;

/**
 * Keeps the open tickets in step with the register. What this screen does comes back with its own answers; this is for the
 * start, for a broken line, and for what scripts and other windows do, so it waits until the clerk does nothing.
 */
export function useTickets(): boolean {
  useLostTickets();
  const { data } = useQuery(
    host.tickets.list.queryOptions({
      queryFn: async ({ signal }) => {
        for (;;) {
          if (counter.getState().known) await pause(QUIET_MS, signal);
          await allAnswered();
          const { turn } = counter.getState();
          const listed = await client.tickets.list(undefined, { signal });
          if (receiveTickets(listed, turn)) return listed;
        }
      },
    }),
  );
  return data !== undefined;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((wake, stop) => {
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      stop(signal.reason);
    });
  });
