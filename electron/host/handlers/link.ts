import { readLinkFaults } from '#electron/store/link/link-rows.ts';
import { joinHq } from '#electron/sync/join.ts';
import type { AsideView, LinkView } from '#shared/contract/link.ts';
import { refuse } from '#shared/domain/error.ts';
import { CHAIN_FEED } from '#shared/link/feed-page.ts';
import { readDrawer } from '#shared/services/shifts/drawer.ts';
import { parkedTickets } from '#shared/services/tickets/parked-tickets.ts';
import { joinPorts } from '../link-ports.ts';
import type { Register } from '../register.ts';
import { type Handlers, on, refused } from '../router.ts';

/** The tie to headquarters: how it stands, and the way into it. */
export function linkHandlers(register: Register): Handlers<'link'> {
  const { store, link } = register;
  return {
    state: on.link.state.handler(() => linkState(register)),
    join: on.link.join.handler(async ({ input }) => {
      await refuseUnfinished(register);
      return await join(register, input);
    }),
    tryNow: on.link.tryNow.handler(() => {
      link.tryNow();
      return linkState(register);
    }),
    compare: on.link.compare.handler(async () => ({ trouble: await link.compare() })),
    asides: on.link.asides.handler(() => asides(register)),
    retryAsides: on.link.retryAsides.handler(async () => {
      await store.retryAsides();
      link.tryNow();
      return asides(register);
    }),
  };
}

/** Joins and begins to speak with headquarters. Throws the contract's REFUSED with JOIN_REFUSED and the reason. */
export async function join(register: Register, asked: { readonly address: string; readonly code: string }) {
  const { store, ports, people, link } = register;
  const turnedAway = isTurnedAway(link.view());
  const joined = await joinHq(store, joinPorts(ports), { ...asked, turnedAway });
  if (!joined.ok) throw refused(refuse('JOIN_REFUSED', { reason: joined.error }));
  await people.reload();
  await link.start();
  if (turnedAway) link.tryNow();
  const { store: code, register: number, chain } = joined.value;
  return { store: code, register: number, chain };
}

/** Codes may change by joining: what was begun under the old ones is ended first. */
async function refuseUnfinished({ host }: Register): Promise<void> {
  if ((await readDrawer(host.read, host.self)) !== null)
    throw refused(refuse('JOIN_REFUSED', { reason: 'SHIFT' }));
  if ((await parkedTickets(host)()).some(({ here }) => here))
    throw refused(refuse('JOIN_REFUSED', { reason: 'PARKED' }));
}

function linkState({ store, link }: Register): LinkView | null {
  const view = link.view();
  if (view === null) return null;
  const { skew, feeds, handOver, ...rest } = view;
  return {
    ...rest,
    waiting: { ...rest.waiting },
    file: rest.file && { ...rest.file },
    skewMs: skew,
    handOver: handOver && { ...handOver },
    turnedAway: isTurnedAway(view),
    feeds: feeds.map((feed) => ({ ...feed, feed: feed.feed === CHAIN_FEED ? 'chain' : 'store' })),
    asides: readLinkFaults(store.reading).length,
  };
}

const isTurnedAway = (view: ReturnType<Register['link']['view']>): boolean =>
  ['REVOKED', 'CLONE', 'UNKNOWN_DEVICE'].includes(view?.trouble ?? '');

const asides = ({ store }: Register): AsideView[] =>
  readLinkFaults(store.reading).map(({ entry, type, origin, state, reason, at }) => ({
    id: entry,
    type,
    from: origin,
    state,
    reason,
    at,
  }));
