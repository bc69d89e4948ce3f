import type { RoleId } from '../ids.ts';
import { RATE_ONE } from '../numbers.ts';
import type { Currency } from '../store/settings.ts';
import type { Role } from './person.ts';
import { type Grant, type Grants, RIGHTS, type Right } from './rights.ts';

export const ROLE_IDS = ['clerk', 'senior', 'manager', 'owner'] as const;
export type DefaultRole = (typeof ROLE_IDS)[number];

/**
 * The roles a shop starts with. Limits of money are measured in the largest note of the currency, so they mean the same
 * in yuan and yen. Names are English; set-up may put its own language in.
 */
export function defaultRoles(currency: Currency): readonly Role[] {
  const note = Math.max(100, ...currency.denominations);
  return [
    role('clerk', 'Clerk', clerk(note)),
    role('senior', 'Senior clerk', { ...clerk(note), ...senior(note) }),
    role('manager', 'Manager', everything),
    role('owner', 'Owner', everything),
  ];
}

const allowed: Grant = { state: 'allowed' };
const approval: Grant = { state: 'approval' };
const upTo = (limit: number): Grant => ({ state: 'allowed', limit });
const percent = (value: number): Grant => upTo((value * RATE_ONE) / 100);

const role = (id: DefaultRole, name: string, grants: Grants): Role => ({ id: id as RoleId, name, grants });

/** Sells alone; what is easily abused is approved on the spot (pos-features.md 2.6.5). */
const clerk = (note: number): Grants => ({
  'sale.sell': allowed,
  'sale.discount': percent(5),
  'sale.price': approval,
  'sale.remove-line': allowed,
  'sale.open-price': upTo(note),
  'ticket.void': approval,
  'ticket.park': allowed,
  'return.accept': approval,
  'receipt.reprint': allowed,
  'tender.correct': approval,
  'drawer.open': approval,
  'cash.pay-in': allowed,
  'cash.pay-out': approval,
  'shift.open': allowed,
  'shift.close': allowed,
  'product.quick-add': approval,
  'clock.confirm': approval,
});

/** Runs the floor: small returns, voids and pay-outs without a manager. */
const senior = (note: number): Grants => ({
  'sale.discount': percent(15),
  'sale.price': allowed,
  'sale.open-price': upTo(5 * note),
  'ticket.void': allowed,
  'return.accept': upTo(2 * note),
  'tender.correct': allowed,
  'drawer.open': allowed,
  'cash.pay-out': upTo(2 * note),
  'product.quick-add': allowed,
  'stock.transfer': allowed,
  'stock.settle': approval,
  'reports.see': approval,
});

const everything = Object.fromEntries(RIGHTS.map((right) => [right, allowed])) as Record<Right, Grant>;
