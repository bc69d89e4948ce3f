import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { Secret, TOTP } from 'otpauth';
import { onTestFinished } from 'vitest';
import { chainPictures } from '#node/chain-pictures.ts';
import { nodeCodec } from '#node/codec.ts';
import { aesSeal } from '#node/person-seal.ts';
import { createHqChanges } from '#server/api/changes.ts';
import { chainPorts } from '#server/api/connect-hq.ts';
import { createHqRouter } from '#server/api/handlers/index.ts';
import type { Hq } from '#server/api/hq.ts';
import { createHqPriceOrder } from '#server/api/price-order.ts';
import { createHqProductSearch } from '#server/api/product-search.ts';
import { type ChainImports, createChainImports } from '#server/import/chain-imports.ts';
import { createAccounts } from '#server/people/accounts.ts';
import { factorSeal } from '#server/people/factor-seal.ts';
import { createPasswords } from '#server/people/passwords.ts';
import { openHqHosts } from '#server/store/hq-host.ts';
import { connectOnce, type HqPool } from '#server/store/pool.ts';
import { typed } from '#server/typed-sql.ts';
import { createHqWeb } from '#server/web/hq-web.ts';
import type { HqContract } from '#shared/contract/hq/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { createProductChanges } from '#shared/services/catalog/change-products.ts';
import { quickPins } from '#tests/host/open-host.ts';
import { hqDatabase } from '#tests/support/pg/database.ts';

export type HqClient = ContractRouterClient<HqContract>;

/** The passwords and the clock of the tests. Hashing is as in life, with little memory. */
const QUICK = { memory: 64, passes: 1, parallelism: 1 } as never;

/** How the browsers of the tests reach it. */
export const ORIGIN = 'https://hq.mallard.test:8443';

export const FACTOR_KEY = Buffer.from('for-the-second-factors-of-the-tests');

export interface HqPlace {
  readonly hq: Hq;
  readonly pool: HqPool;
  /** Another process of the same headquarters. */
  readonly importsElsewhere: (given?: { readonly beforeClaim: () => Promise<unknown> }) => ChainImports;
  readonly clock: { now: number };
  readonly router: ReturnType<typeof createHqRouter>;
  /** A browser of its own: it keeps its cookie. */
  readonly browser: (address?: string) => Browser;
  /** A line that can't give a cookie. */
  readonly socket: () => Pick<Browser, 'client'>;
  readonly reported: unknown[];
}

export interface Browser {
  readonly client: HqClient;
  readonly token: () => string | null;
  readonly setToken: (token: string | null) => void;
  /** Another name it calls headquarters by. */
  readonly setOrigin: (origin: string) => void;
}

/** Headquarters over a database of its own, which goes away with the test. */
export async function openHq(
  given: { readonly setupKey?: string; readonly turn?: () => Promise<void> } = {},
): Promise<HqPlace> {
  const { pool, url, close } = await hqDatabase();
  onTestFinished(close);
  const clock = { now: Date.UTC(2026, 10, 26, 9) };
  const now = () => clock.now;
  const reported: unknown[] = [];
  const hosts = await openHqHosts(pool, {
    codec: nodeCodec,
    now,
    newId: randomUUID,
    epoch: '1-00000000000000aa',
    announce: () => {},
  });
  const host = await hosts.of('chain' as StoreId);
  const sql = typed(pool);
  const seal = factorSeal(FACTOR_KEY);
  const productChanges = createProductChanges({
    host,
    turn: given.turn ?? (() => new Promise((resolve) => setImmediate(resolve))),
    ended: () => {},
    report: (error) => reported.push(['product change', error]),
  });
  const changes = createHqChanges();
  const importsElsewhere: HqPlace['importsElsewhere'] = (
    { beforeClaim } = { beforeClaim: async () => {} },
  ) => {
    const imports = createChainImports({
      pool,
      connect: async () => {
        await beforeClaim();
        return await connectOnce({ connection: url });
      },
      host,
      isChanging: productChanges.isRunning,
      moved: () => changes.tell(['import']),
    });
    onTestFinished(imports.close);
    return imports;
  };
  const imports = importsElsewhere();
  const hq: Hq = {
    sql,
    host,
    hostOf: (store) => hosts.of(store as StoreId),
    productChanges,
    imports,
    search: createHqProductSearch(pool, host),
    priceOrder: createHqPriceOrder({
      pool,
      made: () => changes.tell(['catalog']),
      report: (error) => reported.push(['price order', error]),
    }),
    seal: aesSeal,
    pins: quickPins(),
    accounts: createAccounts(sql, {
      now,
      seal,
      passwords: createPasswords(QUICK),
      report: (error) => reported.push(['second factors', error]),
    }),
    changes,
    chain: chainPorts(pool, now),
    now,
    setupKey: given.setupKey ?? null,
    report: (where, error) => reported.push([where, error]),
  };
  const router = createHqRouter(hq);
  const closed = new AbortController().signal;
  const line = { address: '192.0.2.7', origin: ORIGIN, closed, token: () => null, setToken: null };
  return {
    hq,
    pool,
    importsElsewhere,
    clock,
    router,
    reported,
    browser: (address) => browserOf(router, address),
    socket: () => ({ client: createRouterClient(router, { context: { caller: line } }) }),
  };
}

