import { expect, test } from 'vitest';
import type { TenderId } from '#shared/domain/ids.ts';
import { minor, qty, rate } from '#shared/domain/numbers.ts';
import { anApproval } from '#shared/domain/testing/builders.ts';
import { completeSale } from '#shared/services/sales/complete-sale.ts';
import { addOpenPrice } from '#shared/services/tickets/add-open-price.ts';
import { addProduct } from '#shared/services/tickets/add-product.ts';
import { assignTicket } from '#shared/services/tickets/assign-ticket.ts';
import { changeTicket } from '#shared/services/tickets/change-ticket.ts';
import { listTickets } from '#shared/services/tickets/list-tickets.ts';
import { openTicket } from '#shared/services/tickets/open-ticket.ts';
import { parkTicket } from '#shared/services/tickets/park-ticket.ts';
import { recallTicket, type TakingAnswer, type TakingAsked } from '#shared/services/tickets/recall-ticket.ts';
import { scanCode } from '#shared/services/tickets/scan.ts';
import { discardEmpty, voidTicket } from '#shared/services/tickets/void-ticket.ts';
import { aShop, cash, good, PRINTER } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { BOSS, by, MEI } from '../support/small-store.ts';

const MILK = '6901234567892';

describeEachEngine('a scan means', (makeHost) => {
  test('an article under any way of writing its number, a label, a slip, or nothing known', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const scan = async (code: string, amount?: number) =>
      await scanCode(host)(by(host, BOSS), { ticket: null, code, qty: amount });
    const line = async (code: string, amount?: number) => {
      const outcome = good(await scan(code, amount));
      return outcome.kind === 'added' ? outcome.ticket.lines[0] : outcome;
    };
    // UPC-A as EAN-13 and GTIN-14; a SKU; a label of 1.500 kg (pos-features.md 2.3.3).
    expect(await line('0036000291452')).toMatchObject({
      product: 'tea',
      barcode: '0036000291452',
      source: 'scan',
    });
    expect(await line('00036000291452')).toMatchObject({ product: 'tea' });
    expect(await line('SKU-book')).toMatchObject({ product: 'book', taxLetter: 'Z', tax: 0 });
    expect(await line('2112345015002')).toMatchObject({
      product: 'apples',
      qty: 1500,
      amount: 2235,
      source: 'scale-label',
    });
    // Both on the label, 1.245 kg at 14.90: its price stands while it agrees, else it is told beside what is charged.
    expect(good(await scan('221234501856012450'))).toMatchObject({ kind: 'added', printed: null });
    expect(good(await scan('221234501980012450'))).toMatchObject({
      printed: 1980,
      ticket: { lines: [{ qty: 1245, amount: 1855 }] },
    });
    // Weighed goods by a plain code: the screen asks for the weight and scans again with it.
    expect(await scan('12345')).toEqual({
      ok: false,
      error: {
        code: 'QUANTITY_INVALID',
        data: { product: 'apples', name: 'apples', unit: 'kg', missing: true },
      },
    });
    expect(await line('12345', 1245)).toMatchObject({ product: 'apples', qty: 1245, amount: 1855 });
    expect(await line('TWIN-1')).toEqual({
      kind: 'choose',
      products: [
        { id: 'twin-a', name: 'twin-a', price: 100 },
        { id: 'twin-b', name: 'twin-b', price: 150 },
      ],
    });
    // Switched off, never heard of, and a label with a wrong check digit.
    expect(await line('96385074')).toEqual({ kind: 'unknown', code: '96385074' });
    expect(await line('1234')).toEqual({ kind: 'unknown', code: '1234' });
    expect(await line('2112345015003')).toEqual({ kind: 'unknown', code: '2112345015003' });

    const sold = await counter.sell(MILK);
    expect(await line(' r01-1-000001 ')).toEqual({ kind: 'sale', sale: sold.sale, number: 'R01-1-000001' });
    expect(await line('R01-1-000002')).toEqual({ kind: 'unknown', code: 'R01-1-000002' });
    const back = await counter.bringBack(sold.sale, 1, 1000);
    expect(await line('R01-1-R000001')).toEqual({ kind: 'return', ret: back.ret, number: 'R01-1-R000001' });
    const aside = await counter.scanAll([MILK]);
    const input = { ticket: aside.id, version: aside.version, print: false };
    const { park } = good(await parkTicket(host, PRINTER)(by(host, BOSS), input));
    expect(await line(aside.id.toUpperCase())).toEqual({ kind: 'parked', park });
  });

  test('the same article again makes the line two, on the ticket it was scanned for', async () => {
    const { counter } = await aShop(makeHost);
    await counter.open(10_000);
    const other = await counter.scanAll([MILK]);
    const ticket = await counter.scan(await counter.scanAll([MILK]).then((t) => t.id), MILK);
    expect(ticket).toMatchObject({ label: 2, lines: [{ qty: 2000, amount: 2580 }], version: 3 });
    expect(other).toMatchObject({ label: 1, lines: [{ qty: 1000 }] });
  });
});

