import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Batch } from '#shared/services/journal/commit.ts';
import { openRegister, type Rung, type TestRegister } from '#tests/support/register.ts';
import { bareCopy } from './bare-store.ts';
import { besideLimit, type Figure, median, quantile, shown } from './figure.ts';
import { basket, copyOfFullStore } from './template.ts';

const FLAT_OUT = 1500;
const STEADY = 500;
const PER_SECOND = 50;
const ROUNDS = 3;
/** Sales between two changes of turn: a disk that slows down for a second is slow for both. */
const BLOCK = 50;

/**
 * A finished sale of 5 lines paid in cash, through the service, beside a bare better-sqlite3 transaction that writes the very same
 * rows into the same tables at the same pace. Tickets are rung up beforehand; service and limit take turns every few sales, so that
 * both see the same disk.
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
  const rung = await ringUp(register, given);
  const bare = bareCopy(register.folder.store, join(given.root, `bare-${round}-${gap}.db`));
  const taken: number[] = [];
  const limit: number[] = [];
  for (let at = 0; at < rung.length; at += BLOCK) {
    const writes: (() => void)[] = [];
    const sell = async ({ ticket, id }: (typeof rung)[number]) => void (await register.pay(ticket, id));
    const plan = () => writes.push(...given.written.map((batch) => bare.plan(batch)));
    taken.push(...(await paced(rung.slice(at, at + BLOCK), gap, sell, plan)));
    limit.push(...(await paced(writes, gap, async (write) => write())));
  }
  bare.close();
  into.p50.push(quantile(taken, 0.5));
  into.p99.push(quantile(taken, 0.99));
  into.bare50.push(quantile(limit, 0.5));
  into.bare99.push(quantile(limit, 0.99));
}

/** Open tickets, each with the id of the command that will pay it, as its caller makes it. */
async function ringUp(
  register: TestRegister,
  { sales, products, round }: Turn,
): Promise<{ readonly ticket: Rung; readonly id: string }[]> {
  const rung: { ticket: Rung; id: string }[] = [];
  for (let sale = 0; sale < sales; sale++) {
    rung.push({ ticket: await register.ring(basket(round * sales + sale, products)), id: uuidv7() });
  }
  return rung;
}

/** Milliseconds of each piece of work, begun `gap` apart; `after` runs outside the timed part. */
async function paced<T>(
  items: readonly T[],
  gap: number,
  work: (item: T) => Promise<void>,
  after: () => void = () => {},
): Promise<number[]> {
  const times: number[] = [];
  const start = performance.now();
  for (const [index, item] of items.entries()) {
    const wait = start + index * gap - performance.now();
    if (gap > 0 && wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const begun = performance.now();
    await work(item);
    times.push(performance.now() - begun);
    after();
  }
  return times;
}
