import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor } from '../numbers.ts';
import type { CashRounding } from '../store/settings.ts';
import { aTender } from '../testing/builders.ts';
import { givesChange, settle } from './settle.ts';

const yuan: CashRounding = { step: minor(10), mode: 'down' };
const franc: CashRounding = { step: minor(5), mode: 'half-up' };
const none: CashRounding = { step: minor(1), mode: 'half-up' };
const due = (
  total: number,
  tenders: readonly [Parameters<typeof aTender>[0], number][],
  rounding: CashRounding,
) =>
  settle(
    minor(total),
    tenders.map(([kind, amount]) => aTender(kind, amount)),
    rounding,
  );

describe('cash rounding meets only what is left for cash (domain.md, Numbers)', () => {
  test.each([
    [
      'nothing taken yet: both ways to pay it',
      11035,
      [],
      yuan,
      { remaining: 11035, toPayInCash: 11030, rounding: 0, complete: false },
    ],
    [
      '200 for 110.35 in CNY',
      11035,
      [['cash', 20000]],
      yuan,
      { rounding: -5, change: 8970, complete: true, remaining: 0, toPayInCash: 0 },
    ],
    [
      '1.98 step 0.05 down (odoo#96721)',
      198,
      [['cash', 195]],
      { ...franc, mode: 'down' },
      { rounding: -3, change: 0, complete: true },
    ],
    [
      '1.98 step 0.05 half up (odoo PR 85280)',
      198,
      [['cash', 200]],
      franc,
      { rounding: 2, change: 0, complete: true },
    ],
    ['a card is never rounded', 11035, [['card', 11035]], yuan, { rounding: 0, change: 0, complete: true }],
    [
      'a card a little short does not settle',
      11035,
      [['card', 11030]],
      yuan,
      { rounding: 0, complete: false, remaining: 5, toPayInCash: 0 },
    ],
    [
      'until cash takes the rest, be it nothing',
      11035,
      [
        ['card', 11030],
        ['cash', 0],
      ],
      yuan,
      { rounding: -5, change: 0, complete: true },
    ],
    [
      'split: the cash part alone is rounded',
      11035,
      [
        ['card', 5000],
        ['cash', 6030],
      ],
      yuan,
      { rounding: -5, change: 0, complete: true },
    ],
    [
      'split: cash first, the card may still pay the exact rest',
      1983,
      [['cash', 1000]],
      yuan,
      { remaining: 983, toPayInCash: 980, complete: false, rounding: 0 },
    ],
    [
      'split: and then nothing is rounded',
      1983,
      [
        ['cash', 1000],
        ['card', 983],
      ],
      yuan,
      { rounding: 0, change: 0, complete: true },
    ],
    ['a ticket of nothing needs no money', 0, [], yuan, { complete: true, change: 0, rounding: 0 }],
    ['400 of 500 (erpnext#23125)', 40000, [['cash', 50000]], none, { change: 10000, complete: true }],
  ] as const)('%s', (_, total, tenders, rounding, expected) => {
    expect(
      due(
        total,
        tenders.map(([kind, amount]) => [kind, amount]),
        rounding,
      ),
    ).toMatchObject(expected);
  });
});

test('a voucher that gives change may pass the total; it is not cash and is not rounded', () => {
  const voucher = aTender('voucher', 5000, { givesChange: true });
  expect(settle(minor(1983), [voucher], yuan)).toMatchObject({ complete: true, rounding: 0, change: 3017 });
});

test('I25: complete means paid; change ≥ 0, only from what gives change, never more than it', () => {
  const tender = fc.tuple(
    fc.constantFrom('cash' as const, 'card' as const, 'voucher' as const),
    fc.integer({ min: 1, max: 30_000 }),
  );
  fc.assert(
    fc.property(
      fc.nat(50_000),
      fc.array(tender, { maxLength: 5 }),
      fc.constantFrom(yuan, franc, none),
      (total, offered, rounding) => {
        // As the cart takes them: what gives no change never passes what is left.
        const taken: ReturnType<typeof aTender>[] = [];
        for (const [kind, amount] of offered) {
          const { complete, remaining } = settle(minor(total), taken, rounding);
          if (complete) break;
          taken.push(aTender(kind, kind === 'cash' ? amount : Math.min(amount, remaining)));
        }
        const settled = settle(minor(total), taken, rounding);
        const handed = taken.reduce((sum, each) => sum + each.amount, 0);
        const changeable = taken.filter(givesChange).reduce((sum, each) => sum + each.amount, 0);
        expect(settled.change >= 0 && settled.change <= changeable).toBe(true);
        expect(settled.paid).toBe(handed);
        if (settled.complete) expect(handed - settled.change).toBe(total + settled.rounding);
        else expect(settled.change + settled.rounding).toBe(0);
        expect(Math.abs(settled.rounding)).toBeLessThan(rounding.step);
        if (rounding.mode === 'down') expect(settled.rounding <= 0).toBe(true);
        if (!taken.some((each) => each.kind === 'cash')) expect(settled.rounding).toBe(0);
      },
    ),
    { numRuns: 10_000 },
  );
});
