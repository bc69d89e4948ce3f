import type { CartLine } from '#shared/domain/cart/cart.ts';
import type { By } from '../journal/by.ts';
import type { Deciding, Host } from '../journal/host.ts';
import { readCounterFacts } from './counter-facts.ts';
import { drawerUser } from './drawer-user.ts';
import { readStock } from './stock-facts.ts';

interface At {
  readonly host: Host;
  readonly by: By;
  readonly state: Deciding;
}

/**
 * What the sale of these lines would rest on, read at the scan before it, where nobody waits: an engine that keeps rows has them at
 * hand when the clerk presses pay, and any engine has their pages in memory. Read cold they cost that moment a tenth.
 */
export async function readAhead({ host, by, state }: At, lines: readonly CartLine[]): Promise<void> {
  await readCounterFacts(state.read, state.self, { kind: 'sale', user: drawerUser(host, by) });
  await readStock(state.read, state.self.store, lines);
}
