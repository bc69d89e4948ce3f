import type { Database } from 'better-sqlite3';
import DatabaseFile from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import type { Area } from '#shared/journal/entry-type.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { storeFeed } from '#shared/link/feed-page.ts';
import {
  type ChainFacts,
  loadChainFacts,
  NO_FACTS,
  OF_PRODUCTS,
} from '#shared/services/journal/chain-facts.ts';
import { createCommit, type Head, type WriteEngine } from '#shared/services/journal/commit.ts';
import type { Commit, Self } from '#shared/services/journal/host.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import { type AreaListener, createAnnouncer } from './announcer.ts';
import { adoptStoreFile } from './base/adopt-store-file.ts';
import { type CatalogBase, createCatalogBase, giveUpBase } from './base/catalog-base.ts';
import { createStoreBase, type StoreBase } from './base/store-base.ts';
import type { Catalog } from './catalog/catalog.ts';
import { type CommandQueue, createCommandQueue } from './command-queue.ts';
import type { DataFolder } from './data-folder.ts';
import { type Identity, readIdentity } from './identity.ts';
import { headOf } from './journal-head.ts';
import { readLink } from './link/link-rows.ts';
import { type Received, receiveFacts, retryAsides, type Slice, takeWaiting } from './link/receive-facts.ts';
import { repairFacts } from './link/repair-facts.ts';
import { slicesOf } from './link/slices.ts';
import { reading } from './pragmas.ts';
import { createNearReader, createReader } from './sqlite-reader.ts';
import { startEpoch } from './start-epoch.ts';
import type { Writer } from './writer.ts';

/**
 * The register's store: one writing connection in this thread, one reading connection with the catalog attached,
 * and the one flow of commands over both.
 */
