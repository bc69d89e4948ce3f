import type { CategoryId, ChangeId, ProductId, TaxClassId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
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
import { quickAddProduct } from '#shared/services/catalog/quick-add-product.ts';
import { saveCategory } from '#shared/services/catalog/save-category.ts';
import { saveProduct } from '#shared/services/catalog/save-product.ts';
import { saveTaxClass } from '#shared/services/catalog/save-tax-class.ts';
import { setActive } from '#shared/services/catalog/set-active.ts';
import { keepPicture } from '../pictures.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, tell } from '../router.ts';

/** Products, departments, tax classes: finding them and looking after them. */
export function catalogHandlers(register: Register): Handlers<'catalog'> {
  const { host, search, store, catalog } = register;
  const categories = keptWhile(listCategories(host), () => [catalog.position(), host.chain()]);
  return {
    search: on.catalog.search.handler(async ({ input }) => {
      const begun = performance.now();
      const category = input.category as CategoryId | undefined;
      const { rows, more } = await search.search({ ...input, category });
      return { rows: [...rows], more, products: await search.count(), ms: performance.now() - begun };
    }),
    tiles: on.catalog.tiles.handler(async ({ input }) => {
      const category = (input.category ?? undefined) as CategoryId | undefined;
      const { rows, more } = await search.tiles({ ...input, category });
      return { rows: [...rows], more };
    }),
    categories: on.catalog.categories.handler(async () => (await categories()).map(categoryView)),
    taxClasses: on.catalog.taxClasses.handler(() => [...host.chain().taxClasses.values()].map(taxClassView)),
    list: on.catalog.list.handler(async ({ input }) => {
      const { only, ...asked } = input;
      const narrowing = only === undefined ? await narrowedBy(search, asked) : { only: only as ProductId[] };
      const { rows, ...list } = await listProducts(host, register.priceOrder)({ ...asked, ...narrowing });
      return { rows: rows.map(productView), ...list };
    }),
    get: on.catalog.get.handler(async ({ input }) =>
      productView(answer(await productById(host)(input.product))),
    ),
    ...changes(register),
    ...manyChanges(register),
    savePicture: on.catalog.savePicture.handler(async ({ input }) => ({
      picture: answer(await keepPicture(store.folder.pictures, input.data)),
    })),
  };
}

/** Counting a whole catalogue takes a tenth of a second and screens ask again after every sale: an answer is kept while what it rests on stands. */
function keptWhile<T>(ask: () => Promise<T>, restsOn: () => readonly unknown[]): () => Promise<T> {
  let kept: { readonly on: readonly unknown[]; readonly answer: Promise<T> } | null = null;
  return () => {
    const on = restsOn();
    if (kept?.on.every((each, index) => each === on[index])) return kept.answer;
    const answer = ask();
    kept = { on, answer };
    answer.catch(() => {
      kept = null;
    });
    return answer;
  };
}

const changes = ({ host }: Register) => ({
  save: on.catalog.save.handler(async (call) => {
    const { product, value } = call.input;
    const input = { product: product as ProductId | null, value: typedProduct(value) };
    return productView(await tell(call, (by) => saveProduct(host)(by, input)));
  }),
  setActive: on.catalog.setActive.handler(async (call) => {
    const { product, active } = call.input;
    return productView(
      await tell(call, (by) => setActive(host)(by, { product: product as ProductId, active })),
    );
  }),
  quickAdd: on.catalog.quickAdd.handler(async (call) => {
    const { barcode, name, price, category, taxClass } = call.input;
    const input = {
      barcode,
      name,
      price: minor(price),
      category: category as CategoryId | null,
      taxClass: taxClass as TaxClassId,
    };
    return productView(await tell(call, (by) => quickAddProduct(host)(by, input)));
  }),
  saveCategory: on.catalog.saveCategory.handler(async (call) => {
    const { category, value } = call.input;
    const input = {
      category: category as CategoryId | null,
      value: { ...value, taxClass: value.taxClass as TaxClassId },
    };
    const saved = await tell(call, (by) => saveCategory(host)(by, input));
    const counted = (await listCategories(host)()).find((each) => each.id === saved.id);
    return { ...categoryView(saved), products: counted?.products ?? 0 };
  }),
  saveTaxClass: on.catalog.saveTaxClass.handler(async (call) => {
    const { taxClass, value } = call.input;
    const rates = typedRates(value.rates);
    const input = { taxClass: taxClass as TaxClassId | null, value: { ...value, rates } };
    const saved = await tell(call, (by) => saveTaxClass(host)(by, input));
    return taxClassView(saved);
  }),
});

/** One thing done to many products. */
const manyChanges = ({ productChanges, people, search }: Register) => {
  const view = (change: ProductChangeView) => ({ ...change, by: people.nameOf(change.by) });
  const newest = async () => {
    const change = await productChanges.newest();
    return change === null ? null : view(change);
  };
  return {
    tryChange: on.catalog.tryChange.handler(async ({ input, signal }) => {
      const many = await askedChange(search, input);
      const trial = await productChanges.tryOut(many, () => signal?.aborted === true);
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
      return view(await tell(call, (by) => productChanges.start(by, many)));
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
