import type { Database } from 'better-sqlite3';
import { type PriceClock, priceNow } from '#shared/domain/pricing/price-in-force.ts';
import type { ProductHit } from '#shared/services/catalog/product-hit.ts';
import { scheduledPrice } from '#shared/services/pricing/prices-now.ts';
import { prepared } from '../prepared.ts';

/** `+?`: with a bare parameter SQLite plans this anew at every run. */
const OF_PRODUCT = `select s.price, c.from_minute, c.until_minute, c.rev, p.priced_at
  from scheduled_price s join price_schedule c on c.id = s.schedule join product p on p.id = s.product
  where s.product = +? and c.cancelled = 0`;

type Row = Parameters<typeof scheduledPrice>[0] & { readonly priced_at: number | null };

/** Hits at the prices in force: a look by product for each, some microseconds, which nearly always finds nothing. */
export function atPricesNow(
  db: Database,
  hits: readonly ProductHit[],
  clock: () => PriceClock,
): readonly ProductHit[] {
  const statement = prepared(db, OF_PRODUCT);
  let now: PriceClock | null = null;
  return hits.map((hit) => {
    const rows = statement.all(hit.id) as Row[];
    if (rows.length === 0) return hit;
    now ??= clock();
    const scheduled = rows.map(scheduledPrice);
    return {
      ...hit,
      price: priceNow({ price: hit.price, pricedAt: rows[0]?.priced_at ?? null, scheduled }, now).price,
    };
  });
}
