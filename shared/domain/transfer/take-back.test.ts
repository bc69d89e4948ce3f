import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProductId, StoreId, TransferId, TransferReceiptId, TransferSettlementId } from '../ids.ts';
import { micro, qty } from '../numbers.ts';
import { anActor, anApproval } from '../testing/builders.ts';
import { decideRecall } from './recall-transfer.ts';
import { decideReceipt } from './receive-transfer.ts';
import { decideSettlement, type SettledLine } from './settle-transfer.ts';
import type { BackContext, SentAway, TakenBack } from './take-back.ts';
import type { SentLine, TakenSoFar, TransferReceived, TransferTakenBack } from './transfer.ts';
import { transferState } from './transfer-state.ts';

const R01 = 'R01' as StoreId;
const R02 = 'R02' as StoreId;
const T1 = 't1' as TransferId;

const line = (n: number, thousandths: number, value: number): SentLine => ({
  line: n,
  item: `p${n}` as ProductId,
  name: `p${n}`,
  unit: 'kg',
  qty: qty(thousandths),
  value: micro(value),
  costUnknown: false,
});
const context = (more: Partial<BackContext> = {}): BackContext => ({
  settlement: 's1' as TransferSettlementId,
  actor: anActor(),
  approvals: [],
  ...more,
});

/** A transfer as the store that sent it knows it, after these facts of both. */
function away(
  lines: readonly SentLine[],
  receipts: readonly TransferReceived[] = [],
  backs: readonly TransferTakenBack[] = [],
): SentAway {
  const back = new Map<number, TakenBack>();
  for (const taking of backs)
    for (const { line: own, of, place, back: so } of taking.lines) {
      const before = back.get(of);
      const value = taking.moves.find((move) => move.line === own)?.value ?? 0;
      const places = before?.places ?? { SALEABLE: qty(0), DAMAGED: qty(0), SCRAP: qty(0) };
      back.set(of, {
        qty: qty((before?.qty ?? 0) + so),
        value: micro((before?.value ?? 0) + (so < 0 ? 0 - value : value)),
        places: { ...places, [place]: qty(places[place] + so) },
      });
    }
  const complete = receipts.some((receipt) => receipt.complete);
  return { transfer: T1, to: R02, lines, received: taken(receipts), back, complete };
}

function taken(receipts: readonly TransferReceived[]): Map<number, TakenSoFar> {
  const sums = new Map<number, TakenSoFar>();
  for (const move of receipts.flatMap(({ moves }) => moves)) {
    if (move.kind !== 'transfer-in') continue;
    const before = sums.get(move.line);
    sums.set(move.line, {
      qty: qty((before?.qty ?? 0) + move.qty),
      value: micro((before?.value ?? 0) + move.value),
    });
  }
  return sums;
}

/** What the other store counts in, knowing of these receipts alone; null where there is nothing to count. */
function received(
  lines: readonly SentLine[],
  counts: readonly number[],
  given: { readonly before?: readonly TransferReceived[]; readonly complete?: boolean } = {},
): TransferReceived | null {
  const decided = decideReceipt(
    { transfer: T1, from: R01, lines, taken: taken(given.before ?? []) },
    {
      lines: counts.slice(0, lines.length).map((came, at) => ({ line: at + 1, qty: qty(came) })),
      complete: given.complete ?? true,
      note: '',
    },
    { receipt: 'r1' as TransferReceiptId, actor: anActor(), approvals: [] },
  );
  return decided.ok ? decided.value : null;
}
const some = <T>(value: T | null): T => {
  if (value === null) throw new Error('nothing was counted');
  return value;
};
const made = (decided: ReturnType<typeof decideRecall>): TransferTakenBack => {
  if (!decided.ok) throw new Error(decided.error.code);
  return decided.value;
};
const codeOf = (decided: ReturnType<typeof decideRecall>) => (decided.ok ? 'ok' : decided.error.code);
const stands = (
  lines: readonly SentLine[],
  receipts: readonly TransferReceived[],
  backs: readonly TransferTakenBack[],
) =>
  transferState(
    lines,
    receipts,
    backs.flatMap((taking) => taking.lines),
  );

