import type { Hq } from '../hq.ts';
import { answer, type HqHandlers, type On } from '../router.ts';

/** Who may sign in at headquarters. */
export function userHandlers(hq: Hq, on: On): HqHandlers<'users'> {
  const { users } = hq.accounts;
  const told = <T>(value: T): T => {
    hq.changes.tell(['users', 'session']);
    return value;
  };
  return {
    list: on.users.list.handler(() => users.list()),
    invite: on.users.invite.handler(async ({ input: { commandId, ...user } }) =>
      told(answer(await users.invite({ id: commandId, ...user }))),
    ),
    change: on.users.change.handler(async ({ input }) =>
      told(answer(await users.change(input.user, { role: input.role, active: input.active }))),
    ),
    resetAccess: on.users.resetAccess.handler(async ({ input }) =>
      told(answer(await users.resetAccess(input.user))),
    ),
  };
}
