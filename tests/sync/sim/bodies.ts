import type { Product } from '#shared/domain/catalog/product.ts';
import type { PersonId, SaleId, ShiftId, TenderId } from '#shared/domain/ids.ts';
import { micro, minor, qty, rate } from '#shared/domain/numbers.ts';
import type { ReturnAccepted } from '#shared/domain/returns/return-accepted.ts';
import type { SaleCompleted, SaleLine } from '#shared/domain/sale/sale-completed.ts';
import type { shiftClosed, shiftOpened } from '#shared/journal/entries/shift.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';

/** Bodies of the facts a register writes: small, and right to the last sum. Nobody reads the catalog to make them but for prices. */

export const CLERK = 'clerk' as PersonId;
const CASH = 'cash' as TenderId;
type Body<T> = T extends EntryType<infer B> ? B : never;

export const PRODUCTS: readonly string[] = Array.from({ length: 12 }, (_, n) => `p${n + 1}`);

const aProduct = (id: string, price: number): Product => ({
  id: id as Product['id'],
  name: id,
  names: {},
  sku: null,
  barcodes: [],
  unit: 'piece',
  price: minor(price),
  taxClass: 'standard' as Product['taxClass'],
  category: null,
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
});

/** Products as they are from now on, with these prices. */
export const importedBody = (
  id: string,
  prices: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
) => ({
  import: id,
  part: 1,
  products: [...prices].map(([product, price]) => {
    const known = before.get(product);
    return {
      product: aProduct(product, price),
      before: known === undefined ? null : aProduct(product, known),
    };
  }),
});

/** Many prices changed at once. */
export const repricedBody = (
  change: string,
  prices: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
) => ({
  change,
  action: { kind: 'price-amount', amount: 1 },
  undoes: null,
  part: 1,
  previous: null,
  changed: prices.size,
  left: 0,
  prices: [...prices].map(([product, price]) => ({ product, price, before: before.get(product) ?? 0 })),
});

const minute = (ms: number) => new Date(ms).toISOString().slice(0, 16);

/** A price that holds between two minutes. */
export const passingBody = (
  schedule: string,
  price: { readonly product: string; readonly price: number; readonly from: number; readonly until: number },
) => ({
  schedule,
  name: '',
  from: minute(price.from),
  until: minute(price.until),
  cancelled: false,
  products: 1,
  prices: [{ product: price.product, price: price.price }],
});

interface Till {
  readonly register: string;
  readonly counter: number;
  readonly number: string;
  readonly date: string;
}

export interface Item {
  readonly product: string;
  readonly price: number;
  /** In thousandths. */
  readonly qty: number;
}

const RATE = 130_000;
const taxIn = (gross: number): number => Math.round((gross * RATE) / (1_000_000 + RATE));

export function aSale(
  sale: string,
  { register, counter, number, date }: Till,
  {
    items,
    handedOver,
    at,
  }: { readonly items: readonly Item[]; readonly handedOver: number; readonly at: number },
): SaleCompleted {
  const lines = items.map((item, index) => line(item, index + 1));
  const total = lines.reduce((sum, { gross }) => sum + gross, 0);
  const tax = lines.reduce((sum, each) => sum + each.tax, 0);
  const tendered = total + handedOver;
  return {
    sale: sale as SaleId,
    number,
    counter,
    register,
    businessDate: date,
    currency: 'CNY',
    exponent: 2,
    priceMode: 'inclusive',
    ticket: { id: `t-${sale}` as SaleCompleted['ticket']['id'], openedAt: at },
    taken: null,
    clerk: CLERK,
    lines,
    taxes: [taxes(total, tax)],
    subtotal: minor(total),
    discount: minor(0),
    tax: minor(tax),
    total: minor(total),
    rounding: minor(0),
    tenders: [
      {
        tender: CASH,
        kind: 'cash',
        name: 'Cash',
        tendered: minor(tendered),
        amount: minor(total),
        reference: null,
        payment: null,
      },
    ],
    change: minor(handedOver),
    items: lines.length,
    note: '',
    returnUntil: date,
    moves: items.map((item, index) => ({
      line: index + 1,
      kind: 'sale',
      item: item.product as never,
      from: 'SALEABLE',
      to: 'CUSTOMER',
      qty: qty(item.qty),
      value: micro(0),
      costUnknown: true,
    })),
    trace: [],
    approvals: [],
  };
}

