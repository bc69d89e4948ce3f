import { describe, expect, test } from 'vitest';
import { anActor, anApproval, someone } from '../testing/builders.ts';
import { authorize, mayApprove, rightState } from './authorize.ts';
import type { Grant } from './rights.ts';

const asked = { target: 't1/2', amount: 200_000 };
const clerk = (grant: Grant) => anActor({ 'sale.discount': grant });
const approval = anApproval({ right: 'sale.discount', ...asked });

describe('three states and a limit (pos-features.md 2.6.1)', () => {
  test.each([
    ['allowed without limit', { state: 'allowed' }, { ok: true, value: null }],
    ['allowed up to the amount', { state: 'allowed', limit: 200_000 }, { ok: true, value: null }],
    [
      'past the limit',
      { state: 'allowed', limit: 199_999 },
      { ok: false, error: { code: 'APPROVAL_NEEDED', data: { right: 'sale.discount', ...asked } } },
    ],
    [
      'needs approval',
      { state: 'approval' },
      { ok: false, error: { code: 'APPROVAL_NEEDED', data: { right: 'sale.discount', ...asked } } },
    ],
    [
      'denied',
      { state: 'denied' },
      { ok: false, error: { code: 'RIGHT_MISSING', data: { right: 'sale.discount' } } },
    ],
  ] as const)('%s', (_, grant, expected) => {
    expect(authorize(clerk(grant), 'sale.discount', asked, [])).toEqual(expected);
  });

  test('a right that is not listed is denied', () => {
    const nobody = { person: someone('mei'), grants: {} };
    expect(authorize(nobody, 'sale.sell', asked, [approval])).toMatchObject({
      error: { code: 'RIGHT_MISSING' },
    });
    expect(rightState(nobody, 'sale.sell')).toBe('denied');
  });

  test('denied stays denied with an approval in hand', () => {
    expect(authorize(clerk({ state: 'denied' }), 'sale.discount', asked, [approval]).ok).toBe(false);
  });

  test('beyond the limit whatever the amount', () => {
    const late = { ...asked, amount: 1, beyondLimit: true };
    expect(authorize(clerk({ state: 'allowed', limit: 5 }), 'sale.discount', late, []).ok).toBe(false);
    expect(authorize(clerk({ state: 'allowed' }), 'sale.discount', late, []).ok).toBe(true);
  });
});

describe('an approval is one person, one action, one target, one amount (pos-features.md 2.6.3)', () => {
  test('the very one asked for is used and answered', () => {
    expect(authorize(clerk({ state: 'approval' }), 'sale.discount', asked, [approval])).toEqual({
      ok: true,
      value: approval,
    });
  });

  test.each([
    ['another line: 7.28, pos-addons#1028', { target: 't1/3' }],
    ['another amount', { amount: 200_001 }],
    ['no amount', { amount: null }],
    ['another action', { right: 'sale.price' as const }],
    ['asked by somebody else', { requester: someone('li') }],
    ['approved by oneself', { approver: someone('mei') }],
  ])('not %s', (_, other) => {
    expect(
      authorize(clerk({ state: 'approval' }), 'sale.discount', asked, [{ ...approval, ...other }]),
    ).toMatchObject({ error: { code: 'APPROVAL_NEEDED' } });
  });

  test('who approves must be allowed it themselves, within their own limit', () => {
    expect(mayApprove(clerk({ state: 'allowed', limit: 300_000 }), 'sale.discount', asked)).toBe(true);
    expect(mayApprove(clerk({ state: 'allowed', limit: 100_000 }), 'sale.discount', asked)).toBe(false);
    expect(mayApprove(clerk({ state: 'approval' }), 'sale.discount', asked)).toBe(false);
  });
});
