import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import type { Host } from '../journal/host.ts';
import { readSale } from '../sales/facts.ts';
import { type OpenDrawer, readDrawer } from '../shifts/drawer.ts';

/** Whether goods brought back into this drawer's shift come after the sale's last day for returns. */
export const isLate = (sale: Pick<SaleCompleted, 'returnUntil'>, drawer: OpenDrawer | null): boolean =>
  drawer !== null && drawer.businessDate > sale.returnUntil;

/** The same of a sale by its id; false for one nobody here knows. */
export const isLateReturn =
  (host: Pick<Host, 'read' | 'self' | 'codec'>) =>
  async (sale: string): Promise<boolean> => {
    const found = await readSale(host, sale);
    return found !== null && isLate(found.body, await readDrawer(host.read, host.self));
  };
