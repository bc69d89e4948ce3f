import type { Server as TlsServer } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { nodeCodec } from '#node/codec.ts';
import { aesSeal } from '#node/person-seal.ts';
import { backupKeeper } from './backup/backup-keeper.ts';
import { backupPlace } from './backup/backup-place.ts';
import { type CatalogMaker, createCatalogMaker, WORTH_A_FILE } from './catalog-file/catalog-maker.ts';
import { createStoreFileMaker, LONG_FEED, type StoreFileMaker } from './catalog-file/store-file-maker.ts';
import { backupsOf, type HqConfig, isLoopback } from './config.ts';
import { detector } from './exceptions/detector.ts';
import { handOvers } from './hand-over/hand-over.ts';
import { admission } from './link/admission.ts';
import { type AttemptLimit, attempts, LOCK_OUT } from './link/attempts.ts';
import { challenges } from './link/challenge.ts';
import { type FreshFacts, freshFacts } from './link/fresh-facts.ts';
import { comingPage, freshPage } from './link/fresh-page.ts';
import { type LinkPorts, linkRoutes } from './link/link-routes.ts';
import { packedPages } from './link/packed-pages.ts';
import { type PokeHub, pokeHub } from './link/poke-hub.ts';
import { presence } from './link/presence.ts';
import { type RateLimit, rate } from './link/rate.ts';
import { relay } from './link/relay.ts';
import { type HqDatabase, openDatabase } from './open-database.ts';
import { chainGauges } from './ops/chain-gauges.ts';
import { createMetrics } from './ops/metrics.ts';
import { oldestTransaction } from './ops/oldest-transaction.ts';
import { opsRoutes } from './ops/ops-routes.ts';
import { PROGRAM_VERSION } from './ops/program-version.ts';
import { sweeper } from './ops/sweeper.ts';
import { factorKey } from './set-up/factor-key.ts';
import { type HqIdentity, loadIdentity } from './set-up/identity.ts';
import { refuseMoved } from './set-up/moved.ts';
import { isSetUp } from './set-up/set-up-chain.ts';
import { type HqHosts, openHqHosts } from './store/hq-host.ts';
import type { HqPool } from './store/pool.ts';
import { createPostgresDigest } from './store/postgres-digest.ts';
import { createPostgresFeed } from './store/postgres-feed.ts';
import { createPostgresHq } from './store/postgres-hq.ts';
import { Trouble } from './trouble.ts';
import { certificateKeeper } from './web/certificate-keeper.ts';
import { createServer } from './web/create-server.ts';
import { openPages } from './web/open-pages.ts';
import { type UnusedLines, unusedLines } from './web/unused-lines.ts';

/** Headquarters, running. */
export interface Hq {
  /** Where it is reached. */
  readonly address: string;
  readonly database: HqDatabase;
  readonly identity: HqIdentity;
  /** The services, for the chain and for each store. */
  readonly hosts: HqHosts;
  /** Makes the catalog's file for registers, where one is due; null in a process that does not. */
  readonly catalogMaker: CatalogMaker | null;
  /** Makes the files of stores that registers ask for; null in a process that does not. */
  readonly storeFileMaker: StoreFileMaker | null;
  /** Writes down what is gathered of who was seen. */
  readonly settle: () => Promise<void>;
  /**
   * Takes nothing new, finishes what runs, writes down what was gathered, closes the database and stops its own cluster. What is not
   * finished after `patienceMs` is cut off: nothing of it was acknowledged.
   */
  readonly stop: () => Promise<void>;
}

/** What a test turns; a chain has no use for it. */
export interface Tuning {
  readonly now: () => number;
  /** Milliseconds that nobody can set: for waits and lock-outs. */
  readonly uptime: () => number;
  readonly strangerRate: RateLimit;
  readonly lockOut: AttemptLimit;
  /** Bytes of bodies on their way in at once. */
  readonly admitted: number;
  readonly patienceMs: number;
  /** How often the files of its certificate are looked at. */
  readonly certificateMs: number;
  /** From so many products on the catalog is made a file. */
  readonly fileFrom: number;
  /** From so many facts in its feed on a store is made a file for a register that asks. */
  readonly storeFileFrom: number;
}