describe('a recall', () => {
  const goods = [line(1, 3000, 30_000_000), line(2, 1000, 7)];

  test('brings all that is on its way back to the shelf, at what it was sent with', () => {
    const recall = made(decideRecall(away(goods), ' never left ', context()));
    expect(recall).toMatchObject({
      to: 'R02',
      note: 'never left',
      lines: [
        { line: 1, of: 1, place: 'SALEABLE', back: 3000 },
        { line: 2, of: 2, back: 1000 },
      ],
      moves: [
        {
          line: 1,
          kind: 'transfer-back',
          from: 'CLEARING_OUT',
          to: 'SALEABLE',
          qty: 3000,
          value: 30_000_000,
        },
        { line: 2, qty: 1000, value: 7 },
      ],
    });
    expect(stands(goods, [], [recall])).toMatchObject({
      status: 'recalled',
      differs: false,
      lines: [{ returned: 3000, inTransit: 0, twice: 0 }, {}],
    });
    expect(codeOf(decideRecall(away(goods, [], [recall]), '', context()))).toBe('TRANSFER_DONE');
  });

  test('of what came in part brings the rest, with the rest of the value', () => {
    const third = [line(1, 3000, 10)];
    const part = some(received(third, [1000], { complete: false }));
    const recall = made(decideRecall(away(third, [part]), '', context()));
    expect([part.moves[0]?.value, recall.moves[0]?.value]).toEqual([3, 7]);
    expect(stands(third, [part], [recall])).toMatchObject({ status: 'closed', differs: false });
  });

  test('is refused where all was counted in, and without the right', () => {
    const all = some(received(goods, [3000, 1000]));
    expect(codeOf(decideRecall(away(goods, [all]), '', context()))).toBe('TRANSFER_DONE');
    const short = some(received(goods, [3000, 0]));
    expect(codeOf(decideRecall(away(goods, [short]), '', context()))).toBe('TRANSFER_COUNTED');
    const actor = anActor({ 'stock.transfer': { state: 'denied' } });
    expect(codeOf(decideRecall(away(goods), '', context({ actor })))).toBe('RIGHT_MISSING');
  });

  test('while the other store counts it in: the receipt wins, and what is on the shelf twice is given back', () => {
    const recall = made(decideRecall(away(goods), '', context()));
    const part = some(received(goods, [2000, 1000], { complete: false }));
    // Either order says the same; the recall counts for what was not counted in.
    expect(stands(goods, [part], [recall])).toMatchObject({
      status: 'received',
      differs: true,
      lines: [
        { received: 2000, returned: 3000, inTransit: 0, twice: 2000 },
        { received: 1000, returned: 1000, inTransit: 0, twice: 1000 },
      ],
    });
    const known = away(goods, [part], [recall]);
    const all: SettledLine[] = [
      { line: 1, outcome: 'received', qty: qty(2000) },
      { line: 2, outcome: 'received', qty: qty(1000) },
    ];
    const given = made(decideSettlement(known, { lines: all, note: '' }, context()));
    expect(given.moves).toMatchObject([
      { kind: 'reversal', from: 'SALEABLE', to: 'CLEARING_OUT', qty: 2000, value: 20_000_000 },
      { kind: 'reversal', from: 'SALEABLE', qty: 1000, value: 7 },
    ]);
    expect(stands(goods, [part], [recall, given])).toMatchObject({
      status: 'closed',
      differs: false,
      lines: [{ returned: 1000, twice: 0 }, { returned: 0 }],
    });
  });
});

describe('a settlement', () => {
  const goods = [line(1, 4000, 4_000_001)];
  const short = some(received(goods, [1000]));
  const known = away(goods, [short]);
  const settled = (outcome: SettledLine['outcome'], thousandths: number): SettledLine => ({
    line: 1,
    outcome,
    qty: qty(thousandths),
  });
  const decide = (lines: readonly SettledLine[], note = 'fell off', of = known, more = {}) =>
    decideSettlement(of, { lines, note }, context(more));

  test('brings missing goods back whole or damaged, or writes them off, at what they were sent with', () => {
    const done = made(decide([settled('returned', 1000), settled('damaged', 500), settled('lost', 1500)]));
    expect(done.moves).toMatchObject([
      { line: 1, kind: 'transfer-back', to: 'SALEABLE', qty: 1000 },
      { line: 2, kind: 'transfer-back', to: 'DAMAGED', qty: 500 },
      { line: 3, kind: 'scrap', from: 'CLEARING_OUT', to: 'SCRAP', qty: 1500 },
    ]);
    const value = [...short.moves, ...done.moves].reduce((sum, move) => sum + move.value, 0);
    expect(value).toBe(4_000_001);
    expect(stands(goods, [short], [done])).toMatchObject({
      status: 'closed',
      differs: false,
      lines: [{ received: 1000, returned: 1500, lost: 1500, inTransit: 0 }],
    });
  });

  test('in part leaves the rest open', () => {
    const part = made(decide([settled('lost', 1000)]));
    expect(stands(goods, [short], [part])).toMatchObject({
      status: 'received',
      differs: true,
      lines: [{ inTransit: 2000 }],
    });
    expect(codeOf(decide([settled('returned', 2001)], '', away(goods, [short], [part])))).toBe(
      'TRANSFER_EXCEEDED',
    );
  });

  test('as lost is undone when the goods turn up at the other store', () => {
    const lost = made(decide([settled('returned', 1000), settled('lost', 2000)]));
    const late = some(received(goods, [2000], { before: [short] }));
    expect(stands(goods, [short, late], [lost])).toMatchObject({
      differs: true,
      lines: [{ received: 3000, twice: 2000 }],
    });
    const after = away(goods, [short, late], [lost]);
    expect(codeOf(decide([settled('received', 2001)], '', after))).toBe('TRANSFER_EXCEEDED');
    const undone = made(decide([settled('received', 2000)], '', after));
    expect(undone.moves).toMatchObject([{ kind: 'reversal', from: 'SCRAP', to: 'CLEARING_OUT', qty: 2000 }]);
    expect(stands(goods, [short, late], [lost, undone])).toMatchObject({ status: 'closed', differs: false });
  });

  test('is refused of nothing, of more than is missing, while more is awaited, of a loss without a reason, without the right', () => {
    expect(codeOf(decide([]))).toBe('TRANSFER_EMPTY');
    expect(codeOf(decide([{ line: 2, outcome: 'lost', qty: qty(1) }]))).toBe('LINE_NOT_FOUND');
    expect(codeOf(decide([settled('lost', 0)]))).toBe('QUANTITY_INVALID');
    expect(codeOf(decide([settled('lost', 2000), settled('returned', 1001)]))).toBe('TRANSFER_EXCEEDED');
    expect(codeOf(decide([settled('received', 1)]))).toBe('TRANSFER_EXCEEDED');
    expect(codeOf(decide([settled('lost', 1000)], ' '))).toBe('REASON_MISSING');
    const part = some(received(goods, [1000], { complete: false }));
    expect(codeOf(decide([settled('returned', 1000)], '', away(goods, [part])))).toBe('TRANSFER_OPEN');
    const denied = anActor({ 'stock.settle': { state: 'denied' } });
    expect(codeOf(decide([settled('returned', 1000)], '', known, { actor: denied }))).toBe('RIGHT_MISSING');
    const actor = anActor({ 'stock.settle': { state: 'approval' } });
    expect(codeOf(decide([settled('returned', 1000)], '', known, { actor }))).toBe('APPROVAL_NEEDED');
    const given = anApproval({ right: 'stock.settle', target: 't1', amount: null });
    expect(
      made(decide([settled('returned', 1000)], '', known, { actor, approvals: [given] })).approvals,
    ).toEqual([given]);
  });
});

