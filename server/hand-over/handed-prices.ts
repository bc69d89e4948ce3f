import { type PricesScheduled, pricesScheduled } from '#shared/journal/entries/prices-scheduled.ts';
import { type Draft, fact } from '#shared/services/journal/host.ts';
import { listQuery } from '#shared/services/journal/list-query.ts';
import { query, type Reader } from '#shared/services/journal/query.ts';
import { type HandedRow, readHanded, readHandedProducts } from './read-rows.ts';

const scheduledOf = listQuery((db, _param, products) =>
  db
    .selectFrom('scheduled_price')
    .innerJoin('price_schedule', 'price_schedule.id', 'scheduled_price.schedule')
    .select(['scheduled_price.product', 'price_schedule.id', 'price_schedule.name'])
    .select(['price_schedule.from_minute', 'price_schedule.until_minute'])
    .where('scheduled_price.product', 'in', products)
    .where('price_schedule.cancelled', '=', 0),
);
const productsIn = query<{ schedule: string }, { product: string }>((db, param) =>
  db.selectFrom('scheduled_price').select('product').where('schedule', '=', param('schedule')),
);
const named = listQuery((db, _param, ids) =>
  db.selectFrom('product').select(['id', 'name']).where('id', 'in', ids),
);

/**
 * How the chain takes prices a store has set for later. They are taken for the products that came from the store. A product of the
 * chain's own keeps the chain's prices, and where the chain has set one for the same product and any of the same time, the chain's
 * stands: what is left out is shown to a person. What was taken once follows the store's later versions of it.
 */
export async function handedPrices(
  read: Reader,
  { device, said }: { readonly device: string; readonly said: PricesScheduled },
): Promise<{ readonly entry: Draft | null; readonly handed: readonly HandedRow[] }> {
  const { schedule } = said;
  const there = new Set((await read.all(productsIn, { schedule })).map(({ product }) => product));
  const fresh = said.prices.map(({ product }) => product).filter((product) => !there.has(product));
  const left = await leftOut(read, { device, said, products: fresh });
  const prices = said.prices.filter(({ product }) => !left.has(product));
  const products = new Set([...there, ...prices.map(({ product }) => product)]).size;
  const entry = products === 0 ? null : fact(pricesScheduled, { ...said, prices, products });
  const first = [...left][0];
  if (there.size > 0 && first === undefined) return { entry, handed: [] };
  const look = first && {
    what: 'chain-prices',
    name: (await named.all(read, {}, [first[0]]))[0]?.name ?? first[0],
    products: left.size,
    ...(first[1] === '' ? {} : { chain: first[1] }),
    from: said.from,
  };
  const row: HandedRow = {
    device,
    kind: 'schedule',
    theirs: schedule,
    ours: schedule,
    whose: entry === null ? 'chain' : 'store',
    digest: '',
    rule: look ? 'JOINED_PRICES' : null,
    detail: JSON.stringify(look ?? {}),
  };
  return { entry, handed: [row] };
}

/** Products whose price to come is not taken, each with the name of the chain's prices that stand instead. */
async function leftOut(
  read: Reader,
  {
    device,
    said,
    products,
  }: { readonly device: string; readonly said: PricesScheduled; readonly products: readonly string[] },
): Promise<Map<string, string>> {
  if (products.length === 0) return new Map();
  const known = [
    ...(await readHanded(read, device, ['schedule'])),
    ...(await readHandedProducts(read, device, products)),
  ];
  const isOurs = new Set(
    known.filter(({ whose }) => whose === 'store').map(({ kind, theirs }) => `${kind}/${theirs}`),
  );
  const chains = (await scheduledOf.all(read, {}, products)).filter(
    (row) => !isOurs.has(`schedule/${row.id}`) && meets(said, row),
  );
  const stands = new Map(chains.map((row) => [row.product, row.name]));
  return new Map(
    products.flatMap((product): (readonly [string, string])[] => {
      const chain = stands.get(product);
      if (chain !== undefined) return [[product, chain]];
      return isOurs.has(`product/${product}`) ? [] : [[product, '']];
    }),
  );
}

/** Whether two prices hold at any of the same time; minutes are words of one clock here. */
const meets = (
  { from, until }: PricesScheduled,
  chains: { readonly from_minute: string; readonly until_minute: string | null },
): boolean =>
  (until === null || chains.from_minute < until) &&
  (chains.until_minute === null || from < chains.until_minute);
