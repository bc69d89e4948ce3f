import type { Cart } from '#shared/domain/cart/cart.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import { returnAccepted } from '#shared/journal/entries/return-accepted.ts';
import { saleCompleted } from '#shared/journal/entries/sale-completed.ts';
import { shiftClosed, shiftOpened } from '#shared/journal/entries/shift.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { dropCart } from '#shared/services/tickets/carts.ts';
import { BackDoor } from './back-door.ts';
import { anOpening, aReturn, aSale, aZ, CLERK, type Item, PRODUCTS } from './bodies.ts';
import { holds } from './broken.ts';
import { expectPriceNow } from './on-the-way.ts';
import { Parking } from './parking.ts';
import { DAY } from './plan.ts';
import type { Register } from './register.ts';

export type Trade =
  | 'open'
  | 'sell'
  | 'bring-back'
  | 'close'
  | 'send'
  | 'receive'
  | 'recall'
  | 'settle'
  | 'park'
  | 'take-up'
  | 'bad-fact';

/** Who stands at a register and sells. What can't be done now (no shift, no prices yet) is left undone. */
export class Clerk {
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  async do(what: Trade, dice: number): Promise<void> {
    if (what === 'open') await this.#openShift();
    else if (what === 'sell') await this.#sell(dice);
    else if (what === 'bring-back') await this.#bringBack(dice);
    else if (what === 'close') await this.#closeShift();
    else if (what === 'send') await new BackDoor(this.#register).send(dice);
    else if (what === 'receive') await new BackDoor(this.#register).receive(dice);
    else if (what === 'recall') await new BackDoor(this.#register).recall(dice);
    else if (what === 'settle') await new BackDoor(this.#register).settle(dice);
    else if (what === 'park') await new Parking(this.#register).park(await this.#basket(dice));
    else if (what === 'take-up') await new Parking(this.#register).takeUp(dice);
    else this.#writeBad(dice);
  }

  async #openShift(): Promise<void> {
    if (this.#shift() !== null) return;
    const shift = this.#register.newId();
    await this.#register.commit(
      shiftOpened,
      anOpening(shift, this.#register.place.register, this.#date()),
      shift,
    );
  }

  /** A ticket that was taken up is sold before any other, or put aside once more. */
  async #sell(dice: number): Promise<void> {
    const parking = new Parking(this.#register);
    const open = await parking.open();
    if (open && dice % 3 === 0) return await parking.parkAgain(open);
    const shift = this.#shift();
    const items = open ? goodsOf(open) : await this.#basket(dice);
    if (shift === null || items.length === 0) return;
    const till = this.#till('sale');
    const sale = this.#register.newId();
    const paid = aSale(sale, till, { items, handedOver: dice % 7, at: this.#register.clock() });
    const body = open ? { ...paid, ...fromTicket(open) } : paid;
    const local = open ? [dropCart(open.id)] : [];
    const print = (entry: string) => {
      const { machine, device, store } = this.#register.place;
      const { number, total } = body;
      const receipt = { sale, entry, number, total, shift, store, device, machine, items };
      this.#register.ports.truth.receipts.push({ ...receipt, rolledBack: false, lost: false });
      this.#register.note(`prints ${number}`);
    };
    if (this.#register.is('print before commit')) {
      const entry = this.#register.newId();
      print(entry);
      this.#register.boundary('between print and commit');
      await this.#register.commit(saleCompleted, body, shift, { id: entry, local });
      return;
    }
    const entry = await this.#register.commit(saleCompleted, body, shift, { local });
    const seen = this.#register.store().query('select total from sale where sale = ?').pluck().get(sale);
    holds('S13', seen === body.total, () => `${body.number} was committed, and can't be read`);
    this.#register.boundary('before printing');
    print(entry);
  }

  async #basket(dice: number): Promise<Item[]> {
    const count = 1 + (dice % 2);
    const products = Array.from(
      { length: count },
      (_, n) => PRODUCTS[(dice + n * 5) % PRODUCTS.length] ?? '',
    );
    const prices = await this.#pricesNow(products);
    return products
      .map((product) => {
        return { product, price: prices.get(product) ?? 0, qty: 1000 * (1 + ((dice >> 3) % 3)) };
      })
      .filter(({ price }) => price > 0);
  }

  /** What these products cost here and now. */
  async #pricesNow(products: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const register = this.#register;
    const prices = await register.store().pricesAt(register.link?.priceTime() ?? register.clock(), products);
    for (const [product, price] of prices) expectPriceNow(register, product, price);
    return prices;
  }

  async #bringBack(dice: number): Promise<void> {
    const shift = this.#shift();
    const sold = this.#register
      .store()
      .query('select count(*) from sale where store = ?')
      .pluck()
      .get(this.#register.place.store) as number;
    if (shift === null || sold === 0) return;
    const line = this.#register
      .store()
      .query(
        `select s.sale, s.number, l.product, l.price, l.qty from sale s join sale_line l on l.store = s.store and l.sale = s.sale and l.line = 1
         where s.store = ? order by s.sale limit 1 offset ?`,
      )
      .get(this.#register.place.store, dice % sold) as Item & { sale: string; number: string };
    const body = aReturn(this.#register.newId(), this.#till('return'), { original: line, item: line });
    await this.#register.commit(returnAccepted, body, shift);
    this.#register.ports.chance.count('brought back');
  }

  async #closeShift(): Promise<void> {
    const shift = this.#shift();
    if (shift === null) return;
    const row = this.#register
      .store()
      .query(
        'select sales, sales_gross as gross, returns, returns_gross as returned from shift_total where shift = ?',
      )
      .get(shift) as Parameters<typeof aZ>[2]['sums'] | undefined;
    const sums = row ?? { sales: 0, gross: 0, returns: 0, returned: 0 };
    await this.#register.commit(
      shiftClosed,
      aZ(shift, this.#till('z'), { sums, at: this.#register.clock() }),
      shift,
    );
  }

  /** A fact of a program of tomorrow, or one whose body no schema takes: its bytes are sound. */
  #writeBad(dice: number): void {
    const self = this.#register.self();
    const head = this.#register.head();
    const type = dice % 2 === 0 ? 'kitchen.sent' : saleCompleted.type;
    const entry = {
      id: this.#register.newId(),
      origin: self.device,
      epoch: self.epoch,
      seq: head.seq + 1,
      type,
      v: 1,
      at: this.#register.clock(),
      actor: CLERK,
      store: self.store,
      shift: null,
      body: { nothing: dice },
    } as unknown as Entry;
    this.#register.append(entry, head);
  }

  #shift(): string | null {
    const open = this.#register
      .store()
      .query(
        `select shift from shift where store = ? and register = ?
         and not exists (select 1 from shift_close c where c.store = shift.store and c.shift = shift.shift) order by opened_at desc limit 1`,
      )
      .pluck()
      .get(this.#register.place.store, this.#register.place.register);
    return (open as string | undefined) ?? null;
  }

  #till(kind: 'sale' | 'return' | 'z') {
    const { epoch } = this.#register.self();
    const { store, register } = this.#register.place;
    const last = this.#register
      .store()
      .query('select last from series where store = ? and register = ? and epoch = ? and kind = ?')
      .pluck()
      .get(store, register, epoch, kind) as number | undefined;
    const counter = (last ?? 0) + 1;
    const ordinal = epochOrdinal(epoch);
    const letter = ordinal === 1 ? '' : `/${ordinal}`;
    return { register, counter, number: `${store}-${register}${letter}-${counter}`, date: this.#date() };
  }

  #date(): string {
    return new Date(Math.floor(this.#register.clock() / DAY) * DAY).toISOString().slice(0, 10);
  }
}

const goodsOf = ({ lines }: Cart): Item[] =>
  lines.map(({ product, price, qty }) => ({ product: String(product), price, qty }));

const fromTicket = ({ id, openedAt, taken }: Cart): Pick<SaleCompleted, 'ticket' | 'taken'> => ({
  ticket: { id, openedAt },
  taken: taken ? { root: taken.root, copy: taken.copyOf !== null } : null,
});
