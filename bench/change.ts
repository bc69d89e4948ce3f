import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProductId, StoreId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { Row } from '#shared/journal/change.ts';
import { createProductChanges, type ProductChanges } from '#shared/services/catalog/change-products.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { cuttableLine } from '#tests/hq/process/cuttable-line.ts';
import { done, OWNER, productId } from '#tests/support/register.ts';
import { type BareChange, bareChange } from './bare-change.ts';
import { type ChainHq, openChainHq } from './chain-hq.ts';
import type { ChangeNews, ChangeOrder, ChangeTask } from './change-register.ts';
import { type Figure, quantile, shown, within } from './figure.ts';

const PRODUCTS = 2000;
const AT_ONCE = 100;
const WARM = 20;
const CHANGES = 200;
/** Changes whose bytes are counted. */
const WEIGHED = 20;
/** ms between two changes: each finds both ends at rest. */
const APART = 20;

/**
 * The prices of 100 products changed at headquarters as a manager does it, until a connected register, in a process of its own, has them
 * durable and its catalog answers with them. By turns with them what nothing can do without: the same rows bare into PostgreSQL and then
 * into a register's SQLite. The bytes are those of other changes, counted on a line between the two, both ways, with
 * everything that goes over it.
 */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-change-'));
  const chain = await openChainHq(PRODUCTS);
  const line = await cuttableLine(chain.hq.address);
  const host = await chain.hq.hosts.of('chain' as StoreId);
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const lastFact = async (): Promise<Row> => {
    const { pool } = chain.hq.database;
    const asked = `select * from journal where store = 'chain' order by position desc limit 1`;
    const [row] = (await pool.once<Row>(asked)).rows;
    if (row === undefined) throw new Error('a change of prices wrote no fact');
    return row;
  };
  const report = (error: unknown) => console.error('change', error);
  const changes = createProductChanges({ host, turn, ended: () => {}, report });
  let bare: BareChange | null = null;
  let near: OtherRegister | null = null;
  let weighed: OtherRegister | null = null;
  try {
    const times: number[] = [];
    const bareTimes: number[] = [];
    near = await openOther(chain, join(folder, 'near'), chain.hq.address);
    const all = Array.from({ length: PRODUCTS }, (_, n) => nthProduct(n));
    bare = await bareChange(chain.folder, folder, all);
    for (let change = 0; change < WARM + CHANGES; change++) {
      const taken = await near.change(host, changes, change);
      const fact = await lastFact();
      await pause(APART);
      const bareTaken = await bare.commit(fact, change + 1, chosen(change));
      await pause(APART);
      if (change < WARM) continue;
      times.push(taken);
      bareTimes.push(bareTaken);
    }
    await near.close();
    near = null;
    const bytes: number[] = [];
    weighed = await openOther(chain, join(folder, 'weighed'), line.address);
    for (let change = 0; change < WEIGHED; change++) {
      const carried = line.carried();
      await weighed.change(host, changes, WARM + CHANGES + change);
      await pause(APART);
      bytes.push(line.carried() - carried);
    }
    await weighed.close();
    weighed = null;
    const prices = `${AT_ONCE} prices until durable at the register`;
    return [
      within('change', `${prices}, p50`, { value: quantile(times, 0.5), unit: 'ms', most: 10 }),
      within('change', `${prices}, p99`, { value: quantile(times, 0.99), unit: 'ms', most: 40 }),
      within('change', 'on the wire for each, p50', {
        value: quantile(bytes, 0.5) / 1000,
        unit: 'KB',
        most: 20,
      }),
      shown('change', 'the same rows bare into PostgreSQL, then SQLite, p50', quantile(bareTimes, 0.5), 'ms'),
      shown('change', 'the same, p99', quantile(bareTimes, 0.99), 'ms'),
      shown('change', 'changes', CHANGES, 'changes'),
    ];
  } finally {
    await bare?.close();
    near?.kill();
    weighed?.kill();
    await line.close();
    await chain.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type OtherRegister = Awaited<ReturnType<typeof openOther>>;

/** A register of its own process that has joined by this address. */
async function openOther(chain: ChainHq, dir: string, address: string) {
  const task: ChangeTask = { dir, address, code: await chain.code() };
  const child = fork(new URL('change-register.ts', import.meta.url), [JSON.stringify(task)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const died = once(child, 'exit').then(() => {
    throw new Error('the register is gone');
  });
  died.catch(() => {});
  const nextOf = async (): Promise<ChangeNews> => {
    const [news] = (await Promise.race([once(child, 'message'), died])) as [ChangeNews];
    return news;
  };
  await nextOf();
  const order = (product: string | null) => child.send({ product } satisfies ChangeOrder);
  return {
    /** Changes a hundred prices; milliseconds until they were there. */
    change: async (host: Host, changes: ProductChanges, nth: number): Promise<number> => {
      const products = chosen(nth);
      const listens = nextOf();
      order(products[0] ?? null);
      const before = await listens;
      const came = nextOf();
      const choice = { of: 'these', products } as const;
      const action = { kind: 'price-amount', amount: minor(1) } as const;
      const command = { id: host.newId(), actor: OWNER.person, name: 'bench', input: nth };
      const begun = process.hrtime.bigint();
      done(await changes.start({ command, actor: OWNER, approvals: [] }, { choice, action }));
      const after = await came;
      await changes.idle();
      if (after.kind !== 'came' || after.price !== before.price + 1)
        throw new Error('the register has another price');
      return Number(BigInt(after.at) - begun) / 1e6;
    },
    kill: () => child.kill(),
    close: async () => {
      const gone = once(child, 'exit');
      order(null);
      await gone;
    },
  };
}

/** A hundred neighbours, others with each change. */
const chosen = (change: number): ProductId[] =>
  Array.from({ length: AT_ONCE }, (_, n) => nthProduct((change * AT_ONCE + n) % PRODUCTS));

const nthProduct = (n: number) => productId(n + 1) as ProductId;
