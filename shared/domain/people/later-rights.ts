import type { Currency } from '../store/settings.ts';
import type { Role } from './person.ts';
import type { Grants, Right } from './rights.ts';
import { defaultRoles } from './roles.ts';

/**
 * Rights that came after shops had been set up: the roles of those say nothing of them, and what a role does not list is denied. A right
 * that is added to `RIGHTS` from now on stands here too, so that older shops are asked about it.
 */
const LATER_RIGHTS = ['stock.transfer', 'stock.settle'] as const satisfies readonly Right[];

/**
 * What a role that every shop starts with would have today of the rights that came later, where it says nothing of them: nobody has
 * decided yet. Empty for a role the shop made itself, and for what was denied in so many words.
 */
export function undecidedRights(role: Pick<Role, 'id' | 'grants'>, currency: Currency): Grants {
  const today = defaultRoles(currency).find(({ id }) => id === role.id)?.grants ?? {};
  return Object.fromEntries(
    LATER_RIGHTS.flatMap((right) => {
      const grant = today[right];
      return grant === undefined || right in role.grants ? [] : [[right, grant] as const];
    }),
  );
}