function browserOf(router: HqPlace['router'], address = '192.0.2.7'): Browser {
  let token: string | null = null;
  const caller = {
    address,
    origin: ORIGIN,
    closed: new AbortController().signal,
    token: () => token,
    setToken: (next: string | null) => {
      token = next;
    },
  };
  return {
    client: createRouterClient(router, { context: { caller } }),
    token: () => token,
    setToken: caller.setToken,
    setOrigin: (origin) => {
      caller.origin = origin;
    },
  };
}

export const SET_UP = {
  key: '',
  chain: 'Mallard Foods',
  store: 'R01',
  storeName: 'Riverside',
  address: ['12 Quay Street'],
  taxNumber: '91310000MA1K00000X',
  phone: '',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  locale: 'en' as const,
  priceMode: 'inclusive' as const,
  taxClasses: [
    { name: 'Standard', rate: 130_000 },
    { name: 'Food', rate: 90_000 },
  ],
  owner: { account: 'wen.li', password: 'quay-heron-42-lamp' },
};

/** The code an authenticator shows. */
export const codeAt = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** Sets up and signs the owner in whole; answers what only the owner saw. */
export async function foundHq(place: HqPlace): Promise<{
  readonly owner: Browser;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}> {
  const owner = place.browser();
  await owner.client.setup.chain(SET_UP);
  const { secret, recoveryCodes } = await enrolFactor(place, owner);
  return { owner, secret, recoveryCodes };
}

export async function enrolFactor(place: HqPlace, { client }: Browser) {
  const { secret } = await client.session.newFactor();
  const { recoveryCodes } = await client.session.confirmFactor({ code: codeAt(secret, place.clock.now) });
  return { secret, recoveryCodes };
}

/** Somebody of a role, signed in whole. */
export async function member(
  place: HqPlace,
  owner: Browser,
  role: 'owner' | 'manager' | 'auditor',
): Promise<Browser & { readonly id: string; readonly account: string; readonly password: string }> {
  const account = `${role}.${Math.random().toString(36).slice(2, 8)}`;
  const invited = await owner.client.users.invite({ commandId: randomUUID(), account, role });
  const browser = place.browser();
  await browser.client.session.signIn({ account, password: invited.password });
  const password = 'a-lamp-by-the-quay-9';
  await browser.client.session.choosePassword({ password });
  await enrolFactor(place, browser);
  return { ...browser, id: invited.user.id, account, password };
}

/** The pages and the contract on a port of their own. */
export async function serveHq(place: HqPlace, rendererDir: string) {
  const web = createHqWeb({
    router: place.router,
    rendererDir,
    picture: chainPictures(place.hq.host.read),
    publicAddress: null,
    secure: false,
    local: true,
    addressOf: (request) => request.socket.remoteAddress ?? '',
    report: (where, error) => place.reported.push([where, error]),
  });
  const server = createServer((request, response) => void web.request(request, response));
  server.on('upgrade', web.upgrade);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    await web.stop();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { origin, web, server };
}

/** The contract over HTTP as a browser's page calls it. */
export const overHttp = (origin: string, headers: Record<string, string>): HqClient =>
  createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers }));
