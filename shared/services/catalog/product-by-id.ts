import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type ProductView, readProduct, type ViewHost } from './product-view.ts';

/** One product with its stock in this store. Refuses NOT_FOUND. */
export const productById =
  (host: ViewHost) =>
  async (id: string): Promise<Result<ProductView, DomainError>> => {
    const found = await readProduct(host, host, id);
    return found === null ? err(refuse('NOT_FOUND', { what: 'product', id })) : ok(found);
  };