const taxes = (gross: number, tax: number) => ({
  letter: 'A',
  taxClass: 'standard' as SaleLine['taxClass'],
  rate: rate(RATE),
  net: minor(gross - tax),
  tax: minor(tax),
  gross: minor(gross),
});

function line(item: Item, number: number): SaleLine {
  const amount = (item.price * item.qty) / 1000;
  const tax = taxIn(amount);
  return {
    line: number,
    product: item.product as SaleLine['product'],
    category: null,
    name: item.product,
    unit: 'piece',
    barcode: null,
    qty: qty(item.qty),
    price: minor(item.price),
    listPrice: minor(item.price),
    amount: minor(amount),
    adjustments: [],
    net: minor(amount - tax),
    tax: minor(tax),
    gross: minor(amount),
    taxClass: 'standard' as SaleLine['taxClass'],
    taxLetter: 'A',
    taxRates: [rate(RATE)],
    taxParts: [minor(tax)],
    taxCode: null,
    cost: null,
    note: '',
  };
}

/** The first line of a sale comes back whole. */
export function aReturn(
  ret: string,
  { register, counter, number, date }: Till,
  {
    original,
    item,
  }: { readonly original: { readonly sale: string; readonly number: string }; readonly item: Item },
): ReturnAccepted {
  const sold = line(item, 1);
  const { product, category, name, unit, net, tax, gross, taxClass, taxLetter, taxRates, cost } = sold;
  return {
    ret: ret as ReturnAccepted['ret'],
    number,
    counter,
    register,
    businessDate: date,
    currency: 'CNY',
    exponent: 2,
    original: { sale: original.sale as SaleId, number: original.number, businessDate: date },
    clerk: CLERK,
    lines: [
      {
        line: 1,
        product,
        category,
        name,
        unit,
        qty: sold.qty,
        net,
        tax,
        gross,
        taxClass,
        taxLetter,
        taxRates,
        condition: 'as-new',
        cost,
      },
    ],
    taxes: [taxes(gross, tax)],
    tax,
    total: gross,
    rounding: minor(0),
    tenders: [{ tender: CASH, kind: 'cash', name: 'Cash', amount: gross, reference: null }],
    reason: 'brought back',
    moves: [
      {
        line: 1,
        kind: 'return',
        item: item.product as never,
        from: 'CUSTOMER',
        to: 'SALEABLE',
        qty: sold.qty,
        value: micro(0),
        costUnknown: true,
      },
    ],
    approvals: [],
  };
}

export const anOpening = (shift: string, register: string, date: string): Body<typeof shiftOpened> => ({
  shift: shift as ShiftId,
  register,
  drawer: 'drawer',
  businessDate: date,
  openedBy: CLERK,
  float: minor(0),
  tender: CASH,
  counted: [],
  approvals: [],
});

export interface Sums {
  readonly sales: number;
  readonly gross: number;
  readonly returns: number;
  readonly returned: number;
}

export const aZ = (
  shift: string,
  { register, counter, number, date }: Till,
  { sums, at }: { readonly sums: Sums; readonly at: number },
): Body<typeof shiftClosed> => ({
  shift: shift as ShiftId,
  register,
  number,
  counter,
  closedBy: CLERK,
  report: {
    shift: shift as ShiftId,
    businessDate: date,
    openedAt: at,
    openedBy: CLERK,
    sales: {
      count: sums.sales,
      gross: minor(sums.gross),
      discount: minor(0),
      tax: minor(0),
      rounding: minor(0),
      first: null,
      last: null,
    },
    returns: { count: sums.returns, gross: minor(sums.returned), tax: minor(0), rounding: minor(0) },
    taxes: [],
    tenders: [],
    noSales: 0,
    voids: 0,
    removedLines: 0,
    priceChanges: 0,
    tenderCorrections: 0,
    reprints: 0,
  },
  counted: [],
  grandTotals: { sales: minor(0), returns: minor(0), continuedFrom: null },
  tickets: { kept: 0, voided: 0 },
  note: '',
  approvals: [],
});
