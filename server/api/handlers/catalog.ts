import type { ProductAction as Acted, ProductChoice as Asked } from '#shared/contract/catalog.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { ProductAction } from '#shared/domain/catalog/product-action.ts';
import type { CategoryId, ChangeId, ProductId, TaxClassId } from '#shared/domain/ids.ts';
import { minor, qty, rate } from '#shared/domain/numbers.ts';
import type { ManyProducts } from '#shared/services/catalog/change-products.ts';
import type { ProductChangeView } from '#shared/services/catalog/change-rows.ts';
import type { ProductChoice } from '#shared/services/catalog/chosen-products.ts';
import { listCategories } from '#shared/services/catalog/list-categories.ts';
import { listProducts } from '#shared/services/catalog/list-products.ts';
import { productById } from '#shared/services/catalog/product-by-id.ts';
import type { ProductNarrowing } from '#shared/services/catalog/product-narrowing.ts';
import { saveCategory } from '#shared/services/catalog/save-category.ts';
import { saveProduct } from '#shared/services/catalog/save-product.ts';
import { saveTaxClass } from '#shared/services/catalog/save-tax-class.ts';
import { setActive } from '#shared/services/catalog/set-active.ts';
import { checkNewPicture, keepProductPicture } from '../chain/product-pictures.ts';
import type { Hq } from '../hq.ts';
import { answer, type HqHandlers, type On, tell } from '../router.ts';

/** Products, departments, tax classes of the chain: the services a register runs, authored here. */
export function catalogHandlers(hq: Hq, on: On): HqHandlers<'catalog'> {
  const { host, search } = hq;
  return {
    search: on.catalog.search.handler(async ({ input }) => {
      const begun = performance.now();
      const category = input.category as CategoryId | undefined;
      const { rows, more } = await search.search({ ...input, category });
      return { rows: [...rows], more, products: await search.count(), ms: performance.now() - begun };
    }),
    categories: on.catalog.categories.handler(async () =>
      (await listCategories(host)()).map((category) => ({ ...category, names: { ...category.names } })),
    ),
    taxClasses: on.catalog.taxClasses.handler(() => [...host.chain().taxClasses.values()].map(taxClassView)),
    list: on.catalog.list.handler(async ({ input }) => {
      const { only, ...asked } = input;
      const narrowing = only === undefined ? await narrowingOf(hq, asked) : { only: only as ProductId[] };
      const { rows, ...list } = await listProducts(host)({ ...asked, ...narrowing });
      return { rows: rows.map(facts), ...list };
    }),
    get: on.catalog.get.handler(async ({ input }) => facts(answer(await productById(host)(input.product)))),
    ...changes(hq, on),
    ...manyChanges(hq, on),
  };
}

const changes = ({ host, changes: news }: Hq, on: On) => ({
  save: on.catalog.save.handler(async (call) => {
    const { product, value } = call.input;
    answer(await checkNewPicture(host, { product, picture: value.picture }));
    const input = { product: product as ProductId | null, value: productOf(value) };
    const saved = await tell(call, (by) => saveProduct(host)(by, input));
    news.tell(['catalog']);
    return facts(saved);
  }),
  setActive: on.catalog.setActive.handler(async (call) => {
    const { product, active } = call.input;
    const saved = await tell(call, (by) => setActive(host)(by, { product: product as ProductId, active }));
    news.tell(['catalog']);
    return facts(saved);
  }),
  saveCategory: on.catalog.saveCategory.handler(async (call) => {
    const { category, value } = call.input;
    const input = {
      category: category as CategoryId | null,
      value: { ...value, taxClass: value.taxClass as TaxClassId },
    };
    const saved = await tell(call, (by) => saveCategory(host)(by, input));
    news.tell(['catalog']);
    const counted = (await listCategories(host)()).find((each) => each.id === saved.id);
    return { ...saved, names: { ...saved.names }, products: counted?.products ?? 0 };
  }),
  saveTaxClass: on.catalog.saveTaxClass.handler(async (call) => {
    const { taxClass, value } = call.input;
    const rates = value.rates.map((each) => ({ name: each.name, rate: rate(each.rate) }));
    const input = { taxClass: taxClass as TaxClassId | null, value: { ...value, rates } };
    const saved = await tell(call, (by) => saveTaxClass(host)(by, input));
    news.tell(['catalog', 'settings']);
    return taxClassView(saved);
  }),
  keepPicture: on.catalog.keepPicture.handler(async (call) => ({
    picture: await tell(call, (by) => keepProductPicture(host, by, call.input.data)),
  })),
});

