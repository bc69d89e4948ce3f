import { expect, test } from 'vitest';
import { currencyDefaults } from '../currencies.ts';
import { someSettings } from '../testing/builders.ts';
import { LIMITED_RIGHTS, RIGHTS } from './rights.ts';
import { defaultRoles, ROLE_IDS } from './roles.ts';

const roles = defaultRoles(someSettings().currency);

test('four roles, each at least as free as the one before', () => {
  const order = ['denied', 'approval', 'allowed'];
  const freedom = roles.map(({ grants }) =>
    RIGHTS.map((right) => order.indexOf(grants[right]?.state ?? 'denied')),
  );
  expect(roles.map(({ id }) => id)).toEqual([...ROLE_IDS]);
  for (const [at, states] of freedom.entries()) {
    const before = freedom[at - 1] ?? states;
    for (const [right, state] of states.entries()) expect(state).toBeGreaterThanOrEqual(before[right] ?? 0);
  }
});

test('limits stand only on rights that have one, in notes of the currency', () => {
  for (const { grants } of roles) {
    for (const [right, grant] of Object.entries(grants)) {
      if (grant.limit !== undefined) expect(LIMITED_RIGHTS).toHaveProperty([right]);
    }
  }
  const yen = currencyDefaults('JPY');
  const senior = (currency: Parameters<typeof defaultRoles>[0]) =>
    defaultRoles(currency).find(({ id }) => id === 'senior')?.grants['return.accept'];
  expect(senior(someSettings().currency)).toEqual({ state: 'allowed', limit: 20_000 });
  expect(yen && senior(yen.currency)).toEqual({ state: 'allowed', limit: 20_000 });
});

test('the owner may do everything, a clerk never sees cost or the expected cash', () => {
  const [clerk, , , owner] = roles;
  for (const right of RIGHTS) expect(owner?.grants[right]).toEqual({ state: 'allowed' });
  expect([clerk?.grants['cost.see'], clerk?.grants['shift.see-expected']]).toEqual([undefined, undefined]);
});
