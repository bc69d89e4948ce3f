import { expect, test } from 'vitest';
import { correctTender } from '#shared/services/sales/correct-tender.ts';
import { findSales } from '#shared/services/sales/find-sales.ts';
import { saleView } from '#shared/services/sales/sale-view.ts';
import { cancelCount, startCount } from '#shared/services/shifts/count-drawer.ts';
import { currentShift } from '#shared/services/shifts/current-shift.ts';
import { moveCash } from '#shared/services/shifts/move-cash.ts';
import { openDrawer } from '#shared/services/shifts/open-drawer.ts';
import { xReport } from '#shared/services/shifts/x-report.ts';
import { zReport } from '#shared/services/shifts/z-report.ts';
import { openTicket } from '#shared/services/tickets/open-ticket.ts';
import { parkTicket } from '#shared/services/tickets/park-ticket.ts';
import { parkedTickets } from '#shared/services/tickets/parked-tickets.ts';
import { recallTicket } from '#shared/services/tickets/recall-ticket.ts';
import { aShop, card, cash, good, PRINTER } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { BOSS, by } from '../support/small-store.ts';

const MILK = '6901234567892';
const TEA = '036000291452';
const PAN = '4006381333931';

describeEachEngine('a whole day', (makeHost) => {
  test('from the float to the Z, every figure in its place', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    const me = () => by(host, BOSS);
    const shift = await counter.open(50_000);

    // 2 × 12.90 + 45.00 − 10 % = 63.72; in cash 63.70, of 100.00.
    const basket = await counter.discountTicket(await counter.scanAll([MILK, MILK, TEA]), 10);
    expect(basket).toMatchObject({ subtotal: 7080, discountTotal: 708, total: 6372, items: 3 });
    const first = await counter.pay(basket, cash(10_000));
    expect(first).toMatchObject({
      number: 'R01-1-000001',
      total: 6372,
      rounding: -2,
      change: 3630,
      drawer: true,
      printJob: first.sale,
    });

    // Parked, another customer in between, recalled, paid by card and cash.
    const aside = await counter.scanAll([PAN]);
    const { park } = good(
      await parkTicket(host, PRINTER)(me(), { ticket: aside.id, version: aside.version, print: true }),
    );
    expect(await parkedTickets(host)()).toMatchObject([{ park, total: 9900, label: 1 }]);
    await counter.sell('PEN-1', '9783161484100');
    const back = good(await recallTicket(host)(me(), { park }));
    expect(await parkedTickets(host)()).toEqual([]);
    const split = await counter.pay(back, card(5000), cash(4900));
    expect(split).toMatchObject({ number: 'R01-1-000003', total: 9900, rounding: 0, change: 0 });

    // The pan comes back: the card gets its 50.00 first, the rest is cash.
    const returned = await counter.bringBack(split.sale, 1, 1000);
    expect(returned).toMatchObject({ number: 'R01-1-R000001', total: 9900, drawer: true });
    expect(await rows('return_tender')).toMatchObject([
      { tender: 'card', amount: 5000 },
      { tender: 'cash', amount: 4900 },
    ]);

    // The first sale was a wallet payment after all: 63.70 leaves the cash.
    const correction = { sale: first.sale, index: 0, tender: 'wechat', reference: null, reason: 'wrong key' };
    good(await correctTender(host)(me(), correction));

    good(await moveCash(host, PRINTER)(me(), { kind: 'pay-in', amount: 2000, reason: 'coins' }));
    const out = { kind: 'pay-out', amount: 1500, reason: 'window cleaner' } as const;
    expect(good(await moveCash(host, PRINTER)(me(), out))).toMatchObject({ number: 'R01-1-C000002' });
    good(await openDrawer(host)(me(), { reason: 'change for the neighbour' }));

    // Cash: 500.00 + 63.70 + 20.00 + 49.00 − 49.00 + 20.00 − 15.00 − 63.70.
    const x = good(await xReport(host)(BOSS));
    const cashRow = x.tenders.find((row) => row.tender === 'cash');
    expect(cashRow).toMatchObject({
      opening: 50_000,
      sales: 13_270,
      refunds: 4900,
      corrections: -6370,
      expected: 52_500,
    });
    expect(x).toMatchObject({
      sales: {
        count: 3,
        gross: 18_275,
        discount: 708,
        rounding: -5,
        first: 'R01-1-000001',
        last: 'R01-1-000003',
      },
      returns: { count: 1, gross: 9900 },
      noSales: 1,
      tenderCorrections: 1,
    });

    good(await startCount(host)(me(), { shift }));
    expect(await openTicket(host)(me())).toEqual({ ok: false, error: { code: 'DRAWER_COUNTING' } });
    good(await cancelCount(host)(me(), { shift }));
    good(await startCount(host)(me(), { shift }));
    const z = await counter.close(52_480, { wechat: 6370 });
    expect(z).toMatchObject({
      number: 'R01-1-Z000001',
      counter: 1,
      grandTotals: { sales: 18_275, returns: 9900 },
    });
    expect(z.report.tenders.map(({ tender, difference }) => [tender, difference])).toEqual([
      ['cash', -20],
      ['card', 0],
      ['wechat', 0],
      ['voucher', 0],
    ]);
    expect(z.report.sales).toEqual(x.sales);
    expect(good(await zReport(host)(shift, BOSS))).toEqual(z);
    expect(await currentShift(host)()).toBeNull();
    expect(await openTicket(host)(me())).toEqual({ ok: false, error: { code: 'SHIFT_CLOSED' } });

    // Goods: two milks and a tea left, the pan came back, the book and the pen were never counted in.
    const shelf = (await rows('balance')).filter((row) => row['location'] === 'SALEABLE');
    expect(Object.fromEntries(shelf.map((row) => [row['item'], row['on_hand']]))).toEqual({
      milk: 8000,
      tea: 14_000,
      pan: 1000,
      pen: -1000,
      book: -1000,
    });
    expect((await rows('local_print_job')).length).toBe(8);
    const found = await findSales(host)({ offset: 0, limit: 10 });
    expect(found).toMatchObject({ count: 4, sum: 18_275 - 9900, more: false });
    expect(good(await saleView(host)(first.sale)).tenders).toMatchObject([
      { tender: 'wechat', corrected: true, correctable: false, tendered: 10_000, amount: 6370 },
    ]);
  });
});