const TUNING: Tuning = {
  now: Date.now,
  uptime: () => performance.now(),
  // A store's registers share an address, and come back together after a power cut.
  strangerRate: { perSecond: 200, burst: 2000 },
  lockOut: LOCK_OUT,
  admitted: 64 * 1024 * 1024,
  patienceMs: 20_000,
  certificateMs: 60_000,
  fileFrom: WORTH_A_FILE,
  storeFileFrom: LONG_FEED,
};

/** Starts headquarters as configured: database, schema, identity, then the doors. Throws `Trouble` with nothing left running. */
export async function startHq(config: HqConfig, log: Logger, tuned: Partial<Tuning> = {}): Promise<Hq> {
  const tuning = { ...TUNING, ...tuned };
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const database = await openDatabase(config.database, {
      as: 'serving',
      size: 16,
      report: (news) =>
        'revived' in news
          ? log.warn('PostgreSQL had died and runs again')
          : reporter(log, 'database')(news.error),
    });
    closers.push(database.close);
    for (const step of database.migrated) log.info({ step }, 'schema');
    const { pool } = database;
    const { now } = tuning;
    const factors = config.roles.has('api') ? factorKey(config) : null;
    await refuseMoved(pool);
    const identity = await loadIdentity(pool);
    const metrics = createMetrics({
      connections: pool.counts,
      oldestTransaction: () => oldestTransaction(database.connect),
    });
    chainGauges(metrics.registry, { connect: database.connect, now });
    const packed = packedPages(nodeCodec);
    const hub: PokeHub = pokeHub({
      pool,
      connect: database.connect,
      metrics,
      page: (news) => newest(news),
      report: reporter(log, 'pokes'),
    });
    closers.push(hub.stop);
    const fresh = freshFacts(hub);
    const newest = freshPage({ fresh, packed, incarnation: identity.incarnation });
    const hosts = await openHqHosts(pool, {
      epoch: identity.epoch,
      codec: nodeCodec,
      now,
      newId: uuidv7,
      appending: comingPage({ packed, incarnation: identity.incarnation }),
      appended: fresh.appended,
      announce: ({ store, position }) => hub.announce(store, position),
    });
    closers.push(hosts.idle);
    const seen = presence({ pool, now, report: reporter(log, 'presence') });
    closers.push(seen.stop);
    if (config.roles.has('worker')) {
      closers.push(sweeper({ pool, now, report: reporter(log, 'sweep') }).stop);
      const target = backupsOf(config);
      if (config.database.kind === 'own' && target !== null) {
        const place = backupPlace(config.database.folder);
        closers.push(backupKeeper({ pool, place, target, now, report: reporter(log, 'backup') }).stop);
      }
      closers.push(detector({ pool, now, codec: nodeCodec, report: reporter(log, 'exceptions') }).stop);
      closers.push(
        relay({
          hq: createPostgresHq(pool, { codec: nodeCodec, now }),
          codec: nodeCodec,
          announce: hub.announce,
          report: reporter(log, 'relay'),
        }).stop,
      );
      const handing = { pool, hosts, codec: nodeCodec, seal: aesSeal, now };
      closers.push(handOvers({ ...handing, report: reporter(log, 'hand-over') }).stop);
    }
    const making = { pool, plan: database.plan, identity, codec: nodeCodec, now };
    const catalogMaker = config.roles.has('worker')
      ? createCatalogMaker({
          ...making,
          worthFrom: tuning.fileFrom,
          made: (file) => log.info(file, 'catalog file'),
          report: reporter(log, 'catalog file'),
        })
      : null;
    if (catalogMaker) closers.push(catalogMaker.stop);
    const storeFileMaker = config.roles.has('worker')
      ? createStoreFileMaker({
          ...making,
          longFrom: tuning.storeFileFrom,
          made: (file) => log.info(file, 'store file'),
          report: reporter(log, 'store file'),
        })
      : null;
    if (storeFileMaker) closers.push(storeFileMaker.stop);
    const server = await createServer(config, { log, metrics });
    if (config.tls)
      closers.push(
        certificateKeeper({
          tls: config.tls,
          server: server.server as TlsServer,
          everyMs: tuning.certificateMs,
          renewed: (told) => log.info(told, 'certificate'),
          report: reporter(log, 'certificate'),
        }).stop,
      );
    const unused = unusedLines(server.server);
    closers.push(() => closeServer(server, unused, tuning.patienceMs));
    if (config.roles.has('sync'))
      openLink(server, { log, tuning, pool, identity, hosts, metrics, hub, presence: seen, fresh, packed });
    const readiness = { stopping: false };
    opsRoutes(server, {
      version: PROGRAM_VERSION,
      roles: [...config.roles],
      metrics,
      metricsToken: config.metricsToken,
      obstacles: () => obstacles(pool, hub, readiness),
    });
    const address = await listen(server, config);
    const pages = factors
      ? await openPages(server.server, {
          pool,
          connect: database.connect,
          hosts,
          pepper: identity.pepper,
          factorKey: factors,
          now,
          publicAddress: config.publicAddress,
          // Proxies are there to do the TLS.
          secure: config.tls !== null || config.proxies.length > 0 || isHttps(config.publicAddress),
          proxies: config.proxies,
          local: config.publicAddress === null && config.proxies.length === 0 && isLoopback(config.host),
          report: (where, error) => log.error({ err: error, where }, 'broken'),
        })
      : null;
    if (pages) closers.push(pages.stop);
    log.info({ address, roles: [...config.roles], incarnation: identity.incarnation }, 'open');
    const key = pages?.setupKey ?? null;
    if (!(await isSetUp(database.pool)))
      log.warn({ address, ...(key === null ? {} : { key }) }, 'no chain yet: set it up on its page');
    return {
      address,
      database,
      identity,
      hosts,
      catalogMaker,
      storeFileMaker,
      settle: seen.flush,
      stop: async () => {
        readiness.stopping = true;
        log.info('stopping');
        await closeAll();
        log.info('stopped');
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function openLink(
  server: FastifyInstance,
  given: Pick<
    LinkPorts,
    'log' | 'pool' | 'identity' | 'hosts' | 'metrics' | 'hub' | 'presence' | 'packed'
  > & {
    readonly tuning: Tuning;
    readonly fresh: FreshFacts;
  },
): void {
  const { tuning, pool, identity, fresh } = given;
  const { now, uptime } = tuning;
  linkRoutes(server, {
    ...given,
    now,
    codec: nodeCodec,
    feeds: { ...createPostgresFeed(pool, nodeCodec), fresh: fresh.after },
    digests: createPostgresDigest(pool, nodeCodec),
    hq: createPostgresHq(pool, { codec: nodeCodec, now }),
    challenges: challenges(identity.challengeKey, now),
    admission: admission(tuning.admitted),
    strangers: { rate: rate(tuning.strangerRate, uptime), attempts: attempts(tuning.lockOut, uptime) },
  });
}

const isHttps = (address: string | null): boolean => address?.startsWith('https:') === true;

const reporter =
  (log: Logger, where: string) =>
  (error: unknown): void =>
    log.error({ err: error, where }, 'broken');

async function obstacles(
  pool: HqPool,
  hub: PokeHub,
  { stopping }: { readonly stopping: boolean },
): Promise<readonly string[]> {
  const answers = await Promise.race([
    pool.query('select 1').then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((late) => setTimeout(() => late(false), 2000).unref()),
  ]);
  return [
    ...(stopping ? ['it is stopping'] : []),
    ...(answers ? [] : ['PostgreSQL does not answer']),
    ...(hub.isListening() ? [] : ['other processes are not heard']),
  ];
}

/**
 * Lines that may wait to be taken in: Node takes one in each turn of its loop, and when registers come back together hundreds wait. Where
 * the queue is full the system lets a line knock again after one second, three, seven, and resets it in the end.
 */
const BACKLOG = 4096;

async function listen(
  server: FastifyInstance,
  { host, port, tls, publicAddress }: HqConfig,
): Promise<string> {
  try {
    await server.listen({ host, port, backlog: BACKLOG });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Trouble(`it can't listen on ${host}, port ${port}: ${why}`);
  }
  if (publicAddress !== null) return publicAddress;
  const bound = server.server.address() as AddressInfo;
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${bound.port}`;
}

/** Idle lines are closed at once, the others when they are answered, all of them when patience is at an end. */
async function closeServer(server: FastifyInstance, unused: UnusedLines, patienceMs: number): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), patienceMs);
  try {
    const closed = server.close();
    unused.cut();
    await closed;
  } finally {
    clearTimeout(cut);
  }
}
