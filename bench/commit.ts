import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Batch } from '#shared/services/journal/commit.ts';
import { openRegister, type TestRegister } from '#tests/support/register.ts';
import { bareCopy } from './bare-store.ts';
import { besideLimit, type Figure, median, quantile, shown } from './figure.ts';
import { basket, copyOfFullStore } from './template.ts';

const FLAT_OUT = 1500;
const STEADY = 500;
const PER_SECOND = 50;
const ROUNDS = 3;

/**
 * A finished sale of 5 lines paid in cash, through the service, beside a bare better-sqlite3 transaction that writes the very same
 * rows into the same tables at the same pace. Each ticket is rung up right before it is paid, as at a counter, which is not timed;
 * service and limit take turns sale by sale, so that each finds the disk and the processor's caches as the other left them.
 */
export async function measure(): Promise<readonly Figure[]> {
  const copy = await copyOfFullStore();
  const { dir, products } = copy;
  const root = join(dir, '..');
  try {
    const written: Batch[] = [];
    const register = await openRegister(dir, 0, {
      keeper: 'worker',
      printer: true,
      onWrite: (batch) => {
        written[0] = batch;
      },
    });
    const flat = { p50: [] as number[], p99: [] as number[], bare50: [] as number[], bare99: [] as number[] };
    const steady = {
      p50: [] as number[],
      p99: [] as number[],
      bare50: [] as number[],
      bare99: [] as number[],
    };
    for (let round = 0; round < ROUNDS; round++) {
      await turn(register, { root, written, products, sales: FLAT_OUT, gap: 0, into: flat, round });
      await turn(register, {
        root,
        written,
        products,
        sales: STEADY,
        gap: 1000 / PER_SECOND,
        into: steady,
        round,
      });
    }
    await register.close();
    return [
      besideLimit('commit', 'sale p50, flat out', {
        ...median(flat.p50),
        limit: median(flat.bare50).value,
        unit: 'ms',
        times: 1.3,
      }),
      besideLimit('commit', `sale p50, ${PER_SECOND} a second`, {
        ...median(steady.p50),
        limit: median(steady.bare50).value,
        unit: 'ms',
        times: 1.3,
      }),
      besideLimit('commit', `sale p99, ${PER_SECOND} a second`, {
        ...median(steady.p99),
        limit: median(steady.bare99).value,
        unit: 'ms',
        times: 2,
      }),
      shown('commit', 'sale p99, flat out', median(flat.p99).value, 'ms'),
      shown('commit', 'bare p99, flat out', median(flat.bare99).value, 'ms'),
      shown('commit', 'products in the catalog', products, 'rows'),
    ];
  } finally {
    copy.remove();
  }
}

interface Turn {
  readonly root: string;
  /** Holds the batch the service wrote last. */
  readonly written: readonly Batch[];
  readonly products: number;
  readonly sales: number;
  /** Milliseconds between the starts of two sales; 0: flat out. */
  readonly gap: number;
  readonly into: { p50: number[]; p99: number[]; bare50: number[]; bare99: number[] };
  readonly round: number;
}

async function turn(register: TestRegister, given: Turn): Promise<void> {
  const { gap, into, round } = given;
  const bare = bareCopy(register.folder.store, join(given.root, `bare-${round}-${gap}.db`));
  const taken: number[] = [];
  const limit: number[] = [];
  const start = performance.now();
  for (let index = 0; index < given.sales; index++) {
    await until(start + index * gap);
    const ticket = await register.ring(basket(round * given.sales + index, given.products));
    const id = uuidv7();
    taken.push(await timed(async () => void (await register.pay(ticket, id))));
    const writes = given.written.map((batch) => bare.plan(batch));
    await until(start + (index + 0.5) * gap);
    for (const write of writes) limit.push(await timed(async () => write()));
  }
  bare.close();
  into.p50.push(quantile(taken, 0.5));
  into.p99.push(quantile(taken, 0.99));
  into.bare50.push(quantile(limit, 0.5));
  into.bare99.push(quantile(limit, 0.99));
}

async function until(at: number): Promise<void> {
  const wait = at - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}

/** Milliseconds it takes. */
async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
