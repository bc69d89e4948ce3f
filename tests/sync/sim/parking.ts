import { PATIENCE } from '#electron/sync/ask-taking.ts';
import type { Cart } from '#shared/domain/cart/cart.ts';
import type { ProductId, TicketId } from '#shared/domain/ids.ts';
import { qty } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import { aCart, aLine, anActor, someSettings } from '#shared/domain/testing/builders.ts';
import type { By } from '#shared/services/journal/by.ts';
import { NO_FACTS } from '#shared/services/journal/chain-facts.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { derivedId } from '#shared/services/shifts/derived-id.ts';
import { readCarts, saveCart } from '#shared/services/tickets/carts.ts';
import { copyTicket } from '#shared/services/tickets/copy-ticket.ts';
import { parkTicket } from '#shared/services/tickets/park-ticket.ts';
import { isHere, type ParkedRow, readParks } from '#shared/services/tickets/parks.ts';
import { recallTicket, type TakingAnswer } from '#shared/services/tickets/recall-ticket.ts';
import { CLERK, type Item } from './bodies.ts';
import type { Register } from './register.ts';
import type { Taking } from './truth.ts';

const chain = { ...NO_FACTS, settings: someSettings() };

/** Tickets put aside and taken up again, here and at the store's other registers. What can't be done now is left undone. */
export class Parking {
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  /** Rings these up and puts the ticket aside. */
  async park(items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    const register = this.#register;
    const lines = items.map(({ product, price, qty: many }, at) =>
      aLine(at + 1, price, { product: product as ProductId, name: product, qty: qty(many) }),
    );
    const cart = aCart({
      id: register.newId() as TicketId,
      openedAt: register.clock(),
      openedBy: CLERK,
      lines,
    });
    const opened = { id: register.newId(), actor: CLERK, name: 'open', input: {} };
    await register.commits()(opened, async () => ok({ local: [saveCart(cart)], answer: {} }));
    await this.parkAgain(cart);
  }

  async parkAgain({ id, version }: Cart): Promise<void> {
    const by = this.#by('park');
    const printer = { isSetUp: () => false };
    const done = await parkTicket(this.#host(), printer)(by, { ticket: id, version, print: false });
    if (!done.ok) throw new Error(done.error.code);
    this.#register.ports.chance.count('ticket parked');
    this.#register.note(`parks ${by.command.id}`);
  }

  /** The ticket that is open at this counter, if one was taken up. */
  async open(): Promise<Cart | undefined> {
    return (await readCarts(this.#register.store().read))[0];
  }

  /** Asks headquarters for one of the store's parked tickets and takes it up, as far as that may be. */
  async takeUp(dice: number): Promise<void> {
    const register = this.#register;
    const { store } = register.place;
    const waiting = (await readParks(register.store().read, store)).toSorted((a, b) =>
      a.park < b.park ? -1 : 1,
    );
    const wanted = waiting[dice % Math.max(1, waiting.length)];
    if (!wanted || (await this.open())) return;
    const by = this.#by('recall');
    const own = isHere(wanted, register.self());
    const asked = { id: derivedId(by.command.id, wanted.park), park: wanted.park, person: CLERK, own };
    let callOff = () => {};
    let isAnswered = false;
    const decide = (said: TakingAnswer): Promise<void> | undefined => {
      if (isAnswered) return undefined;
      isAnswered = true;
      callOff();
      return this.#take(by, wanted, said);
    };
    callOff = register.after(PATIENCE[own ? 'own' : 'others'], () => decide({ kind: 'away' }));
    register.link?.recall(asked, (said) => decide(said ?? { kind: 'away' }));
  }

  /** With headquarters' word, or without it what was parked here; of another's a copy, when nobody can be asked. */
  async #take(by: By, wanted: ParkedRow, said: TakingAnswer): Promise<void> {
    const host = this.#host();
    const { park } = wanted;
    const how = said.kind === 'yours' ? 'word' : 'here';
    const taken = await this.#noted({ by, wanted, how }, recallTicket(host, async () => said)(by, { park }));
    if (taken.ok || taken.error.code !== 'HQ_AWAY') return;
    const copying = this.#by('copy');
    await this.#noted({ by: copying, wanted, how: 'copy' }, copyTicket(host)(copying, { park }));
  }

  /** It is taken up once its fact is on the disk, though the lights go out right behind that. */
  async #noted<T>(
    { by, wanted, how }: { readonly by: By; readonly wanted: ParkedRow; readonly how: Taking['how'] },
    writing: Promise<T>,
  ): Promise<T> {
    const { place, ports } = this.#register;
    const { park, register: of } = wanted;
    const store = this.#register.store();
    const kept = store.query('select 1 from journal where id = ?');
    const body = store.query('select cart from parked_ticket where store = ? and park = ?').pluck();
    const parked = JSON.parse(String(body.get(place.store, park))) as Cart;
    try {
      return await writing;
    } finally {
      if (kept.get(by.command.id) !== undefined) {
        const { machine } = place;
        const root = parked.taken?.root ?? parked.id;
        ports.truth.takings.push({ park, root, how, machine, life: ports.hq.incarnation() });
        ports.chance.count(`ticket taken up: ${how}`);
        if (how === 'word' && of !== place.register) ports.chance.count("another's ticket taken up");
        this.#register.note(`takes up ${park}: ${how}`);
      }
    }
  }

  #by(name: string): By {
    const command = { id: this.#register.newId(), actor: CLERK, name, input: {} };
    return { command, actor: anActor({}, CLERK), approvals: [] };
  }

  #host(): Pick<Host, 'self' | 'read' | 'commit' | 'chain' | 'now'> {
    const register = this.#register;
    const { read } = register.store();
    return {
      self: register.self(),
      read,
      commit: register.commits(),
      chain: () => chain,
      now: () => register.clock(),
    };
  }
}