/** One thing done to many products. */
const manyChanges = (hq: Hq, on: On) => {
  const { productChanges, accounts } = hq;
  const view = async (change: ProductChangeView) => {
    const by = (await accounts.users.list()).find(({ id }) => id === change.by);
    return { ...change, by: by?.account ?? '' };
  };
  const newest = async () => {
    const change = await productChanges.newest();
    return change === null ? null : await view(change);
  };
  return {
    tryChange: on.catalog.tryChange.handler(async ({ input, signal }) => {
      const trial = await productChanges.tryOut(await manyOf(hq, input), () => signal?.aborted === true);
      return {
        ...trial,
        examples: trial.examples.map(({ before, after }) => ({ before: facts(before), after: facts(after) })),
      };
    }),
    changeMany: on.catalog.changeMany.handler(async (call) => {
      const many = await manyOf(hq, call.input);
      return await view(await tell(call, (by) => productChanges.start(by, many)));
    }),
    undoChange: on.catalog.undoChange.handler(async (call) =>
      view(await tell(call, (by) => productChanges.undo(by, call.input.change as ChangeId))),
    ),
    stopChange: on.catalog.stopChange.handler(async () => {
      await productChanges.stop();
      return await newest();
    }),
    newestChange: on.catalog.newestChange.handler(newest),
  };
};

const manyOf = async (
  hq: Hq,
  { choice, action }: { readonly choice: Asked; readonly action: Acted },
): Promise<ManyProducts> => ({ choice: await choiceOf(hq, choice), action: action as ProductAction });

/** Which products somebody chose, as the services read it. */
export async function choiceOf(hq: Hq, choice: Asked): Promise<ProductChoice> {
  if (choice.of === 'these') return { of: 'these', products: choice.products as ProductId[] };
  const filter = await narrowingOf(hq, choice.filter);
  return { of: 'filter', filter, except: choice.except as ProductId[] };
}

/** A list narrowed by words is of what the search finds, and of what is switched off and reads so. */
async function narrowingOf(hq: Hq, { text, category, state, stock }: Narrowed): Promise<ProductNarrowing> {
  const said = text?.trim();
  if (!said) return { category, state, stock };
  return { category, state, stock, only: await foundBy(hq, said, category), offText: said };
}

type Narrowed = Extract<Asked, { of: 'filter' }>['filter'];

/** A list narrowed by words shows the best hundred the search finds. */
async function foundBy({ search }: Hq, text: string, category?: string): Promise<ProductId[]> {
  const { rows } = await search.search({ text, category: category as CategoryId | undefined, limit: 100 });
  return rows.map((row) => row.id);
}

type Typed = Omit<Product, 'id' | 'price' | 'taxClass' | 'category' | 'minStock'> & {
  readonly price: number;
  readonly taxClass: string;
  readonly category: string | null;
  readonly minStock: number | null;
};

const productOf = (value: Typed): Omit<Product, 'id'> => ({
  ...value,
  price: minor(value.price),
  taxClass: value.taxClass as TaxClassId,
  category: value.category as CategoryId | null,
  minStock: value.minStock === null ? null : qty(value.minStock),
});

const facts = <P extends Product>(product: P) => ({
  ...product,
  names: { ...product.names },
  barcodes: [...product.barcodes],
});

const taxClassView = <T extends { readonly rates: readonly object[] }>(taxClass: T) => ({
  ...taxClass,
  rates: taxClass.rates.map((each) => ({ ...each })) as T['rates'][number][],
});
