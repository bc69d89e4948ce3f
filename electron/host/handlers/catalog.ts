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
import type { ProductView } from '#shared/services/catalog/product-view.ts';
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
    categories: on.catalog.categories.handler(async () =>
      (await categories()).map((category) => ({ ...category, names: { ...category.names } })),
    ),
    taxClasses: on.catalog.taxClasses.handler(() =>
      [...host.chain().taxClasses.values()].map((taxClass) => ({
        ...taxClass,
        rates: taxClass.rates.map((each) => ({ ...each })),
      })),
    ),
    list: on.catalog.list.handler(async ({ input }) => {
      const { only, ...asked } = input;
      const narrowing =
        only === undefined ? await narrowingOf(register, asked) : { only: only as ProductId[] };
      const { rows, ...list } = await listProducts(host, register.isPriceReady)({ ...asked, ...narrowing });
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
    const input = { product: product as ProductId | null, value: productOf(value) };
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
    return { ...saved, names: { ...saved.names }, products: counted?.products ?? 0 };
  }),
  saveTaxClass: on.catalog.saveTaxClass.handler(async (call) => {
    const { taxClass, value } = call.input;
    const rates = value.rates.map((each) => ({ name: each.name, rate: rate(each.rate) }));
    const input = { taxClass: taxClass as TaxClassId | null, value: { ...value, rates } };
    const saved = await tell(call, (by) => saveTaxClass(host)(by, input));
    return { ...saved, rates: saved.rates.map((each) => ({ ...each })) };
  }),
});

/** One thing done to many products. */
const manyChanges = (register: Register) => {
  const { productChanges, people } = register;
  const view = (change: ProductChangeView) => ({ ...change, by: people.nameOf(change.by) });
  const newest = async () => {
    const change = await productChanges.newest();
    return change === null ? null : view(change);
  };
  return {
    tryChange: on.catalog.tryChange.handler(async ({ input, signal }) => {
      const many = await manyOf(register, input);
      const trial = await productChanges.tryOut(many, () => signal?.aborted === true);
      return {
        ...trial,
        examples: trial.examples.map(({ before, after }) => ({ before: facts(before), after: facts(after) })),
      };
    }),
    changeMany: on.catalog.changeMany.handler(async (call) => {
      const many = await manyOf(register, call.input);
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

const manyOf = async (
  register: Register,
  { choice, action }: { readonly choice: Asked; readonly action: Acted },
): Promise<ManyProducts> => ({
  choice: await choiceOf(register, choice),
  action: action as ProductAction,
});

/** Which products somebody chose, as the services read it. */
export async function choiceOf(register: Register, choice: Asked): Promise<ProductChoice> {
  if (choice.of === 'these') return { of: 'these', products: choice.products as ProductId[] };
  const filter = await narrowingOf(register, choice.filter);
  return { of: 'filter', filter, except: choice.except as ProductId[] };
}

/** A list narrowed by words is of what the search finds, and of what is switched off and reads so. */
async function narrowingOf(
  register: Register,
  { text, category, state, stock }: Narrowed,
): Promise<ProductNarrowing> {
  if (!text?.trim()) return { category, state, stock };
  return { category, state, stock, only: await foundBy(register, text, category), offText: text };
}

/** A list narrowed by words shows the best hundred the search finds. */
async function foundBy({ search }: Register, text: string, category?: string): Promise<ProductId[]> {
  const { rows } = await search.search({ text, category: category as CategoryId | undefined, limit: 100 });
  return rows.map((row) => row.id);
}

type Narrowed = Extract<Asked, { of: 'filter' }>['filter'];

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
const productView = (product: ProductView) => facts(product);
