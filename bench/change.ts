import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProductId, StoreId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { createProductChanges } from '#shared/services/catalog/change-products.ts';
import { cuttableLine } from '#tests/hq/process/cuttable-line.ts';
import { done, OWNER, openRegister, productId } from '#tests/support/register.ts';
import { openChainHq } from './chain-hq.ts';
import { type Figure, quantile, shown, within } from './figure.ts';
import { joinBenchHq } from './joined-register.ts';

const PRODUCTS = 2000;
const AT_ONCE = 100;
const WARM = 20;
const CHANGES = 200;
/** ms between two changes: each finds both ends at rest. */
const APART = 20;

/**
 * The prices of 100 products changed at headquarters as a manager does it, until a connected register has them durable and its
 * catalog answers with them. Both ends run in this process, so that one waits for the other's work too; the bytes are counted on the
 * line between them, both ways, with everything that goes over it.
 */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-change-'));
  const chain = await openChainHq(PRODUCTS);
  const line = await cuttableLine(chain.hq.address);
  const register = await openRegister(join(folder, 'data'), 0, { keeper: 'worker' });
  try {
    const { link, until, settled } = await joinBenchHq(register, { ...line, code: chain.code }, 'R01');
    await link.start();
    // It was a store of its own: what it sold by goes up before the chain's catalog is its own.
    await until(({ state }) => state === 'joined');
    await settled();
    const host = await chain.hq.hosts.of('chain' as StoreId);
    const changes = createProductChanges({
      host,
      turn: () => new Promise((resolve) => setImmediate(resolve)),
      ended: () => {},
      report: (error) => console.error('change', error),
    });
    const price = register.store.reading.prepare('select price from product where id = ?').pluck();
    const times: number[] = [];
    const bytes: number[] = [];
    for (let change = 0; change < WARM + CHANGES; change++) {
      const products = chosen(change);
      const before = Number(price.get(products[0]));
      const position = positionOf(link.view());
      const carried = line.carried();
      const choice = { of: 'these', products } as const;
      const action = { kind: 'price-amount', amount: minor(1) } as const;
      const command = { id: host.newId(), actor: OWNER.person, name: 'bench', input: change };
      const begun = performance.now();
      done(await changes.start({ command, actor: OWNER, approvals: [] }, { choice, action }));
      await until((view) => positionOf(view) > position);
      const taken = performance.now() - begun;
      if (price.get(products[0]) !== before + 1) throw new Error('the register has another price');
      await changes.idle();
      await pause(APART);
      if (change < WARM) continue;
      times.push(taken);
      bytes.push(line.carried() - carried);
    }
    await link.stop();
    const prices = `${AT_ONCE} prices until durable at the register`;
    return [
      within('change', `${prices}, p50`, { value: quantile(times, 0.5), unit: 'ms', most: 10 }),
      within('change', `${prices}, p99`, { value: quantile(times, 0.99), unit: 'ms', most: 40 }),
      within('change', 'on the wire for each, p50', {
        value: quantile(bytes, 0.5) / 1000,
        unit: 'KB',
        most: 20,
      }),
      shown('change', 'changes', CHANGES, 'changes'),
    ];
  } finally {
    await line.close();
    await chain.stop();
    await register.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A hundred neighbours, others with each change. */
const chosen = (change: number): ProductId[] =>
  Array.from({ length: AT_ONCE }, (_, n) => productId(((change * AT_ONCE + n) % PRODUCTS) + 1) as ProductId);

type View = Parameters<Parameters<Awaited<ReturnType<typeof joinBenchHq>>['until']>[0]>[0];

const positionOf = (view: View | null): number =>
  view?.feeds.find(({ feed }) => feed === 'chain')?.position ?? 0;
