import type { Deciding } from '../journal/host.ts';
import { readCarts } from './carts.ts';
import { isHere, readParks } from './parks.ts';

/**
 * The label of a ticket that comes to this register: the lowest that no open or parked ticket here carries, so that
 * "Ticket 1" comes back when it is free. A recalled one keeps its own where it can.
 */
export async function freeLabel(
  { read, self }: Deciding,
  recalled?: { readonly wanted: number; readonly park: string },
): Promise<number> {
  const open = await readCarts(read);
  const parked = (await readParks(read, self.store)).filter(
    (park) => isHere(park, self) && park.park !== recalled?.park,
  );
  const taken = new Set([...open, ...parked].map((ticket) => ticket.label));
  if (recalled && !taken.has(recalled.wanted)) return recalled.wanted;
  let label = 1;
  while (taken.has(label)) label += 1;
  return label;
}
