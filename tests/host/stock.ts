import { id, type RegisterClient } from './open-host.ts';

export const MILK = '6901234567892';
export const TEA = '6901234567908';

/** Two products and an open shift, ready to sell. */
export async function readyToSell(owner: RegisterClient) {
  const [taxClass] = await owner.catalog.taxClasses();
  const add = (name: string, barcode: string, price: number) =>
    owner.catalog.save({
      commandId: id(),
      product: null,
      value: {
        name,
        names: {},
        sku: null,
        barcodes: [barcode],
        unit: 'piece',
        price,
        taxClass: taxClass?.id ?? '',
        category: 'general',
        picture: null,
        active: true,
        minStock: null,
        taxCode: null,
      },
    });
  const milk = await add('Whole milk 1 L', MILK, 1250);
  const tea = await add('Green tea 200 g', TEA, 4990);
  await owner.shifts.open({ commandId: id(), counted: [{ value: 10_000, count: 2 }] });
  return { milk, tea };
}

/** Scans codes onto one ticket. */
export async function scanned(clerk: RegisterClient, ...codes: string[]) {
  let ticket: Awaited<ReturnType<RegisterClient['tickets']['list']>>[number] | null = null;
  for (const code of codes) {
    const outcome: Awaited<ReturnType<RegisterClient['tickets']['scan']>> = await clerk.tickets.scan({
      commandId: id(),
      ticket: ticket?.id ?? null,
      code,
    });
    if (outcome.kind !== 'added') throw new Error(`${code} is ${outcome.kind}`);
    ticket = outcome.ticket;
  }
  if (!ticket) throw new Error('nothing was scanned');
  return ticket;
}

/** A sale of these codes, paid in cash with the exact money. */
export async function sell(clerk: RegisterClient, ...codes: string[]) {
  const ticket = await scanned(clerk, ...codes);
  return await clerk.sales.complete({
    commandId: id(),
    ticket: ticket.id,
    version: ticket.version,
    tenders: [{ tender: 'cash', amount: ticket.total, reference: null }],
  });
}
