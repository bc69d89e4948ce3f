import type { Database } from 'better-sqlite3';
import { hasOnDemand } from '#node/catalog/catalog-schema.ts';
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
 * Whether a long catalogue can be read in order of its prices now. Where it can't, the order is begun to be made, and told when it is
 * there: keeping it through imports would double what they cost, making it takes a second.
 */
export function createPriceOrder(ports: PriceOrderPorts): () => Promise<boolean> {
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
    if (hasOnDemand(ports.reading, 'catalog')) return true;
    if (!making && !(await ports.isBusy())) void make();
    return false;
  };
}
