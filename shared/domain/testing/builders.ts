import type { Cart, CartLine, CartTender } from '../cart/cart.ts';
import type { CartContext, NewLine } from '../cart/cart-change.ts';
import { emptyCart } from '../cart/empty-cart.ts';
import { currencyDefaults } from '../currencies.ts';
import type {
  PersonId,
  ProductId,
  ReturnId,
  SaleId,
  StoreId,
  TaxClassId,
  TenderId,
  TicketId,
} from '../ids.ts';
import { minor, ONE_PIECE, qty, rate } from '../numbers.ts';
import type { Actor, Approval } from '../people/person.ts';
import { type Grants, RIGHTS, type Right } from '../people/rights.ts';
import type { ReturnContext } from '../returns/accept-return.ts';
import { decideSale, type SaleContext } from '../sale/complete-sale.ts';
import type { SaleCompleted } from '../sale/sale-completed.ts';
import type { StoreSettings, TenderKind } from '../store/settings.ts';

/** What tests build on: whole, plausible values of the domain, each overridable. */

export const someone = (name: string): PersonId => name as PersonId;

const everyRight = Object.fromEntries(RIGHTS.map((right) => [right, { state: 'allowed' }])) as Grants;

/** Allowed everything, but for what is given. */
export const anActor = (grants: Partial<Record<Right, Grants[Right]>> = {}, person = 'mei'): Actor => ({
  person: someone(person),
  grants: { ...everyRight, ...grants } as Grants,
});

export const anApproval = (
  approval: Partial<Approval> & Pick<Approval, 'right' | 'target' | 'amount'>,
): Approval => ({
  requester: someone('mei'),
  approver: someone('boss'),
  method: 'pin',
  reason: '',
  ...approval,
});

const yuan = currencyDefaults('CNY');
if (yuan === null) throw new Error('CNY is not known');

export const someSettings = (settings: Partial<StoreSettings> = {}): StoreSettings => ({
  store: 'R01' as StoreId,
  name: 'Mallard Riverside',
  address: ['12 Quay Street'],
  taxNumber: '91310000MA1K00000X',
  phone: '',
  currency: yuan.currency,
  timeZone: 'Asia/Shanghai',
  locale: 'en',
  priceMode: 'inclusive',
  cashRounding: yuan.cashRounding,
  dayStartHour: 4,
  receipt: { header: '', footer: '', returnTerms: '', returnDays: 30, logo: null, notTaxInvoice: true },
  idleLockMinutes: 5,
  unusualQuantity: qty(999_000),
  sharedShift: true,
  ...settings,
});

export const aTenderKind = (kind: TenderKind['kind'], more: Partial<TenderKind> = {}): TenderKind => ({
  id: kind as TenderId,
  name: kind,
  kind,
  givesChange: kind === 'cash',
  opensDrawer: kind === 'cash',
  needsReference: false,
  declaredAtClose: true,
  sort: 1,
  active: true,
  ...more,
});

export const someTenders: readonly TenderKind[] = [
  aTenderKind('cash'),
  aTenderKind('card'),
  aTenderKind('wallet'),
  aTenderKind('voucher', { needsReference: true }),
];

export const aTender = (
  kind: CartTender['kind'],
  amount: number,
  more: Partial<CartTender> = {},
): CartTender => ({
  id: `${kind}-${amount}`,
  tender: kind as TenderId,
  kind,
  name: kind,
  amount: minor(amount),
  reference: null,
  ...more,
});

/** One piece of `product` at `price`, taxed 13 % A. */
export const anItem = (product: string | null, price: number, more: Partial<NewLine> = {}): NewLine => ({
  product: product === null ? null : (product as ProductId),
  category: null,
  name: product ?? 'open price',
  unit: 'piece',
  barcode: null,
  qty: ONE_PIECE,
  price: minor(price),
  listPrice: minor(price),
  fixedAmount: null,
  taxClass: 'standard' as TaxClassId,
  taxLetter: 'A',
  taxRates: [rate(130_000)],
  taxCode: null,
  source: 'scan',
  ...more,
});

export const aLine = (line: number, price: number, more: Partial<CartLine> = {}): CartLine => ({
  ...anItem(`p${line}`, price),
  line,
  discount: null,
  note: '',
  ...more,
});

export const aCart = (cart: Partial<Cart> = {}): Cart => ({
  ...emptyCart({ id: 't1' as TicketId, label: 1, openedAt: 1000, openedBy: someone('mei') }),
  nextLine: (cart.lines?.length ?? 0) + 1,
  ...cart,
});

export const aCartContext = (context: Partial<CartContext> = {}): CartContext => ({
  actor: anActor(),
  at: 5000,
  settings: someSettings(),
  tenders: someTenders,
  approvals: [],
  ...context,
});

export const aSaleContext = (context: Partial<SaleContext> = {}): SaleContext => ({
  settings: someSettings(),
  sale: 's1' as SaleId,
  number: 'R01-1-000012',
  counter: 12,
  register: '1',
  businessDate: '2026-11-22',
  drawer: 'open',
  clerk: anActor(),
  version: 1,
  stock: new Map(),
  ...context,
});

/** A sale as `decideSale` makes it of these lines and tenders. */
export function aSale(cart: Partial<Cart>, context: Partial<SaleContext> = {}): SaleCompleted {
  const sale = decideSale(aCart(cart), aSaleContext(context));
  if (!sale.ok) throw new Error(sale.error.code);
  return sale.value;
}

export const aReturnContext = (context: Partial<ReturnContext> = {}): ReturnContext => ({
  settings: someSettings(),
  ret: 'r1' as ReturnId,
  number: 'R01-1-R000001',
  counter: 1,
  register: '1',
  businessDate: '2026-11-23',
  drawer: 'open',
  clerk: anActor(),
  approvals: [],
  ...context,
});
