import { describe, expect, test } from 'vitest';
import { type Asked, offerOf } from './offer.ts';

const cash = { id: 'cash', kind: 'cash', givesChange: true } as const;
const card = { id: 'card', kind: 'card', givesChange: false } as const;
const CNY = {
  cashRounding: { step: 10, mode: 'down' },
  denominations: [10000, 5000, 2000, 1000, 500, 100, 50, 10],
} as const;

const asked = (given: Partial<Asked>): Asked => ({
  ticket: { total: 11035, tenders: [] },
  tender: cash,
  typed: null,
  ways: 1,
  ...CNY,
  ...given,
});
const taken = (kind: 'card' | 'cash', amount: number) => ({
  id: '1',
  tender: kind,
  kind,
  name: kind,
  amount,
  reference: null,
});

describe('what the next tender does to the ticket', () => {
  // The figures of the design's pay screen: 110.35, rounded down to 110.30, 200 given, 89.70 back.
  test('cash is rounded, and change is given', () => {
    expect(offerOf(asked({ typed: 20000 }))).toMatchObject({
      due: 11030,
      rounding: -5,
      amount: 20000,
      change: 8970,
      settles: true,
      tooMuch: false,
    });
  });
  test('nothing typed is the whole rest', () => {
    expect(offerOf(asked({}))).toMatchObject({ amount: 11030, change: 0, settles: true });
    expect(offerOf(asked({ tender: card }))).toMatchObject({ amount: 11035, rounding: 0, settles: true });
  });
  test('a part leaves the rest to pay', () => {
    expect(offerOf(asked({ tender: card, typed: 5000 }))).toMatchObject({ settles: false, amount: 5000 });
    const ticket = { total: 11035, tenders: [taken('card', 5000)] };
    expect(offerOf(asked({ ticket }))).toMatchObject({ rest: 6035, due: 6030, rounding: -5 });
  });
  test('a card is never charged more than is due', () => {
    expect(offerOf(asked({ tender: card, typed: 11036 }))).toMatchObject({ tooMuch: true });
  });
  test('shares of a split sum to the whole: the last one takes what is left', () => {
    const first = offerOf(asked({ tender: card, ways: 3 }));
    expect(first.amount).toBe(3678);
    const ticket = { total: 11035, tenders: [taken('card', 3678), taken('card', 3678)] };
    expect(offerOf(asked({ ticket, tender: card, ways: 1 }))).toMatchObject({ amount: 3679, settles: true });
  });
  test('a ticket that costs nothing only has to be finished', () => {
    expect(offerOf(asked({ ticket: { total: 0, tenders: [] } }))).toMatchObject({ paid: true, due: 0 });
  });
});
