import { expect, test } from 'vitest';
import type { RoleId } from '../ids.ts';
import { someSettings } from '../testing/builders.ts';
import { undecidedRights } from './later-rights.ts';
import { RIGHTS, type Right } from './rights.ts';
import { defaultRoles } from './roles.ts';

const { currency } = someSettings();
const role = (id: string, grants: Parameters<typeof undecidedRights>[0]['grants']) => ({
  id: id as RoleId,
  grants,
});

test('roles of a new shop have decided everything', () => {
  for (const each of defaultRoles(currency)) expect(undecidedRights(each, currency)).toEqual({});
});

test('a role from before a right gets what a new shop gives it, and a denied one stays denied', () => {
  const older = { 'sale.sell': { state: 'allowed' } } as const;
  const transfer = { 'stock.transfer': { state: 'allowed' } };
  expect(undecidedRights(role('manager', older), currency)).toEqual({
    ...transfer,
    'stock.settle': { state: 'allowed' },
  });
  expect(undecidedRights(role('senior', older), currency)).toEqual({
    ...transfer,
    'stock.settle': { state: 'approval' },
  });
  expect(undecidedRights(role('clerk', older), currency)).toEqual({});
  const denied = { ...older, 'stock.settle': { state: 'denied' } } as const;
  expect(undecidedRights(role('manager', denied), currency)).toEqual(transfer);
});

test('of a role the shop made itself nothing is known, and a right that was there from the start is no later one', () => {
  expect(undecidedRights(role('weekend', {}), currency)).toEqual({});
  expect(Object.keys(undecidedRights(role('owner', {}), currency))).toEqual([
    'stock.transfer',
    'stock.settle',
  ]);
});

/** What shops set up with the first release know of. */
const FROM_THE_START: readonly Right[] = [
  'sale.sell',
  'sale.discount',
  'sale.price',
  'sale.remove-line',
  'sale.open-price',
  'ticket.void',
  'ticket.park',
  'return.accept',
  'receipt.reprint',
  'tender.correct',
  'drawer.open',
  'cash.pay-in',
  'cash.pay-out',
  'shift.open',
  'shift.close',
  'shift.see-expected',
  'product.quick-add',
  'cost.see',
  'catalog.edit',
  'catalog.import',
  'people.edit',
  'settings.edit',
  'reports.see',
  'store.maintain',
  'clock.confirm',
  'token.make',
];

test('every right is one from the start or a later one: of any other an older shop would never hear', () => {
  const later = Object.keys(undecidedRights(role('owner', {}), currency));
  expect([...FROM_THE_START, ...later].sort()).toEqual([...RIGHTS].sort());
});
