import type { CategoryId, ChangeId, ProductId, TaxClassId } from '#shared/domain/ids.ts';
import {
  askedChange,
  categoryView,
  narrowedBy,
  productView,
  taxClassView,
  typedProduct,
  typedRates,
} from '#shared/handlers/products.ts';
import type { ProductChangeView } from '#shared/services/catalog/change-rows.ts';
import { listCategories } from '#shared/services/catalog/list-categories.ts';
import { listProducts } from '#shared/services/catalog/list-products.ts';
import { productById } from '#shared/services/catalog/product-by-id.ts';
import { saveCategory } from '#shared/services/catalog/save-category.ts';
import { saveProduct } from '#shared/services/catalog/save-product.ts';
import { saveTaxClass } from '#shared/services/catalog/save-tax-class.ts';
import { setActive } from '#shared/services/catalog/set-active.ts';
import { checkNewPicture, keepProductPicture } from '../chain/product-pictures.ts';
import type { Hq } from '../hq.ts';
import { answer, type HqHandlers, type On, tell } from '../router.ts';

/** Products, departments, tax classes of the chain: the services a register runs, authored here. */
export function catalogHandlers(hq: Hq, on: On): HqHandlers<'catalog'> {
  const { host, search, priceOrder } = hq;
  return {
    search: on.catalog.search.handler(async ({ input }) => {
      const begun = performance.now();
      const category = input.category as CategoryId | undefined;
      const { rows, more } = await search.search({ ...input, category });
      return { rows: [...rows], more, products: await search.count(), ms: performance.now() - begun };
    }),
    categories: on.catalog.categories.handler(async () => (await listCategories(host)()).map(categoryView)),
    taxClasses: on.catalog.taxClasses.handler(() => [...host.chain().taxClasses.values()].map(taxClassView)),
    list: on.catalog.list.handler(async ({ input }) => {
      const { only, ...asked } = input;
      const narrowing = only === undefined ? await narrowedBy(search, asked) : { only: only as ProductId[] };
      const { rows, ...list } = await listProducts(host, priceOrder)({ ...asked, ...narrowing });
      return { rows: rows.map(productView), ...list };
    }),
    get: on.catalog.get.handler(async ({ input }) =>
      productView(answer(await productById(host)(input.product))),
    ),
    ...changes(hq, on),
    ...manyChanges(hq, on),
  };
}

const changes = ({ host, changes: news }: Hq, on: On) => ({
  save: on.catalog.save.handler(async (call) => {
    const { product, value } = call.input;
    answer(await checkNewPicture(host, { product, picture: value.picture }));
    const input = { product: product as ProductId | null, value: typedProduct(value) };
    const saved = await tell(call, (by) => saveProduct(host)(by, input));
    news.tell(['catalog']);
    return productView(saved);
  }),
  setActive: on.catalog.setActive.handler(async (call) => {
    const { product, active } = call.input;
    const saved = await tell(call, (by) => setActive(host)(by, { product: product as ProductId, active }));
    news.tell(['catalog']);
    return productView(saved);
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
    return { ...categoryView(saved), products: counted?.products ?? 0 };
  }),
  saveTaxClass: on.catalog.saveTaxClass.handler(async (call) => {
    const { taxClass, value } = call.input;
    const rates = typedRates(value.rates);
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
const manyChanges = ({ productChanges, accounts, search }: Hq, on: On) => {
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
      const trial = await productChanges.tryOut(
        await askedChange(search, input),
        () => signal?.aborted === true,
      );
      return {
        ...trial,
        examples: trial.examples.map(({ before, after }) => ({
          before: productView(before),
          after: productView(after),
        })),
      };
    }),
    changeMany: on.catalog.changeMany.handler(async (call) => {
      const many = await askedChange(search, call.input);
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
