import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProductId, StoreId, TransferId, TransferReceiptId } from '../ids.ts';
import { micro, qty } from '../numbers.ts';
import type { StockFacts } from '../sale/stock-facts.ts';
import { anActor, anApproval } from '../testing/builders.ts';
import { type DispatchContext, type DispatchRequest, decideDispatch } from './dispatch-transfer.ts';
import { decideReceipt, type OnItsWay, type ReceiptContext } from './receive-transfer.ts';
import type { SentLine, TakenSoFar, TransferDispatched, TransferReceived } from './transfer.ts';
import { transferState } from './transfer-state.ts';

const item = (id: string) => id as ProductId;
const R02 = 'R02' as StoreId;

const context = (more: Partial<DispatchContext> = {}): DispatchContext => ({
  transfer: 't1' as TransferId,
  stores: new Set([R02]),
  stock: new Map(),
  counted: new Set(),
  actor: anActor(),
  approvals: [],
  ...more,
});
const receiving = (more: Partial<ReceiptContext> = {}): ReceiptContext => ({
  receipt: 'r1' as TransferReceiptId,
  actor: anActor(),
  approvals: [],
  ...more,
});
const line = (id: string, thousandths: number): DispatchRequest['lines'][number] => ({
  item: item(id),
  name: id,
  unit: 'kg',
  qty: qty(thousandths),
});
const facts = (onHand: number, cost: number | null): StockFacts => ({
  onHand: qty(onHand),
  averageCost: cost === null ? null : micro(cost),
  lastCost: null,
});
const request = (...lines: DispatchRequest['lines']): DispatchRequest => ({ to: R02, note: '', lines });

/** The dispatch as the other store knows it, after these receipts. */
function onItsWay(sent: TransferDispatched, receipts: readonly TransferReceived[] = []): OnItsWay {
  const taken = new Map<number, TakenSoFar>();
  for (const move of receipts.flatMap(({ moves }) => moves)) {
    if (move.kind !== 'transfer-in') continue;
    const before = taken.get(move.line);
    taken.set(move.line, {
      qty: qty((before?.qty ?? 0) + move.qty),
      value: micro((before?.value ?? 0) + move.value),
    });
  }
  const lines = sent.lines.map((each): SentLine => {
    const move = sent.moves.find((one) => one.line === each.line);
    return { ...each, value: move?.value ?? micro(0), costUnknown: move?.costUnknown ?? true };
  });
  return { transfer: sent.transfer, from: 'R01' as StoreId, lines, taken };
}

const dispatched = (lines: DispatchRequest['lines'], more: Partial<DispatchContext> = {}) => {
  const decided = decideDispatch(request(...lines), context(more));
  if (!decided.ok) throw new Error(decided.error.code);
  return decided.value;
};

describe('a dispatch', () => {
  test('takes the goods off the shelf at what they cost', () => {
    const sent = dispatched([line('tea', 1500), line('pan', 1000)], {
      stock: new Map([[item('tea'), facts(2000, 30_000_001)]]),
    });
    expect(sent.moves).toMatchObject([
      { line: 1, kind: 'transfer-out', from: 'SALEABLE', to: 'CLEARING_OUT', qty: 1500, value: 45_000_002 },
      { line: 2, qty: 1000, value: 0, costUnknown: true },
    ]);
  });

  test('takes no more than is there where that is known, its lines together', () => {
    const stock = new Map([[item('tea'), facts(2000, 1)]]);
    const counted = new Set([item('tea')]);
    const decide = (...lines: DispatchRequest['lines']) =>
      decideDispatch(request(...lines), context({ stock, counted }));
    expect(decide(line('tea', 2000)).ok).toBe(true);
    expect(decide(line('tea', 1500), line('tea', 501))).toMatchObject({
      error: { code: 'STOCK_SHORT', data: { name: 'tea', left: 2000 } },
    });
    expect(decideDispatch(request(line('tea', 2001)), context({ stock })).ok).toBe(true);
    expect(
      decideDispatch(request(line('pan', 1)), context({ counted: new Set([item('pan')]) })),
    ).toMatchObject({
      error: { code: 'STOCK_SHORT', data: { left: 0 } },
    });
  });

  test('is refused to nowhere, of nothing, of part of a piece, and without the right', () => {
    const codeOf = (asked: DispatchRequest, more: Partial<DispatchContext> = {}) => {
      const decided = decideDispatch(asked, context(more));
      return decided.ok ? 'ok' : decided.error.code;
    };
    expect(codeOf({ ...request(line('tea', 1)), to: 'R01' as StoreId })).toBe('NOT_FOUND');
    expect(codeOf(request())).toBe('TRANSFER_EMPTY');
    expect(codeOf(request({ ...line('pan', 500), unit: 'piece' }))).toBe('QUANTITY_FRACTION');
    expect(codeOf(request(line('tea', 0)))).toBe('QUANTITY_INVALID');
    const denied = anActor({ 'stock.transfer': { state: 'denied' } });
    expect(codeOf(request(line('tea', 1)), { actor: denied })).toBe('RIGHT_MISSING');
    const actor = anActor({ 'stock.transfer': { state: 'approval' } });
    expect(codeOf(request(line('tea', 1)), { actor })).toBe('APPROVAL_NEEDED');
    const given = anApproval({ right: 'stock.transfer', target: 'R02', amount: null });
    expect(dispatched([line('tea', 1)], { actor, approvals: [given] }).approvals).toEqual([given]);
  });
});

