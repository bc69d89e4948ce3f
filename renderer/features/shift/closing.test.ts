import { describe, expect, test } from 'vitest';
import { denominationFields } from '../cash/count-sheet.ts';
import { closing, declaredFields, undeclared } from './closing.ts';

const tenders = [
  { tender: 'cash', name: 'Cash', kind: 'cash', declared: true },
  { tender: 'card', name: 'Card', kind: 'card', declared: true },
  { tender: 'voucher', name: 'Voucher', kind: 'voucher', declared: false },
];
const cash = denominationFields([10_000, 100], String);
const others = declaredFields(tenders, 2);

describe('what a close needs', () => {
  test('only ways of paying that must be declared have a line, cash is counted', () => {
    expect(others.map(({ label }) => label)).toEqual(['Card']);
  });

  test('cash first, then each way of paying; a typed zero is enough', () => {
    expect(undeclared(cash, others, {})).toBe('');
    expect(undeclared(cash, others, { 'cash.100': '0' })).toBe('Card');
    expect(undeclared(cash, others, { 'cash.100': '0', 'tender.card': '0' })).toBeNull();
  });

  test('tickets are kept unless it was chosen to void them', () => {
    const typed = { 'cash.10000': '3', 'tender.card': '12.5', note: ' till 2 ' };
    expect(closing({ cash, others, typed })).toEqual({
      counted: [{ value: 10_000, count: 3 }],
      declared: [{ tender: 'card', amount: 1250 }],
      tickets: 'keep',
      note: 'till 2',
    });
    expect(closing({ cash, others, typed: { ...typed, tickets: 'void' } }).tickets).toBe('void');
  });
});
