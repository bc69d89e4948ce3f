import { changeCart } from '#shared/domain/cart/change-cart.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { ticketRecalled } from '#shared/journal/entries/ticket.ts';
import type { By } from '../journal/by.ts';
import { type Deciding, type Decision, fact, type Host } from '../journal/host.ts';
import { derivedId } from '../shifts/derived-id.ts';
import { readDrawer } from '../shifts/drawer.ts';
import { cartContext } from './cart-context.ts';
import { cartOf, readCart } from './carts.ts';
import { saved } from './change-ticket.ts';
import { freeLabel } from './label.ts';
import { isHere, isTakenUp, type Park, readPark } from './parks.ts';
import type { TicketView } from './ticket-view.ts';

/** A register's question to headquarters: may I take this park up? Asked again with the same id, it is the same question. */
export interface TakingAsked {
  readonly id: string;
  readonly park: string;
  readonly person: string;
  /** Parked here, or given to this register before: nobody waits long for an answer, since it can be taken up without one. */
  readonly own: boolean;
}

/** `away`: there was no answer. `alone`: there is no headquarters, so nobody to share a ticket with. */
export type TakingAnswer =
  | { readonly kind: 'yours' }
  | { readonly kind: 'taken'; readonly register: string }
  | { readonly kind: 'away' }
  | { readonly kind: 'alone' };

export type AskHeadquarters = (asked: TakingAsked) => Promise<TakingAnswer>;

type Recalled = Result<TicketView, DomainError>;

/** What it asks of the place it runs in. */
type TakesUp = Pick<Host, 'self' | 'read' | 'commit' | 'chain' | 'now'>;

/**
 * Takes a parked ticket up again. Headquarters says who gets it, so that exactly one does; out of reach of it, a register takes up what
 * it parked itself. It keeps its label unless another open ticket has it by now. Refuses NOT_FOUND (unknown, or taken up already),
 * PARK_TAKEN (another register has it), HQ_AWAY (parked by another, and nobody can be asked), RIGHT_MISSING, APPROVAL_NEEDED.
 */
export const recallTicket =
  (host: TakesUp, ask: AskHeadquarters = alone) =>
  async (by: By, input: { readonly park: string }): Promise<Recalled> => {
    const said = await askFor(host, ask, { by, park: input.park });
    if (!said.ok) return said;
    return await host.commit(by.command, (state) => takeUp(input.park, said.value, { host, by, state }));
  };

const alone: AskHeadquarters = async () => ({ kind: 'alone' });

/**
 * Asks only where there is something to ask for and the person may have it: what headquarters gives away is gone for the others. Also for
 * what it gave to this register already: one that was put back to a backup may know no more of that, and give it to the next who asks.
 */
async function askFor(
  host: TakesUp,
  ask: AskHeadquarters,
  { by, park }: { readonly by: By; readonly park: string },
): Promise<Result<TakingAnswer, DomainError>> {
  const known = await readPark(host.read, host.self.store, park);
  if (!known || isTakenUp(known)) return ok({ kind: 'away' });
  const may = changeCart(cartOf(known.cart), { kind: 'recall' }, cartContext(host, by, host.now()));
  if (!may.ok) return may;
  return ok(
    await ask({
      id: derivedId(by.command.id, park),
      park,
      person: by.actor.person,
      own: isHere(known, host.self),
    }),
  );
}

interface Taking {
  readonly host: TakesUp;
  readonly by: By;
  readonly state: Deciding;
}

async function takeUp(
  id: string,
  said: TakingAnswer,
  taking: Taking,
): Promise<Result<Decision<TicketView>, DomainError>> {
  const { host, by, state } = taking;
  const { read, self, at } = state;
  const park = await readPark(read, self.store, id);
  if (!park || isTakenUp(park)) return err(refuse('NOT_FOUND', { park: id }));
  const mine = mayTake(park, said, taking);
  if (!mine.ok) return mine;
  const parked = cartOf(park.cart);
  // It came back to this counter on another way, and is open.
  if ((await readCart(read, parked.id)).ok) return err(refuse('PARK_TAKEN', { register: self.register }));
  const recalled = changeCart(parked, { kind: 'recall' }, cartContext(host, by, at));
  if (!recalled.ok) return recalled;
  const drawer = await readDrawer(read, self);
  const cart = {
    ...recalled.value,
    label: await freeLabel(state, { wanted: parked.label, park: id }),
    taken: { park: id, root: parked.taken?.root ?? parked.id, copyOf: parked.taken?.copyOf ?? null },
  };
  const entry = fact(ticketRecalled, { park: id, by: by.actor.person }, drawer?.shift ?? null);
  return ok({ entry, ...saved(host, cart) });
}

/** Headquarters' answer goes before what is known here: the fact of it may still be on its way. */
function mayTake(park: Park, said: TakingAnswer, { state: { self } }: Taking): Result<null, DomainError> {
  if (said.kind === 'taken') return err(refuse('PARK_TAKEN', { register: said.register || null }));
  if (said.kind === 'yours' || isHere(park, self)) return ok(null);
  if (park.givenTo) return err(refuse('PARK_TAKEN', { register: park.givenTo.register }));
  return err(refuse('HQ_AWAY', { register: park.register }));
}
