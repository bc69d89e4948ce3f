import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Client } from 'pg';
import { chainPictures } from '#node/chain-pictures.ts';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { createProductChanges } from '#shared/services/catalog/change-products.ts';
import { recoveryCode } from '#shared/services/people/recovery.ts';
import { watchSwitches } from '#shared/services/pricing/watch-switches.ts';
import { createHqChanges } from '../api/changes.ts';
import { chainPorts } from '../api/connect-hq.ts';
import { createHqRouter } from '../api/handlers/index.ts';
import { createHqPriceOrder } from '../api/price-order.ts';
import { createHqProductSearch } from '../api/product-search.ts';
import { createChainImports } from '../import/chain-imports.ts';
import { createAccounts } from '../people/accounts.ts';
import { factorSeal, sealFactors } from '../people/factor-seal.ts';
import { fillProductWords } from '../store/fill-product-words.ts';
import type { HqHosts } from '../store/hq-host.ts';
import type { HqPool } from '../store/pool.ts';
import { typed } from '../typed-sql.ts';
import { addressOf } from './address-of.ts';
import { createHqWeb, serveBeside } from './hq-web.ts';
import { pageNews } from './page-news.ts';

/** Where `npm run build` puts the renderer, seen from this file in a checkout. */
const BUILT_RENDERER = join(import.meta.dirname, '../../dist/renderer');
const SWEPT_EVERY = 600_000;

export interface PagesPlan {
  readonly pool: HqPool;
  /** A connection of its own, to listen on or to hold a lock. */
  readonly connect: () => Promise<Client>;
  readonly hosts: HqHosts;
  /** What the chain's PINs are hashed with besides themselves. */
  readonly pepper: Uint8Array;
  /** What second factors are sealed with. */
  readonly factorKey: Uint8Array;
  readonly now: () => number;
  readonly publicAddress: string | null;
  readonly secure: boolean;
  /** Proxies whose word on the caller's address is taken. */
  readonly proxies: readonly string[];
  /** Only this machine reaches it: an empty headquarters asks for no key. */
  readonly local: boolean;
  readonly rendererDir?: string;
  readonly report: (where: string, error: unknown) => void;
}

/** What is served beside pages: the registers' link, and what whoever runs headquarters asks of it. */
const isTheirs = (path: string): boolean =>
  path.startsWith('/link/') || ['/health', '/ready', '/metrics'].includes(path);

/** Opens the pages of headquarters on a server that answers registers already. Answers the key an empty one asks for, or null. */
export async function openPages(
  server: Server,
  plan: PagesPlan,
): Promise<{ readonly setupKey: string | null; readonly stop: () => Promise<void> }> {
  const { pool, now, report } = plan;
  const host = await plan.hosts.of('chain' as StoreId);
  const sql = typed(pool);
  await fillProductWords(pool);
  const changes = createHqChanges();
  const seal = factorSeal(plan.factorKey);
  const lost = await sealFactors(sql, seal);
  if (lost > 0) report('second factors', new Error(`${lost} are sealed with another key than this one`));
  const accounts = createAccounts(sql, { now, seal, report: (error) => report('second factors', error) });
  const productChanges = createProductChanges({
    host,
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    ended: () => changes.tell(['catalog']),
    report: (error) => report('product change', error),
  });
  const imports = createChainImports({
    pool,
    connect: plan.connect,
    host,
    isChanging: productChanges.isRunning,
    moved: () => changes.tell(['import']),
  });
  await imports.recover();
  const asks = !plan.local && !(await accounts.users.any());
  const setupKey = asks ? recoveryCode(randomBytes).slice(0, 14) : null;
  const web = createHqWeb({
    router: createHqRouter({
      sql,
      host,
      hostOf: (store) => plan.hosts.of(store as StoreId),
      accounts,
      changes,
      now,
      setupKey,
      report,
      productChanges,
      imports,
      search: createHqProductSearch(pool, host),
      priceOrder: createHqPriceOrder({
        pool,
        made: () => changes.tell(['catalog']),
        report: (error) => report('price order', error),
      }),
      seal: aesSeal,
      pins: scryptPins(plan.pepper),
      chain: chainPorts(pool, now),
    }),
    rendererDir: plan.rendererDir ?? BUILT_RENDERER,
    picture: chainPictures(host.read),
    publicAddress: plan.publicAddress,
    secure: plan.secure,
    local: plan.local,
    addressOf: addressOf(plan.proxies),
    report,
  });
  serveBeside(server, web, { isTheirs });
  const news = pageNews({ connect: plan.connect, changes, report: (error) => report('page news', error) });
  const sweeping = setInterval(() => {
    accounts.sweep().catch((error: unknown) => report('accounts', error));
    // What another process was at when it was killed.
    imports.recover().catch((error: unknown) => report('imports', error));
  }, SWEPT_EVERY);
  sweeping.unref();
  const unwatch = watchSwitches({
    host,
    after: (ms, work) => {
      const due = setTimeout(work, ms).unref();
      return () => clearTimeout(due);
    },
    switched: () => changes.tell(['catalog']),
    report: (error) => report('prices', error),
  });
  return {
    setupKey,
    stop: async () => {
      clearInterval(sweeping);
      unwatch();
      changes.close();
      await productChanges.stop();
      await imports.close();
      await news.stop();
      await web.stop();
    },
  };
}
