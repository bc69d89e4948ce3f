import { expect, test } from 'vitest';
import { previewReturn } from '#shared/services/returns/preview-return.ts';
import { saleView } from '#shared/services/sales/sale-view.ts';
import { aShop, cash, good } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';

const TEA = '036000291452';

describeEachEngine('one line brought back in several conditions', (makeHost) => {
  test('is one return with a row and a move per part, and the money of the whole', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(50_000);
    const { sale, total } = await counter.pay(await counter.scanAll([TEA, TEA, TEA]), cash(100_000));
    const lines = [
      { line: 1, qty: 1000, condition: 'as-new' },
      { line: 1, qty: 1000, condition: 'damaged' },
    ] as const;
    expect(good(await previewReturn(host)({ sale, lines })).total).toBe((total / 3) * 2);
    expect(await counter.bringBackParts(sale, lines)).toMatchObject({ total: (total / 3) * 2 });
    expect(await rows('return_line')).toMatchObject([
      { line: 1, part: 0, condition: 'as-new', qty: 1000 },
      { line: 1, part: 1, condition: 'damaged', qty: 1000 },
    ]);
    const shelves = (await rows('balance')).filter((row) => row['item'] === 'tea');
    expect(shelves.find((row) => row['location'] === 'DAMAGED')).toMatchObject({ on_hand: 1000 });
    expect(good(await saleView(host)(sale)).lines).toMatchObject([{ returned: 2000, returnable: 1000 }]);
    const more = await previewReturn(host)({ sale, lines });
    expect(more).toMatchObject({ error: { code: 'RETURN_EXCEEDS_SOLD', data: { remaining: 1000 } } });
  });
});
