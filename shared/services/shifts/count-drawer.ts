import { type DomainError, refuse } from '#shared/domain/error.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { drop, put } from '#shared/journal/change.ts';
import { localCount } from '#shared/journal/tables/local.ts';
import type { By } from '../journal/by.ts';
import type { Deciding, Host } from '../journal/host.ts';
import { readCarts } from '../tickets/carts.ts';
import { readDrawer } from './drawer.ts';
import { readZ } from './z-report.ts';

type Done = Promise<Result<Record<string, never>, DomainError>>;

/** The shift whose drawer is meant: what one screen begins or gives up is never another's, opened meanwhile. */
export interface CountOf {
  readonly shift: string;
}

/**
 * Starts the count: from now on this drawer does not sell, until the shift is closed or the count is given up. Money taken for a
 * ticket that is not finished would be counted but not expected: CART_HAS_TENDERS. Refuses SHIFT_CLOSED, NOT_FOUND (no shift of
 * this register), RIGHT_MISSING, APPROVAL_NEEDED; starting twice is fine.
 */
export const startCount =
  (host: Host) =>
  (by: By, { shift }: CountOf): Done =>
    host.commit(by.command, async (state) => {
      const drawer = await readDrawer(state.read, state.self);
      if (drawer?.shift !== shift) return err(await notOpen(state, shift));
      const used = authorize(by.actor, 'shift.close', { target: shift, amount: null }, by.approvals);
      if (!used.ok) return used;
      const held = (await readCarts(state.read)).find((cart) => cart.tenders.length > 0);
      if (held) return err(refuse('CART_HAS_TENDERS', { ticket: held.id, label: held.label }));
      if (drawer.state === 'counting') return ok({ answer: {} });
      const count = { shift, started_at: state.at, started_by: by.actor.person };
      return ok({ local: [put(localCount, count)], answer: {} });
    });

/** Gives the count up; the drawer sells again. Fine when there is none, or when the shift is closed. Refuses NOT_FOUND. */
export const cancelCount =
  (host: Host) =>
  (by: By, { shift }: CountOf): Done =>
    host.commit(by.command, async (state) => {
      const drawer = await readDrawer(state.read, state.self);
      if (drawer?.shift === shift) return ok({ local: [drop(localCount, { shift })], answer: {} });
      const why = await notOpen(state, shift);
      return why.code === 'SHIFT_CLOSED' ? ok({ answer: {} }) : err(why);
    });

async function notOpen(state: Deciding, shift: string): Promise<DomainError> {
  const stands = await readZ(state, shift);
  const here = stands?.z.register === state.self.register;
  return refuse(here ? 'SHIFT_CLOSED' : 'NOT_FOUND', { shift });
}
