import type { Category, Product, TaxClass } from '#shared/domain/catalog/product.ts';
import type {
  CategoryId,
  ImportId,
  MoveDocument,
  ProductId,
  RoleId,
  TaxClassId,
  TenderId,
} from '#shared/domain/ids.ts';
import { micro, minor, qty, rate } from '#shared/domain/numbers.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import { ok } from '#shared/domain/result.ts';
import type { StoreSettings, TenderKind } from '#shared/domain/store/settings.ts';
import { anActor, aTenderKind, someSettings } from '#shared/domain/testing/builders.ts';
import { productsImported } from '#shared/journal/entries/catalog.ts';
import { type StoreFounded, storeFounded } from '#shared/journal/entries/settings.ts';
import { type StockOpened, stockOpened } from '#shared/journal/entries/stock-opened.ts';
import type { By } from '#shared/services/journal/by.ts';
import { type Draft, fact, type Host } from '#shared/services/journal/host.ts';

/** The manager: allowed everything. */
export const BOSS: Actor = anActor({}, 'boss');
/** A clerk as shops have them: sells, asks for the rest, sees no expected figures. */
export const MEI: Actor = anActor(
  {
    'sale.discount': { state: 'allowed', limit: 100_000 },
    'sale.price': { state: 'approval' },
    'sale.remove-line': { state: 'approval' },
    'return.accept': { state: 'approval' },
    'shift.see-expected': { state: 'denied' },
    'clock.confirm': { state: 'approval' },
  },
  'mei',
);

const TAX_CLASSES: readonly TaxClass[] = [
  taxClass('standard', 'A', 130_000),
  taxClass('reduced', 'B', 90_000),
  taxClass('zero', 'Z', 0),
];

function taxClass(id: string, letter: string, millionths: number): TaxClass {
  const rates = millionths === 0 ? [] : [{ name: 'VAT', rate: rate(millionths) }];
  return { id: id as TaxClassId, name: id, letter, rates, active: true };
}

const TENDERS: readonly TenderKind[] = [
  aTenderKind('cash', { name: 'Cash', sort: 1 }),
  aTenderKind('card', { name: 'Card', sort: 2 }),
  aTenderKind('wallet', { id: 'wechat' as TenderId, name: 'WeChat', sort: 3 }),
  aTenderKind('voucher', { name: 'Voucher', needsReference: true, sort: 4 }),
];

const CATEGORIES: readonly Category[] = [
  category('food', 'reduced', true),
  category('home', 'standard', false),
];

function category(id: string, tax: string, openPrice: boolean): Category {
  return {
    id: id as CategoryId,
    name: id,
    names: {},
    sort: 1,
    taxClass: tax as TaxClassId,
    openPrice,
    active: true,
  };
}

const product = (id: string, price: number, more: Partial<Product> = {}): Product => ({
  id: id as ProductId,
  name: id,
  names: {},
  sku: `SKU-${id}`,
  barcodes: [],
  unit: 'piece',
  price: minor(price),
  taxClass: 'standard' as TaxClassId,
  category: 'home' as CategoryId,
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
  ...more,
});

/** Ten products: prices in fen, the first three with stock and cost, the barcodes real ones of their kind. */
export const PRODUCTS: readonly Product[] = [
  product('milk', 1290, {
    barcodes: ['6901234567892'],
    taxClass: 'reduced' as TaxClassId,
    category: 'food' as CategoryId,
  }),
  product('tea', 4500, { barcodes: ['036000291452'], names: { 'zh-CN': '绿茶' } }),
  product('pan', 9900, { barcodes: ['4006381333931'] }),
  product('apples', 1490, {
    unit: 'kg',
    sku: '12345',
    barcodes: ['2112345000008'],
    taxClass: 'reduced' as TaxClassId,
    category: 'food' as CategoryId,
  }),
  product('book', 2000, { taxClass: 'zero' as TaxClassId, barcodes: ['9783161484100'] }),
  product('soap', 500, { barcodes: ['7501031311309'] }),
  product('old', 700, { active: false, barcodes: ['96385074'] }),
  product('twin-a', 100, { barcodes: ['TWIN-1'] }),
  product('twin-b', 150, { barcodes: ['TWIN-1'] }),
  product('pen', 3, { barcodes: ['PEN-1'] }),
];

/** On hand in pieces, and cost of one in micro-units. */
const STOCK = [
  { item: 'milk', pieces: 10, cost: 8_000_000 },
  { item: 'tea', pieces: 15, cost: 30_000_000 },
  { item: 'pan', pieces: 1, cost: 61_000_000 },
] as const;

/** A small shop, made by the entries a real one is made by: founded, ten products imported, three of them with stock. */
export async function foundSmallStore(
  host: Host,
  settings: Partial<StoreSettings> = {},
  values: Readonly<Record<string, string>> = {},
): Promise<void> {
  const founded: StoreFounded = {
    settings: {
      scope: `store/${host.self.store}`,
      values: { ...values, store: JSON.stringify(someSettings({ store: host.self.store, ...settings })) },
    },
    taxClasses: TAX_CLASSES,
    tenders: TENDERS,
    categories: CATEGORIES,
    roles: [{ id: 'clerk' as RoleId, name: 'Clerk', grants: MEI.grants }],
    people: [BOSS, MEI].map(({ person }) => ({
      id: person,
      sealed: '',
      role: 'clerk' as RoleId,
      active: true,
    })),
  };
  await append(host, 'chain', fact(storeFounded, founded));
  const imported = { import: 'import-1' as ImportId, part: 1 };
  const products = PRODUCTS.map((each) => ({ product: each, before: null }));
  await append(host, 'chain', fact(productsImported, { ...imported, products }));
  await append(host, 'store', fact(stockOpened, openedStock(host)));
}

const openedStock = (host: Host): StockOpened => ({
  document: host.newId() as MoveDocument,
  by: BOSS.person,
  note: '',
  moves: STOCK.map(({ item, pieces, cost }, index) => ({
    line: index + 1,
    kind: 'opening',
    item: item as ProductId,
    from: 'OPENING',
    to: 'SALEABLE',
    qty: qty(pieces * 1000),
    value: micro(pieces * cost),
    costUnknown: false,
  })),
});

async function append(host: Host, scope: 'store' | 'chain', entry: Draft): Promise<void> {
  const command = { id: host.newId(), actor: BOSS.person, name: 'test', input: {} };
  const commit = scope === 'chain' ? host.commitChain : host.commit;
  const done = await commit(command, async () => ok({ entry, answer: {} }));
  if (!done.ok) throw new Error(done.error.code);
}

/** Somebody gives a command; the same id again is the same command again. */
export const by = (
  host: Host,
  actor: Actor,
  given: Partial<By['command']> & { readonly approvals?: By['approvals'] } = {},
): By => ({
  command: {
    id: given.id ?? host.newId(),
    actor: actor.person,
    name: given.name ?? 'test',
    input: given.input ?? {},
  },
  actor,
  approvals: given.approvals ?? [],
});
