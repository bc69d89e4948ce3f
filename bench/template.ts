import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createHost } from '#electron/host/create-host.ts';
import { openRegister, productId } from '#tests/support/register.ts';
import { fillCatalog } from './catalogue.ts';

/** The one who may sign in at a bench's store. */
export const BOSS = { name: 'Mei Lin', pin: '4719' } as const;

export interface StoreCopy {
  readonly dir: string;
  readonly products: number;
  readonly remove: () => void;
}

let template: { readonly dir: string; readonly products: number } | null = null;

/** A founded store with the whole catalogue and some best sellers, made once a run; each bench works on a copy of its own. */
export async function copyOfFullStore(): Promise<StoreCopy> {
  template ??= await makeTemplate();
  const base = mkdtempSync(join(tmpdir(), 'mallard-bench-'));
  const dir = join(base, 'data');
  cpSync(template.dir, dir, { recursive: true });
  return { dir, products: template.products, remove: () => rmSync(base, { recursive: true, force: true }) };
}

async function makeTemplate(): Promise<{ dir: string; products: number }> {
  const base = mkdtempSync(join(tmpdir(), 'mallard-bench-template-'));
  process.on('exit', () => rmSync(base, { recursive: true, force: true }));
  const dir = join(base, 'data');
  await foundStore(dir);
  const register = await openRegister(dir, 0, { keeper: 'worker' });
  const products = await fillCatalog(register);
  for (let sale = 0; sale < 400; sale++) await register.pay(await register.ring(basket(sale, products)));
  await register.close();
  return { dir, products };
}

/** A store of one's own, founded as the first-run screen would. */
export async function foundStore(dir: string): Promise<void> {
  const host = await createHost({ dataDir: dir });
  const context = host.contextFor({ id: 'bench', via: 'loopback', closed: new AbortController().signal });
  const client = createRouterClient(host.router, { context });
  await client.setup.own({
    store: 'R01',
    register: '1',
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
  await host.stop();
}

/** The five products of sale n, spread over the catalogue by a fixed rule. */
export const basket = (sale: number, products: number): string[] =>
  [0, 1, 2, 3, 4].map((line) => productId((((sale * 5 + line) * 7_919) % products) + 1));