describe('a receipt', () => {
  const sent = dispatched([line('tea', 3000), line('pan', 1000)], {
    stock: new Map([[item('tea'), facts(9000, 10_000_000)]]),
  });

  test('takes what came out of what was on its way; the rest stays on its way', () => {
    const part = decideReceipt(
      onItsWay(sent),
      { lines: [{ line: 1, qty: qty(1000) }], complete: false, note: '' },
      receiving(),
    );
    expect(part).toMatchObject({
      value: {
        lines: [{ line: 1, qty: 1000, expected: 3000 }],
        moves: [{ kind: 'transfer-in', from: 'CLEARING_IN', to: 'SALEABLE', qty: 1000, value: 10_000_000 }],
      },
    });
    const receipts = part.ok ? [part.value] : [];
    expect(transferState(sent.lines, receipts, [])).toMatchObject({
      status: 'partly-received',
      differs: false,
      lines: [
        { received: 1000, inTransit: 2000 },
        { received: 0, inTransit: 1000 },
      ],
    });
  });

  test('keeps what differs: what is missing stays on its way, what is too much comes from nowhere', () => {
    const counted = [
      { line: 1, qty: qty(2000) },
      { line: 2, qty: qty(1500) },
    ];
    const all = decideReceipt(onItsWay(sent), { lines: counted, complete: true, note: '' }, receiving());
    expect(all).toMatchObject({
      value: {
        moves: [
          { line: 1, kind: 'transfer-in', qty: 2000 },
          { line: 2, kind: 'transfer-in', qty: 1000 },
          { line: 2, kind: 'adjustment', from: 'ADJUSTMENT', qty: 500 },
        ],
      },
    });
    expect(transferState(sent.lines, all.ok ? [all.value] : [], [])).toMatchObject({
      status: 'received',
      differs: true,
      lines: [
        { inTransit: 1000, over: 0 },
        { inTransit: 0, over: 500 },
      ],
    });
  });

  test('is refused of nothing, of a line that was never sent or is named twice, and of what is all there', () => {
    const codeOf = (lines: readonly (readonly [number, number])[], complete = false, of = onItsWay(sent)) => {
      const counted = lines.map(([n, thousandths]) => ({ line: n, qty: qty(thousandths) }));
      const decided = decideReceipt(of, { lines: counted, complete, note: '' }, receiving());
      return decided.ok ? decided.value : decided.error.code;
    };
    expect(codeOf([])).toBe('TRANSFER_EMPTY');
    expect(codeOf([[1, 0]])).toBe('TRANSFER_EMPTY');
    expect(codeOf([[1, 0]], true)).toMatchObject({ moves: [], lines: [{ qty: 0, expected: 3000 }] });
    expect(codeOf([[3, 1000]])).toBe('LINE_NOT_FOUND');
    expect(
      codeOf([
        [1, 1000],
        [1, 1000],
      ]),
    ).toBe('LINE_NOT_FOUND');
    expect(codeOf([[1, -1]])).toBe('QUANTITY_INVALID');
    const all = codeOf([
      [1, 3000],
      [2, 1000],
    ]);
    if (typeof all === 'string') throw new Error(all);
    expect(codeOf([[1, 1000]], true, onItsWay(sent, [all]))).toBe('TRANSFER_DONE');
  });
});

describe('whatever is sent, and however it comes', () => {
  const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.option(fc.nat(99_999_999))), {
    minLength: 1,
    maxLength: 5,
  });
  const counts = fc.array(
    fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 0, max: 12_000_000 })), { maxLength: 5 }),
    { maxLength: 8 },
  );

  test('sent = received + still on its way, in goods and in value; nothing is taken twice', () => {
    fc.assert(
      fc.property(lines, counts, (goods, comings) => {
        const stock = new Map(goods.map(([, cost], n) => [item(`p${n}`), facts(1, cost)]));
        const sent = dispatched(
          goods.map(([thousandths], n) => line(`p${n}`, thousandths)),
          { stock },
        );
        const receipts: TransferReceived[] = [];
        for (const coming of comings) {
          const counted = new Map(coming.filter(([n]) => n < goods.length));
          const came = [...counted].map(([n, thousandths]) => ({ line: n + 1, qty: qty(thousandths) }));
          const decided = decideReceipt(
            onItsWay(sent, receipts),
            { lines: came, complete: false, note: '' },
            receiving(),
          );
          if (decided.ok) receipts.push(decided.value);
        }
        const state = transferState(sent.lines, receipts, []);
        for (const { line: n, inTransit } of state.lines) {
          const out = sent.moves.find((move) => move.line === n);
          const taken = receipts.flatMap(({ moves }) =>
            moves.filter((move) => move.line === n && move.kind === 'transfer-in'),
          );
          const sum = (of: 'qty' | 'value') => taken.reduce((total, move) => total + move[of], 0);
          expect(sum('qty') + inTransit).toBe(out?.qty);
          expect(sum('value')).toBeLessThanOrEqual(out?.value ?? 0);
          // All there: the last part brought exactly what was left of the value.
          if (inTransit === 0) expect(sum('value')).toBe(out?.value);
        }
      }),
    );
  });
});