describeEachEngine('tickets', (makeHost) => {
  test('nothing is sold without a shift; a product that is switched off or unknown is not added', async () => {
    const { host, counter } = await aShop(makeHost);
    const closed = { ok: false, error: { code: 'SHIFT_CLOSED' } };
    expect(await openTicket(host)(by(host, BOSS))).toEqual(closed);
    expect(await scanCode(host)(by(host, BOSS), { ticket: null, code: MILK })).toEqual(closed);
    await counter.open(10_000);
    const add = (product: string) =>
      addProduct(host)(by(host, BOSS), { ticket: null, product, source: 'tile' });
    expect(await add('old')).toEqual({ ok: false, error: { code: 'NOT_FOUND', data: { product: 'old' } } });
    expect(good(await add('milk'))).toMatchObject({ line: 1, ticket: { total: 1290 } });
    const gone = { ticket: 'gone', product: 'milk', source: 'tile' } as const;
    expect(await addProduct(host)(by(host, BOSS), gone)).toMatchObject({ error: { code: 'CART_NOT_FOUND' } });
  });

  test('an open price needs a department that allows it', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const add = (category: string) =>
      addOpenPrice(host)(by(host, BOSS), { ticket: null, category, name: '', price: 880, barcode: '777' });
    expect(good(await add('food')).ticket.lines).toMatchObject([
      { product: null, name: 'food', price: 880, barcode: '777', taxLetter: 'B', source: 'open-price' },
    ]);
    expect(await add('home')).toMatchObject({ error: { code: 'SETTING_INVALID' } });
    expect(await add('none')).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  test('what a clerk takes back leaves its trace in the sale; without the right it needs an approval for that very line', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK, 'PEN-1']);
    const seen = { ticket: ticket.id, version: ticket.version };
    const remove = { kind: 'remove-line', line: 2 } as const;
    const asked = { right: 'sale.remove-line', target: `${ticket.id}/2`, amount: null } as const;
    const command = by(host, MEI);
    expect(await changeTicket(host)(command, seen, remove)).toEqual({
      ok: false,
      error: { code: 'APPROVAL_NEEDED', data: asked },
    });
    const other = anApproval({ ...asked, target: `${ticket.id}/1` });
    expect(await changeTicket(host)({ ...command, approvals: [other] }, seen, remove)).toMatchObject({
      ok: false,
    });
    const left = good(await changeTicket(host)({ ...command, approvals: [anApproval(asked)] }, seen, remove));
    const paid = { ticket: left.id, version: left.version, tenders: [cash(1290)] };
    const { sale } = good(await completeSale(host, PRINTER)(by(host, MEI), paid));
    expect(await rows('shift_total')).toMatchObject([{ sales: 1, removed_lines: 1, price_changes: 0 }]);
    const [entry] = (await rows('journal')).filter((row) => row['id'] === sale);
    const body = JSON.parse(Buffer.from(entry?.['body'] as Uint8Array).toString());
    expect(body.trace).toMatchObject([{ kind: 'line-removed', name: 'pen', by: 'mei' }]);
    expect(body.approvals).toEqual([anApproval(asked)]);
  });

  test('28: one approval for a discount does not allow the next line (pos-features.md 7)', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK, 'PEN-1']);
    const discount = (line: number) =>
      ({
        kind: 'discount-line',
        line,
        discount: { kind: 'percent', rate: rate(200_000), reason: 'dent' },
      }) as const;
    const asked = { right: 'sale.discount', target: `${ticket.id}/1`, amount: 200_000 } as const;
    const mei = { ...by(host, MEI), approvals: [anApproval(asked)] };
    const change = changeTicket(host);
    const first = good(await change(mei, { ticket: ticket.id, version: ticket.version }, discount(1)));
    const again = { ...by(host, MEI), approvals: [anApproval(asked)] };
    expect(await change(again, { ticket: first.id, version: first.version }, discount(2))).toMatchObject({
      error: { code: 'APPROVAL_NEEDED', data: { target: `${ticket.id}/2` } },
    });
  });

  test('money taken holds a ticket: no parking, no voiding, until it is given back with a reason', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const change = changeTicket(host);
    const part = {
      kind: 'add-tender',
      id: 't1',
      tender: 'card' as TenderId,
      amount: minor(1000),
      reference: null,
    } as const;
    const held = good(await change(by(host, BOSS), { ticket: ticket.id, version: ticket.version }, part));
    const seen = { ticket: held.id, version: held.version };
    const stuck = { error: { code: 'CART_HAS_TENDERS' } };
    expect(await parkTicket(host, PRINTER)(by(host, BOSS), { ...seen, print: false })).toMatchObject(stuck);
    expect(await voidTicket(host)(by(host, BOSS), { ...seen, reason: 'left' })).toMatchObject(stuck);
    const back = good(
      await change(by(host, BOSS), seen, { kind: 'give-back-tender', id: 't1', reason: 'left the shop' }),
    );
    const gone = { ticket: back.id, version: back.version, reason: 'left' };
    good(await voidTicket(host)(by(host, BOSS), gone));
    expect(await rows('local_cart')).toEqual([]);
    expect(await rows('voided_ticket')).toMatchObject([{ ticket: ticket.id, total: 1290, reason: 'left' }]);
  });

  test('a split taken in steps counts what the ticket holds', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const part = {
      kind: 'add-tender',
      id: 't1',
      tender: 'card' as TenderId,
      amount: minor(1000),
      reference: null,
    } as const;
    const seen = { ticket: ticket.id, version: ticket.version };
    const held = good(await changeTicket(host)(by(host, BOSS), seen, part));
    expect(await counter.pay(held, cash(500))).toMatchObject({ total: 1290, change: 210, rounding: 0 });
    expect(await rows('sale_tender')).toMatchObject([
      { line: 0, tender: 'card', amount: 1000 },
      { line: 1, tender: 'cash', amount: 290, tendered: 500 },
    ]);
  });

  test('a parked ticket is recalled once, with its label where that is free', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const first = await counter.scanAll([MILK]);
    const second = await counter.scanAll(['PEN-1']);
    expect([first.label, second.label]).toEqual([1, 2]);
    const park = async (ticket: { id: string; version: number }) =>
      good(
        await parkTicket(host, PRINTER)(by(host, BOSS), {
          ticket: ticket.id,
          version: ticket.version,
          print: false,
        }),
      ).park;
    const parked = await park(first);
    // Its label stays taken while it is parked.
    expect((await counter.scanAll([MILK])).label).toBe(3);
    const back = good(await recallTicket(host)(by(host, BOSS), { park: parked }));
    expect(back).toMatchObject({ id: first.id, label: 1, lines: [{ product: 'milk' }] });
    expect(await recallTicket(host)(by(host, BOSS), { park: parked })).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
    expect(await park(back)).not.toBe(parked);
    expect(await rows('parked_ticket')).toHaveLength(2);
    expect(await rows('balance')).toHaveLength(6);
  });

  test('headquarters is asked for a parked ticket it gave to this register before: it may have forgotten', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const { id: ticket, version } = await counter.scanAll([MILK]);
    const seen = { ticket, version, print: false };
    const { park } = good(await parkTicket(host, PRINTER)(by(host, BOSS), seen));
    const { device, register } = host.self;
    good(await assignTicket(host)(by(host, BOSS).command, { park, device, register }));
    const asked: TakingAsked[] = [];
    const recall = (said: TakingAnswer) =>
      recallTicket(host, async (question) => {
        asked.push(question);
        return said;
      })(by(host, BOSS), { park });
    expect(await recall({ kind: 'taken', register: '7' })).toMatchObject({
      error: { code: 'PARK_TAKEN', data: { register: '7' } },
    });
    // Out of reach what was said before holds.
    expect(good(await recall({ kind: 'away' }))).toMatchObject({ id: ticket });
    expect(asked).toMatchObject([
      { park, own: true },
      { park, own: true },
    ]);
  });

  test('an empty ticket goes without a trace, one that was emptied with it', async () => {
    const { host, counter, rows } = await aShop(makeHost);
    await counter.open(10_000);
    const untouched = good(await openTicket(host)(by(host, BOSS)));
    good(await discardEmpty(host)(by(host, BOSS), { ticket: untouched.id }));
    expect(await rows('voided_ticket')).toEqual([]);
    const ticket = await counter.scanAll([MILK]);
    expect(await discardEmpty(host)(by(host, BOSS), { ticket: ticket.id })).toMatchObject({
      error: { code: 'CART_CHANGED' },
    });
    const seen = { ticket: ticket.id, version: ticket.version };
    good(await changeTicket(host)(by(host, BOSS), seen, { kind: 'remove-line', line: 1 }));
    good(await discardEmpty(host)(by(host, BOSS), { ticket: ticket.id }));
    expect(await rows('voided_ticket')).toMatchObject([{ ticket: ticket.id, items: 0, total: 0 }]);
    expect(await listTickets(host)()).toEqual([]);
    good(await discardEmpty(host)(by(host, BOSS), { ticket: ticket.id }));
  });

  test('unusual quantities are asked about once', async () => {
    const { host, counter } = await aShop(makeHost);
    await counter.open(10_000);
    const ticket = await counter.scanAll([MILK]);
    const seen = { ticket: ticket.id, version: ticket.version };
    const many = { kind: 'set-qty', line: 1, qty: qty(1_000_000) } as const;
    expect(await changeTicket(host)(by(host, BOSS), seen, many)).toMatchObject({
      error: { code: 'QUANTITY_UNUSUAL' },
    });
    const sure = { ...many, confirmed: true };
    expect(good(await changeTicket(host)(by(host, BOSS), seen, sure)).total).toBe(1_290_000);
  });
});
