import { chainIsWhole } from '#electron/store/link/chain-is-whole.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { CHAIN_FEED } from '#shared/link/feed-page.ts';
import type { HandOver } from './hand-over.ts';
import type { KeptLink } from './kept-link.ts';
import type { LinkPorts } from './link.ts';
import type { PullLane } from './pull-lane.ts';
import type { PushLane } from './push-lane.ts';

/** Looks whether the register can go by headquarters' catalog from now on. */
export type TakeOver = () => Promise<void>;

/**
 * A register that waits for the chain's facts opens, and one that sold alone gives its catalog up, when HQ holds all it wrote before it
 * joined and has taken its catalog, both feeds have been read to their ends, and what came is enough to sell by.
 */
export function takeOver(given: {
  readonly store: RegisterStore;
  readonly ports: LinkPorts;
  readonly kept: KeptLink;
  readonly push: PushLane;
  readonly pull: PullLane;
  readonly handOver: HandOver;
}): TakeOver {
  const { store, ports, kept, push, pull, handOver } = given;
  let notWholeAt = '';
  const hasAll = (): boolean => {
    const taken = handOver.isTaken();
    const chain = pull.view().find(({ feed }) => feed === CHAIN_FEED);
    return taken !== null && (chain?.position ?? 0) >= taken.position;
  };
  return async () => {
    const { state } = kept.row();
    if (state !== 'filling' && state !== 'handing-over') return;
    if (!pull.isRead() || push.waiting().facts > 0) return;
    if (state === 'handing-over' && !hasAll()) return;
    // Looked at once for each state of the feeds: a large catalog is not read in vain every minute.
    const at = pull
      .view()
      .map(({ position }) => position)
      .join();
    const peopleCame = pull.peopleCame();
    if (at === notWholeAt && !peopleCame) return;
    notWholeAt = at;
    const { leftOut = [] } = handOver.isTaken() ?? {};
    const own = state === 'handing-over' ? { leftOut } : null;
    if (!chainIsWhole(store.reading, store.self().store, own)) return;
    // A change of the catalog that came just now is handed over first.
    if (!(await kept.keepIf(() => state === 'filling' || hasAll(), { state: 'joined' }))) return;
    if (state === 'handing-over') await store.renewCatalog('headquarters keeps the catalog');
    store.announce(['catalog', 'settings', 'people', 'link']);
    ports.changed();
  };
}
