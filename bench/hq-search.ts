import { createHqProductSearch } from '#server/api/product-search.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { PRODUCTS } from './catalogue.ts';
import { openChainHq } from './chain-hq.ts';
import { type Figure, quantile, shown, within } from './figure.ts';
import { queries } from './search.ts';

const ROUNDS = 3;

/**
 * Search at headquarters, from the query's text until its rows are there: the queries of `search`, over the whole catalogue
 * (`BENCH_PRODUCTS`: so much of it). 100 ms is what a person still takes for at once (Miller 1968, Card 1991).
 */
export async function measure(): Promise<readonly Figure[]> {
  const chain = await openChainHq(Number(process.env['BENCH_PRODUCTS'] ?? PRODUCTS));
  try {
    const { database, hosts } = chain.hq;
    await database.pool.query('vacuum analyze');
    const search = createHqProductSearch(database.pool, await hosts.of('chain' as StoreId));
    const all: number[] = [];
    const figures: Figure[] = [];
    for (const [kind, texts] of queries()) {
      const times: number[] = [];
      for (const text of Array.from({ length: ROUNDS }, () => texts).flat()) {
        const begun = performance.now();
        await search.search({ text, limit: 20 });
        times.push(performance.now() - begun);
      }
      all.push(...times);
      figures.push(shown('hq-search', `${kind}, p99`, quantile(times, 0.99), 'ms'));
    }
    return [
      within('hq-search', `${chain.products} products, p99`, {
        value: quantile(all, 0.99),
        unit: 'ms',
        most: 100,
      }),
      shown('hq-search', 'p50', quantile(all, 0.5), 'ms'),
      ...figures,
    ];
  } finally {
    await chain.stop();
  }
}
