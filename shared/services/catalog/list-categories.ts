import type { Category } from '#shared/domain/catalog/product.ts';
import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';

export interface CategoryView extends Category {
  /** Products offered under it. */
  readonly products: number;
}

/** Every category in its order, with how many products are offered under it. */
export const listCategories = (host: Pick<Host, 'read' | 'chain'>) => async (): Promise<CategoryView[]> => {
  const counts = new Map(
    (await host.read.all(counted, {})).map((row) => [row.category, Number(row.products)]),
  );
  return [...host.chain().categories.values()].map((c) => ({ ...c, products: counts.get(c.id) ?? 0 }));
};

const counted = query<Record<string, never>, { category: string | null; products: number }>((db) =>
  db
    .selectFrom('product')
    .select((e) => ['category', e.fn.countAll<number>().as('products')])
    .where('active', '=', 1)
    .where('withdrawn', '=', 0)
    .where('category', 'is not', null)
    .groupBy('category')
    .orderBy('category'),
);
