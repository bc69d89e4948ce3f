import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import { makeEnrolmentCode } from '#server/link/enrolment.ts';
import { createLog } from '#server/ops/log.ts';
import { setUpChain } from '#server/set-up/set-up-chain.ts';
import { type Hq, startHq } from '#server/start-hq.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { ImportId, PersonId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import { productsImported } from '#shared/journal/entries/catalog.ts';
import { fact } from '#shared/services/journal/host.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { done, simpleProduct } from '#tests/support/register.ts';
import { listedProducts } from './catalogue.ts';
import { BOSS } from './template.ts';

/** Headquarters in this process on a PostgreSQL of its own, fsync on, with a chain of one store and so many products. */
export interface ChainHq {
  readonly hq: Hq;
  /** A one-time code for a new register. */
  readonly code: () => Promise<string>;
  readonly products: number;
  /** Where its PostgreSQL has its socket. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

const STORE = 'R01' as StoreId;
/** Parts of the import on their way at once: HQ commits what comes together in one transaction. */
const AT_ONCE = 8;

export async function openChainHq(most: number): Promise<ChainHq> {
  const folder = mkdtempSync(join(tmpdir(), 'mlhq-'));
  const hq = await startHq(
    {
      database: { kind: 'own', folder },
      roles: new Set(['api', 'sync', 'worker']),
      host: '127.0.0.1',
      port: 0,
      publicAddress: null,
      tls: null,
      proxies: [],
      logLevel: 'error',
      metricsToken: null,
      factorKey: null,
    },
    createLog('error', process.stderr),
    { fileFrom: Number.MAX_SAFE_INTEGER },
  );
  const { pool } = hq.database;
  const made = await setUpChain(
    { pool, now: Date.now },
    { chain: 'Mallard', store: { code: STORE, name: 'Mallard Riverside' } },
  );
  if (!made.ok) throw new Error(made.error);
  const draft = ownStore({
    store: STORE,
    register: '1' as RegisterId,
    name: 'Mallard Riverside 河岸店',
    address: ['12 Quay Street'],
    taxNumber: '91310000MA1K00000X',
    phone: '',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    locale: 'en',
    priceMode: 'inclusive',
    taxClasses: [
      { name: 'Standard', rate: 130_000 },
      { name: 'Food', rate: 90_000 },
    ],
    owner: BOSS,
  });
  const ports = { pins: scryptPins(hq.identity.pepper), seal: aesSeal };
  done(await foundStore(await hq.hosts.of(STORE), ports)(done(draft)));
  const products = await fill(hq, most);
  return {
    hq,
    products,
    folder,
    code: async () => {
      const wanted = { store: STORE, register: null, role: 'register', madeBy: 'bench' } as const;
      return done((await makeEnrolmentCode({ pool, now: Date.now }, wanted)) as never as CodeResult).code;
    },
    stop: async () => {
      await hq.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type CodeResult = Parameters<typeof done<{ readonly code: string }>>[0];

async function fill({ hosts }: Hq, most: number): Promise<number> {
  const chain = await hosts.of('chain' as StoreId);
  const job = randomUUID() as ImportId;
  let parts = 0;
  const append = async (products: readonly Product[]): Promise<void> => {
    parts += 1;
    const body = {
      import: job,
      part: parts,
      products: products.map((product) => ({ product, before: null })),
    };
    const command = { id: chain.newId(), actor: 'system' as PersonId, name: 'bench', input: {} };
    done(
      await chain.commitPart(command, async () => ({
        ok: true,
        value: { entry: fact(productsImported, body), answer: null },
      })),
    );
  };
  let count = 0;
  let part: Product[] = [];
  let sent: Promise<void>[] = [];
  for (const { gtin, name } of listedProducts()) {
    if (count === most) break;
    count += 1;
    if (part.push(simpleProduct(count, name, gtin)) < 500) continue;
    sent.push(append(part));
    part = [];
    if (sent.length < AT_ONCE) continue;
    await Promise.all(sent);
    sent = [];
  }
  if (part.length > 0) sent.push(append(part));
  await Promise.all(sent);
  return count;
}
