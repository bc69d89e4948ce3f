import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listedProducts, PRODUCTS } from './catalogue.ts';
import { type ChainHq, openChainHq } from './chain-hq.ts';
import { inChild } from './child.ts';
import { besideLimit, type Figure, shown, within } from './figure.ts';
import type { JoinAnswer, JoinTask } from './new-register.ts';

/** Registers that join one after the other; the figures are of the one in the middle. */
const JOINS = 3;

/**
 * A new register of a chain with the whole catalogue (`BENCH_PRODUCTS`: so much of it): from the code's entry, over loopback, until it
 * sells by barcode and finds by words. The limit is the same file's bytes hashed, unpacked and written by the same process, and nothing
 * else. The first to join finds a headquarters whose disk is still busy with the catalogue it was just given: it is shown beside them.
 */
export async function measure(): Promise<readonly Figure[]> {
  const chain = await openChainHq(Number(process.env['BENCH_PRODUCTS'] ?? PRODUCTS));
  try {
    const making = performance.now();
    await chain.hq.catalogMaker?.look({ inAnyCase: true });
    const made = (performance.now() - making) / 1000;
    const first = await joinOf(chain);
    const answers: JoinAnswer[] = [];
    for (let join = 0; join < JOINS; join++) answers.push(await joinOf(chain));
    answers.sort((a, b) => a.open - b.open);
    const answer = answers[Math.floor(JOINS / 2)];
    if (!answer || answer.bare === null) throw new Error('the register did not take the file');
    const seconds = (ms: number) => ms / 1000;
    return [
      within('bootstrap', `sells by barcode, ${chain.products} products`, {
        value: seconds(answer.sells),
        unit: 's',
        most: 5,
      }),
      within('bootstrap', 'searches by words', { value: seconds(answer.searches), unit: 's', most: 12 }),
      besideLimit('bootstrap', 'open, beside hashing, unpacking, writing', {
        value: seconds(answer.open),
        limit: seconds(answer.bare),
        unit: 's',
        times: 2,
      }),
      shown('bootstrap', 'the first to join, open', seconds(first.open), 's'),
      shown('bootstrap', 'making the file at headquarters', made, 's'),
      shown('bootstrap', 'file packed', answer.packed / 1e6, 'MB'),
      shown('bootstrap', 'file', answer.unpacked / 1e6, 'MB'),
      shown('bootstrap', 'memory of the register', answer.peak, 'MB'),
    ];
  } finally {
    await chain.stop();
  }
}

/** A register of its own process joins; it scans a product of the middle and looks for its name. */
export async function joinOf(chain: ChainHq): Promise<JoinAnswer> {
  const dir = mkdtempSync(join(tmpdir(), 'mallard-new-'));
  try {
    const middle = [...listedProducts()][Math.floor(chain.products / 2)];
    if (!middle) throw new Error('there is no catalogue');
    return await inChild<JoinAnswer>('new-register.ts', {
      dir: join(dir, 'data'),
      address: chain.hq.address,
      code: await chain.code(),
      barcode: middle.gtin,
      words: middle.name.split(/\s+/).slice(0, 2).join(' '),
    } satisfies JoinTask);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
