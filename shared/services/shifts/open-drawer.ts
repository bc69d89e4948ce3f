import type { DomainError } from '#shared/domain/error.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { decideNoSale } from '#shared/domain/shift/move-cash.ts';
import { drawerOpened } from '#shared/journal/entries/shift.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { readDrawer } from './drawer.ts';

/** The drawer without a sale: by right, with a reason, journaled before it opens. Refuses REASON_MISSING, RIGHT_MISSING, APPROVAL_NEEDED. */
export const openDrawer =
  (host: Host) =>
  (by: By, input: { readonly reason: string }): Promise<Result<Record<string, never>, DomainError>> =>
    host.commit(by.command, async ({ read, self }) => {
      const drawer = await readDrawer(read, self);
      const shift = drawer?.shift ?? null;
      const { actor, approvals } = by;
      const opened = decideNoSale(input.reason, { shift, drawer: self.register, actor, approvals });
      return opened.ok ? ok({ entry: fact(drawerOpened, opened.value, shift), answer: {} }) : opened;
    });
