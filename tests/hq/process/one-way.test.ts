import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Product } from '#shared/domain/catalog/product.ts';
import { minor } from '#shared/domain/numbers.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundR01, sayProduct } from './store-of-registers.ts';
import { isCurrent, openTill, pay, scanTea, type Till, until } from './till.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('a line that lets only one way through', () => {
  let hq: OpenHq;
  let tea: Product;
  let till: Till;
  let other: Till;
  beforeAll(async () => {
    hq = await openHq();
    tea = await foundR01(hq);
    [till, other] = [await openTill(hq), await openTill(hq)];
    await Promise.all([isCurrent(till), isCurrent(other)]);
  });
  afterAll(async () => {
    await Promise.all([till.close(), other.close()]);
    await hq.stop();
  });
  const numbersAtHq = async () =>
    (await hq.rows<{ number: string }>('select number from sale order by number')).map(
      ({ number }) => number,
    );
  const waiting = async ({ page }: Till) => (await page.link.tryNow())?.waiting.facts ?? 0;
  const setPrice = (price: number) => sayProduct(hq, { ...tea, price: minor(price) });
  const priceOf = async ({ page }: Till) => (await page.catalog.get({ product: tea.id })).price;
  const sellTea = async (at: Till) => (await pay(at, await scanTea(at))).number;

  test('with uploads cut prices keep arriving, and what was sold waits, the other register none the wiser', async () => {
    const before = await numbersAtHq();
    till.line.cut('uploads');
    const sold = [await sellTea(till)];
    for (const price of [4600, 4700, 4800]) {
      await setPrice(price);
      await until(async () => {
        // It is tried again and again meanwhile.
        expect(await waiting(till)).toBeGreaterThan(0);
        expect(await priceOf(till)).toBe(price);
      });
      sold.push(await sellTea(till));
    }
    expect(await numbersAtHq()).toEqual(before);
    const elsewhere = await sellTea(other);
    // The facts of the store's other registers come down as well.
    await until(async () =>
      expect((await till.page.sales.find({ text: elsewhere })).rows.map(({ number }) => number)).toEqual([
        elsewhere,
      ]),
    );
    till.line.mend();
    await isCurrent(till);
    expect(await numbersAtHq()).toEqual([...before, ...sold, elsewhere].toSorted());
  });

  test('with downloads cut sales keep flowing, at the price that was known', async () => {
    await isCurrent(till);
    const known = await priceOf(till);
    const before = await numbersAtHq();
    till.line.cut('downloads');
    await setPrice(9900);
    await until(async () => expect(await priceOf(other)).toBe(9900));
    const sold: string[] = [];
    for (let sale = 0; sale < 3; sale++) {
      sold.push(await sellTea(till));
      await until(async () => {
        expect(await waiting(till)).toBe(0);
        expect(await numbersAtHq()).toEqual([...before, ...sold].toSorted());
      });
      expect(await priceOf(till)).toBe(known);
    }
    till.line.mend();
    await until(async () => {
      await till.page.link.tryNow();
      expect(await priceOf(till)).toBe(9900);
    });
  });
});
