import { v7 as uuidv7 } from 'uuid';
import type { SaleId, TicketId } from '#shared/domain/ids.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import { formatTicketNumber } from '#shared/domain/ticket-number.ts';
import { saleCompleted } from '#shared/journal/entries/sale-completed.ts';
import { fact } from '#shared/services/journal/host.ts';
import { done, OWNER, productId, type TestRegister } from '#tests/support/register.ts';
import { basket } from './template.ts';

/**
 * Adds finished sales to a store until it holds `count`, as copies of one real sale with other products, ids and numbers. Only for
 * stores that a bench throws away: durability is turned down while it runs.
 */
export async function addSales(register: TestRegister, count: number, products: number): Promise<void> {
  const { store } = register;
  const model = await modelSale(register, products);
  const { shift } = model;
  store.writer.db().pragma('synchronous = off');
  const { store: code, register: number } = store.self();
  for (let counter = model.body.counter + 1; counter <= count; counter++) {
    const id = uuidv7();
    const items = basket(counter, products);
    const body: SaleCompleted = {
      ...model.body,
      sale: id as SaleId,
      counter,
      number: formatTicketNumber({ kind: 'sale', store: code, register: number, epoch: 1, counter }),
      ticket: { ...model.body.ticket, id: id as TicketId },
      lines: model.body.lines.map((line, at) => ({
        ...line,
        product: (items[at] ?? productId(1)) as typeof line.product,
      })),
      moves: model.body.moves.map((move, at) => ({
        ...move,
        item: (items[at] ?? productId(1)) as typeof move.item,
      })),
    };
    const command = { id, actor: OWNER.person, name: 'bench', input: null };
    done(
      await store.commit(command, async () => ({
        ok: true,
        value: { entry: fact(saleCompleted, body, shift), answer: null },
      })),
    );
  }
  store.writer.db().pragma('synchronous = full');
  // What a register sold lies on its disk: it is not written there while something else is timed.
  store.writer.db().pragma('wal_checkpoint(truncate)');
}

async function modelSale(
  register: TestRegister,
  products: number,
): Promise<{ body: SaleCompleted; shift: Parameters<typeof fact>[2] }> {
  const { sale } = await register.pay(await register.ring(basket(1, products)));
  const row = register.store.reading.prepare('select header, body from journal where id = ?').get(sale) as {
    header: Buffer;
    body: Buffer;
  };
  return { body: JSON.parse(row.body.toString('utf8')), shift: JSON.parse(row.header.toString('utf8'))[9] };
}