/**
 * I12: sent = received + returned + lost + in transit; closed: in transit 0. Two registers of the sender and one of the receiver act, each
 * knowing only what the run says it has heard; then a manager settles whatever stands open.
 */
test('whatever both stores do without hearing of each other, what is settled leaves neither goods nor value on the way', () => {
  const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_999 }), fc.nat(99_999)), {
    minLength: 1,
    maxLength: 3,
  });
  const deed = fc.record({
    what: fc.constantFrom('receive', 'receive-all', 'recall', 'return', 'lose'),
    counts: fc.array(fc.nat(11_000), { minLength: 3, maxLength: 3 }),
    heard: fc.nat(6),
  });
  fc.assert(
    fc.property(lines, fc.array(deed, { maxLength: 6 }), (goods, deeds) => {
      const sent = goods.map(([thousandths, value], at) => line(at + 1, thousandths, value));
      const receipts: TransferReceived[] = [];
      const backs: TransferTakenBack[] = [];
      const open = (known: SentAway, of: 'inTransit' | 'twice', outcome: SettledLine['outcome']) =>
        transferState(
          sent,
          [
            {
              complete: known.complete,
              lines: [...known.received].map(([n, so]) => ({ line: n, qty: so.qty })),
            },
          ],
          [...known.back].flatMap(([n, { places }]) =>
            (['SALEABLE', 'DAMAGED', 'SCRAP'] as const).map((place) => ({
              of: n,
              place,
              back: places[place],
            })),
          ),
        ).lines.flatMap((each) => (each[of] > 0 ? [{ line: each.line, outcome, qty: each[of] }] : []));
      for (const { what, counts, heard } of deeds) {
        if (what === 'receive' || what === 'receive-all') {
          const came = received(sent, counts, { before: receipts, complete: what === 'receive-all' });
          if (came !== null) receipts.push(came);
          continue;
        }
        const known = away(sent, receipts.slice(0, heard), backs.slice(0, heard));
        const decided =
          what === 'recall'
            ? decideRecall(known, '', context())
            : decideSettlement(
                known,
                { lines: open(known, 'inTransit', what === 'lose' ? 'lost' : 'returned'), note: 'why' },
                context(),
              );
        if (decided.ok) backs.push(decided.value);
      }
      // The other store says at last that no more comes, and a manager of the sender who knows everything settles.
      const last = received(sent, [0, 0, 0], { before: receipts });
      if (last !== null) receipts.push(last);
      for (const [of, outcome] of [
        ['twice', 'received'],
        ['inTransit', 'returned'],
      ] as const) {
        const known = away(sent, receipts, backs);
        const asked = open(known, of, outcome);
        if (asked.length > 0)
          backs.push(made(decideSettlement(known, { lines: asked, note: '' }, context())));
      }
      const state = stands(sent, receipts, backs);
      expect(state.differs).toBe(false);
      for (const each of state.lines) {
        const counted = Math.min(each.sent, each.received);
        expect(each).toMatchObject({ inTransit: 0, twice: 0 });
        expect(counted + each.returned + each.lost).toBe(each.sent);
        const known = away(sent, receipts, backs);
        const gone = (of: 'qty' | 'value') =>
          (known.received.get(each.line)?.[of] ?? 0) + (known.back.get(each.line)?.[of] ?? 0);
        expect([gone('qty'), gone('value')]).toEqual([each.sent, sent[each.line - 1]?.value]);
      }
    }),
    { numRuns: 500 },
  );
});
