import type { PriceOrder } from '#shared/services/catalog/price-page.ts';
import type { HqPool } from '../store/pool.ts';

interface PriceOrderPorts {
  readonly pool: HqPool;
  /** The order is there now. */
  readonly made: () => void;
  readonly report: (error: unknown) => void;
}

/** So many products are put where they belong now while somebody waits for the list. */
const AT_ONCE = 5_000;

/** A table of which nearly nothing has changed is never read through, whatever PostgreSQL believes of it. */
const BY_INDEX = 'set local enable_seqscan = off';
const LOCK = "select pg_advisory_xact_lock(hashtext('price_order'))";
/** Facts of the chain have one author, so whatever is not in the order yet has a higher version than all that is. */
const THROUGH = 'select coalesce(max(rev), -1) as through from price_order';
const STALE = 'select count(*) as n from (select 1 from product where rev > $1 limit $2) stale';
const COLUMNS = 'id, price, category, active, withdrawn, rev';
const FOLLOW = `insert into price_order (${COLUMNS}) select ${COLUMNS} from product where rev > $1
  on conflict (id) do update set (price, category, active, withdrawn, rev) =
  (excluded.price, excluded.category, excluded.active, excluded.withdrawn, excluded.rev)`;

/**
 * Where a list by price is read at headquarters. Products have no index of their prices: each new price would have all of a product's
 * indexes written again. What a list by price needs lies in a table of its own, which is brought up to date when somebody asks for it:
 * at once where little has changed, otherwise meanwhile (null until it is there).
 */
export function createHqPriceOrder({
  pool,
  made,
  report,
}: PriceOrderPorts): () => Promise<PriceOrder | null> {
  let isFollowing = false;
  const follow = async (): Promise<void> => {
    await pool.transaction(async (sql) => {
      await sql.query(BY_INDEX);
      await sql.query(LOCK);
      await sql.query(FOLLOW, [await through(sql)]);
    });
  };
  const followLater = async (): Promise<void> => {
    isFollowing = true;
    try {
      await follow();
      made();
    } catch (error) {
      report(error);
    }
    isFollowing = false;
  };
  return async () => {
    if (isFollowing) return null;
    const stale = await pool.transaction(async (sql) => {
      await sql.query(BY_INDEX);
      return await countStale(sql);
    });
    if (stale > AT_ONCE) {
      if (!isFollowing) void followLater();
      return null;
    }
    if (stale > 0) await follow();
    return 'price_order';
  };
}

const countStale = async (sql: Pick<HqPool, 'query'>): Promise<number> =>
  (await sql.query<{ n: number }>(STALE, [await through(sql), AT_ONCE + 1])).rows[0]?.n ?? 0;

const through = async (sql: Pick<HqPool, 'query'>): Promise<number> =>
  (await sql.query<{ through: number }>(THROUGH)).rows[0]?.through ?? -1;