export interface RegisterStore {
  readonly folder: DataFolder;
  /** null until the store is founded. */
  readonly identity: () => Identity | null;
  readonly self: () => Self;
  readonly read: Reader;
  readonly commit: Commit;
  readonly commitChain: Commit;
  /** Like commitChain, but yields to every command at the counter: for the parts of long jobs. */
  readonly commitBulk: Commit;
  /** Like commitBulk, and decides on a catalog that has caught up. */
  readonly commitPart: Commit;
  readonly chain: () => ChainFacts;
  /**
   * Writes facts of others down, a few at a time in the bulk lane, so that no sale waits for them; this device's own head stays.
   * Resolves when the catalog has followed.
   */
  readonly receive: (page: Page) => Promise<Received>;
  /** Puts facts back as HQ holds them, a few at a time in the bulk lane; resolves when the catalog has followed. */
  readonly repair: (feed: string, facts: readonly ReceivedEntry[]) => Promise<void>;
  /** Looks again at received facts that were put aside. */
  readonly retryAsides: () => Promise<void>;
  /**
   * Goes on in a new epoch: HQ holds another history of the one named. Nothing where that one is not the living epoch any more.
   * `known`: every epoch of this device HQ told of; the new one comes after all of them, or two of its tickets would look alike.
   */
  readonly startForkedEpoch: (
    forked: string,
    known: readonly string[],
    ports: { readonly newId: () => string },
  ) => Promise<void>;
  /** The file of headquarters the catalog was begun with, and one on its way. */
  readonly base: CatalogBase;
  /** What stands for the store's facts that were let go. */
  readonly storeBase: StoreBase;
  /** Makes the catalog anew, of the facts of whoever keeps it now. */
  readonly renewCatalog: (reason: string) => Promise<void>;
  readonly head: () => Head;
  readonly queue: CommandQueue;
  readonly writer: Writer;
  readonly reading: Database;
  readonly onAreas: (listener: AreaListener) => () => void;
  readonly announce: (areas: readonly Area[]) => void;
  /** Reads identity, head and chain facts again, after founding or a new epoch. */
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The codes the catalog knows this register by: until headquarters' is there, those it sold under alone. */
function catalogCodes(db: Database, identity: Identity): Pick<Identity, 'store' | 'register'> {
  const link = readLink(db);
  if (link?.state !== 'handing-over') return identity;
  return {
    store: (link.alone_store ?? identity.store) as Identity['store'],
    register: (link.alone_register ?? identity.register) as Identity['register'],
  };
}

/** A page of a feed, as far as writing it down goes. */
export type Page = Pick<Slice, 'feed' | 'incarnation' | 'from' | 'end' | 'items'>;

const bytesOf = (items: Page['items']): number =>
  items.reduce((sum, item) => sum + (item === null ? 0 : item.header.length + item.body.length), 0);

export interface StorePorts {
  readonly now: () => number;
}

/** A part fills the log by some 150 pages; moved on often, no sale ever meets the long checkpoint of a full one. */
const CHECKPOINT_EVERY = 4;
/** The same for facts that come in, in bytes of theirs: they fill the log by about twice as much. */
const CHECKPOINT_BYTES = 512 * 1024;

export async function createRegisterStore(
  folder: DataFolder,
  made: { readonly writer: Writer; readonly catalog: Catalog },
  ports: StorePorts,
): Promise<RegisterStore> {
  const { writer, catalog } = made;
  if (catalog.lacksBase()) giveUpBase(writer);
  const reader = new DatabaseFile(folder.store, { readonly: true });
  reading(reader, 0);
  catalog.attachTo(reader);
  const read = createReader(() => reader, catalog.mend);
  const near = createNearReader(writer, () => reader, catalog.mend);
  const queue = createCommandQueue();
  const chainQueue = createCommandQueue();
  const announcer = createAnnouncer();
  let identity: Identity | null = null;
  let head: Head = headOf(writer.db(), null);
  let facts: ChainFacts = NO_FACTS;
  let parts = 0;

  const self = (): Self => {
    if (!identity) throw new Error('the store is not founded yet');
    return identity;
  };
  const loadFacts = async () => {
    if (!identity) return;
    const { store: code, register } = catalogCodes(writer.db(), identity);
    const loaded = await loadChainFacts(read, code, register);
    facts = { ...loaded, settings: loaded.settings && { ...loaded.settings, store: identity.store } };
  };
  const engineOf = (lane: 'counter' | 'bulk'): WriteEngine => ({
    self,
    codec: nodeCodec,
    turn: (work) => queue[lane](() => work({ read: near, at: ports.now(), self: self() }, head)),
    answerOf: async (id) => writer.answerOf(id),
    write: async (batch, next) => {
      writer.write(batch);
      head = next;
    },
    committed: async (batch, areas, scope) => {
      if (scope === 'chain' && batch.journal) {
        await catalog.advance(batch.journal.position);
        if (lane === 'counter' && !OF_PRODUCTS.has(batch.journal.type)) await loadFacts();
      }
      if (lane === 'counter') announcer.announce(areas);
      else announcer.announceLater(areas);
    },
  });
  /** `isOfProducts`: what is new says nothing of what is kept in memory. */
  const followChain = async (isOfProducts = false) => {
    await catalog.advance(head.position);
    if (!isOfProducts) await loadFacts();
  };
  /** A disk may lose the end of its journal while it runs: no place is given a second time. */
  const reached = (position: number): void => {
    head = { ...head, position: Math.max(head.position, position) };
  };
  const receiving = () => {
    const { store, device } = self();
    return { store, device, lastPlace: head.position, at: ports.now() };
  };
  const receiveSlice = (slice: Page) =>
    queue.bulk(async () => {
      const received = writer.within((db, executor) =>
        receiveFacts(db, executor, { ...slice, ...receiving() }),
      );
      reached(received.position);
      return received;
    });
  /** A round at a time, so that no sale waits for all. */
  const takeWaitingOf = async (feed: string) => {
    const areas = new Set<Area>();
    let isCatalogs = false;
    for (let more = true; more; ) {
      const round = await queue.bulk(async () => {
        const done = writer.within((db, executor) => takeWaiting(db, executor, { feed, ...receiving() }));
        reached(done.position);
        return done;
      });
      for (const area of round.areas) areas.add(area);
      isCatalogs ||= round.chain || round.renew;
      ({ more } = round);
    }
    return { areas, isCatalogs };
  };
  let logged = 0;
  /** Nobody waits for it; what is wrong with the disk the next write says. */
  const checkpointAfter = (bytes: number): void => {
    logged += bytes;
    if (logged < CHECKPOINT_BYTES) return;
    logged = 0;
    queue.bulk(async () => writer.checkpoint()).catch(() => {});
  };
  const commitNow = createCommit(engineOf('counter'));
  const commitBulk = createCommit(engineOf('bulk'));

  const renewCatalog = async (reason: string) => {
    await catalog.rebuild(reason);
    await followChain();
    announcer.announce(['catalog', 'settings', 'people', 'link']);
  };

  const store: RegisterStore = {
    folder,
    identity: () => identity,
    self,
    read,
    commit: commitNow,
    commitBulk,
    commitChain: (command, decide) =>
      chainQueue.counter(async () => {
        await catalog.advance(head.position);
        return commitNow(command, decide);
      }),
    commitPart: (command, decide) =>
      chainQueue.bulk(async () => {
        await catalog.advance(head.position);
        const result = await commitBulk(command, decide);
        parts += 1;
        if (parts % CHECKPOINT_EVERY === 0) writer.checkpoint();
        return result;
      }),
    chain: () => facts,
    receive: async (page) => {
      let last: Received | undefined;
      const areas = new Set<Area>();
      let chain = false;
      let renew = false;
      let more = false;
      let isOfProducts = page.items.every((item) => item !== null && OF_PRODUCTS.has(item.head.type));
      for (const slice of slicesOf(page)) {
        last = await receiveSlice(slice);
        for (const area of last.areas) areas.add(area);
        chain ||= last.chain;
        renew ||= last.renew;
        more ||= last.more;
        if (last.stopped) break;
      }
      if (!last) throw new Error('a page has at least one slice');
      if (more) {
        const waited = await takeWaitingOf(page.feed);
        for (const area of waited.areas) areas.add(area);
        renew ||= waited.isCatalogs;
        isOfProducts = false;
      }
      if (renew) await catalog.rebuild('facts of headquarters were taken back, or came again');
      if (chain || renew) await followChain(isOfProducts && !renew);
      announcer.announce([...areas]);
      // Where more is to come the log moves on by itself, in fewer and longer steps.
      if (last.feedPosition >= page.end) checkpointAfter(bytesOf(page.items));
      return { ...last, areas: [...areas], chain, renew };
    },
    repair: async (feed, facts) => {
      const { areas, chain } = await queue.bulk(async () => {
        const repair = { store: self().store, device: self().device, feed, at: ports.now() };
        const done = writer.within((db, executor) => repairFacts(db, executor, facts, repair));
        reached(done.position);
        return done;
      });
      const waited = await takeWaitingOf(feed);
      const isCatalogs = chain || waited.isCatalogs;
      if (isCatalogs) await catalog.rebuild('facts were put back by headquarters');
      if (isCatalogs) await loadFacts();
      announcer.announce([...areas, ...waited.areas]);
    },
    retryAsides: async () => {
      const { areas, chain, renew } = await queue.bulk(async () =>
        writer.within((db, executor) =>
          retryAsides(db, executor, { store: self().store, device: self().device, at: ports.now() }),
        ),
      );
      // The catalog has passed these facts by: it can only take them in order.
      if (chain || renew) await catalog.rebuild('facts that were put aside can be read now');
      if (chain || renew) await loadFacts();
      announcer.announce([...areas, 'link']);
    },
    startForkedEpoch: async (forked, known, { newId }) => {
      await queue.counter(async () => {
        const me = self();
        if (me.epoch !== forked) return;
        startEpoch(writer, {
          self: me,
          ordinal: Math.max(...[me.epoch, ...known].map(epochOrdinal)) + 1,
          reason: 'forked',
          parent: { epoch: me.epoch, head },
          position: head.position + 1,
          id: newId(),
          at: ports.now(),
        });
        identity = readIdentity(writer.db());
        head = headOf(writer.db(), identity);
      });
      announcer.announce(['maintenance', 'link']);
    },
    base: createCatalogBase({
      writer,
      queue,
      catalog,
      now: ports.now,
      renewed: () => renewCatalog('headquarters sent its catalog ready-made'),
    }),
    storeBase: createStoreBase({
      folder,
      writer,
      queue,
      catalogFollows: () => catalog.advance(head.position),
      adopted: async (path, fetched) => {
        const areas = await queue.bulk(async () =>
          adoptStoreFile(writer, fetched, { path, device: self().device, at: ports.now() }),
        );
        const waited = await takeWaitingOf(storeFeed(self().store));
        announcer.announce([...areas, ...waited.areas]);
      },
    }),
    renewCatalog,
    head: () => head,
    queue,
    writer,
    reading: reader,
    onAreas: announcer.listen,
    announce: announcer.announce,
    reload: async () => {
      identity = readIdentity(writer.db());
      head = headOf(writer.db(), identity);
      await catalog.advance(head.position);
      await loadFacts();
    },
    close: async () => {
      await queue.idle();
      announcer.stop();
      await catalog.close();
      reader.close();
      writer.close();
    },
  };
  await store.reload();
  return store;
}
