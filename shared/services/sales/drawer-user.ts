import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { settingsOf } from '../tickets/cart-context.ts';
import type { DrawerUser } from './counter-facts.ts';

/** Whoever moves money, and whether this store's drawers are shared. */
export const drawerUser = (host: Host, by: By): DrawerUser => ({
  person: by.actor.person,
  sharedShift: settingsOf(host).sharedShift,
});
