import type { DeviceId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import { type LocalEffect, patch, put } from '#shared/journal/change.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { quote } from '#shared/journal/ddl.ts';
import { localDevice, localFeed, localLink } from '#shared/journal/tables/local.ts';
import { CHAIN_FEED, storeFeed } from '#shared/link/feed-page.ts';
import { highestOrdinal } from '../highest-ordinal.ts';
import type { RegisterStore } from '../register-store.ts';
import { startEpoch } from '../start-epoch.ts';
import type { LinkRow } from './link-rows.ts';

/** What headquarters answered a register that asked to join. */
export interface Joined {
  readonly store: StoreId;
  readonly register: RegisterId;
  readonly incarnation: string;
  readonly hqKey: string;
  readonly chain: string;
}

/** Notes, before HQ is asked, who asks: an answer that got lost is asked for again by the same device. */
export function noteJoining(
  store: RegisterStore,
  asking: { readonly device: DeviceId; readonly address: string; readonly at: number },
): void {
  const { device, address, at } = asking;
  const row = linkRow({ device, address, at, state: 'joining', alone: null });
  store.writer.write({ journal: null, changes: [], local: [put(localLink, row)] });
}

/** A register that never sold becomes one of the chain: its first entry, its identity and its tie in one transaction. */
export async function joinAsNew(
  store: RegisterStore,
  given: {
    readonly joined: Joined;
    readonly device: DeviceId;
    readonly address: string;
    readonly publicKey: string;
    readonly at: number;
    readonly newId: () => string;
  },
): Promise<void> {
  const { joined, device, address, publicKey, at } = given;
  const self = { device, store: joined.store, register: joined.register };
  startEpoch(store.writer, {
    self,
    ordinal: highestOrdinal(store.folder) + 1,
    reason: 'founded',
    parent: null,
    position: store.head().position + 1,
    id: given.newId(),
    at,
    local: (epoch) => [
      put(localDevice, {
        id: 'self',
        ...self,
        epoch,
        public_key: publicKey,
        recovery_hash: null,
        founded_at: at,
      }),
      ...tie({ device, address, at, state: 'filling', alone: null }, joined),
    ],
  });
  await store.reload();
  await store.renewCatalog('headquarters keeps the catalog');
}

/**
 * A register that sold alone becomes one of the chain. Codes that were taken there are replaced from here on: its entries stay as they
 * were written, and what follows from them counts under the new store, here as at headquarters.
 */
export async function joinAfterSelling(
  store: RegisterStore,
  given: { readonly joined: Joined; readonly address: string; readonly at: number },
): Promise<void> {
  const { joined, address, at } = given;
  const { device, ...alone } = store.self();
  // A founding that was cut short left an identity and nothing to sell.
  const state = store.chain().settings === null ? 'filling' : 'handing-over';
  await store.queue.counter(async () => {
    const local: LocalEffect[] = [
      patch(localDevice, { id: 'self' }, { store: joined.store, register: joined.register }),
      ...tie({ device, address, at, state, alone }, joined),
    ];
    store.writer.within((db, executor) => {
      for (const { name, room } of PROJECTED)
        if (room === 'store')
          db.prepare(`update ${quote(name)} set store = ? where store <> ?`).run(joined.store, joined.store);
      for (const effect of local) executor.effect(effect);
    });
  });
  await store.reload();
  store.announce(['settings', 'catalog', 'people', 'sale', 'shift', 'ticket', 'stock', 'link']);
}

/** A register that headquarters had turned away is one again, perhaps under another number. What it wrote meanwhile goes up as ever. */
export async function comeBack(store: RegisterStore, register: RegisterId): Promise<void> {
  const local = [patch(localDevice, { id: 'self' }, { register })];
  await store.queue.counter(async () => store.writer.write({ journal: null, changes: [], local }));
  await store.reload();
  store.announce(['settings', 'link']);
}

function tie(row: Parameters<typeof linkRow>[0], joined: Joined): LocalEffect[] {
  const feeds = [CHAIN_FEED, storeFeed(joined.store)];
  return [
    put(localLink, { ...linkRow(row), chain: joined.chain, hq_key: joined.hqKey }),
    ...feeds.map((feed) =>
      put(localFeed, { feed, incarnation: null, position: 0, ends: 0, stopped: 0, current_at: null }),
    ),
  ];
}

const linkRow = (of: {
  readonly device: DeviceId;
  readonly address: string;
  readonly at: number;
  readonly state: LinkRow['state'];
  readonly alone: { readonly store: string; readonly register: string } | null;
}): LinkRow => ({
  id: 'self',
  address: of.address,
  state: of.state,
  chain: '',
  hq_key: '',
  device: of.device,
  joined_at: of.at,
  incarnation: null,
  acked: '{}',
  alone_store: of.alone?.store ?? null,
  alone_register: of.alone?.register ?? null,
  agreed_at: null,
  skew: null,
  hq_time: null,
  refused: null,
});
