import type { Database } from 'better-sqlite3';
import { hasOnDemand } from '#node/catalog/catalog-schema.ts';
import type { PriceOrder } from '#shared/services/catalog/price-page.ts';
import type { Catalog } from './catalog.ts';

interface PriceOrderPorts {
  readonly reading: Database;
  readonly catalog: Pick<Catalog, 'index'>;
  /** Many products are being written: what is made now would be dropped at once. */
  readonly isBusy: () => Promise<boolean>;
  /** The order is there now. */
  readonly made: () => void;
  readonly report: (error: unknown) => void;
}

/**
 * Where a long catalogue is read in order of its prices: in indexes of the products. Where those are not there (null) they are begun to be
 * made, which is told when it is done: keeping them through imports would double what those cost, making them takes a second.
 */
export function createPriceOrder(ports: PriceOrderPorts): () => Promise<PriceOrder | null> {
  let making = false;
  const make = async (): Promise<void> => {
    making = true;
    try {
      await ports.catalog.index();
      ports.made();
    } catch (error) {
      ports.report(error);
    }
    making = false;
  };
  return async () => {
    if (hasOnDemand(ports.reading, 'catalog')) return 'product';
    if (!making && !(await ports.isBusy())) void make();
    return null;
  };
}
