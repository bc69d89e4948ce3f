import type {
  CategoryId,
  PersonId,
  ProductId,
  SaleId,
  TaxClassId,
  TenderId,
  TicketId,
} from '#shared/domain/ids.ts';
import { minor, qty, rate } from '#shared/domain/numbers.ts';
import type { ReceiptContext } from '#shared/domain/receipt/context.ts';
import type { ReceiptDocument } from '#shared/domain/receipt/document.ts';
import { saleReceipt } from '#shared/domain/receipt/sale-receipt.ts';
import type { SaleCompleted, SaleLine } from '#shared/domain/sale/sale-completed.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import { type Formats, unitSymbol } from '#shared/format/index.ts';
import { receiptWords } from '#shared/i18n/receipt-words.ts';

/** What a made-up sale is called in the language of the screen. */
export interface SampleWords {
  readonly item: string;
  readonly weighed: string;
  readonly cash: string;
  readonly clerk: string;
}

interface SampleInput {
  readonly store: ReceiptContext['store'];
  readonly locale: StoreSettings['locale'];
  readonly currency: StoreSettings['currency']['code'];
  readonly formats: Formats;
  readonly words: SampleWords;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The receipt of a sale that never was, with the texts as they stand: what the printer would print. */
export function sampleSlip({ store, locale, currency, formats, words, at }: SampleInput): ReceiptDocument {
  const day = new Date(at).toISOString().slice(0, 10);
  return saleReceipt(sampleSale({ words, currency, day, formats, returnDays: store.receipt.returnDays }), {
    store,
    at,
    copy: 0,
    job: '000000',
    fiscal: [],
    nameOf: () => words.clerk,
    words: receiptWords[locale],
    format: {
      money: formats.money,
      amount: formats.amount,
      qty: formats.quantityOf,
      unitPrice: (price, unit) =>
        unit === 'piece' ? formats.amount(price) : `${formats.amount(price)}/${unitSymbol(unit)}`,
      dateTime: formats.dateTime,
      localDate: () => day,
      date: formats.businessDate,
      rate: formats.rate,
    },
  });
}

interface SaleInput {
  readonly words: SampleWords;
  readonly currency: string;
  readonly day: string;
  readonly formats: Formats;
  readonly returnDays: number;
}

function sampleSale({ words, currency, day, formats, returnDays }: SaleInput): SaleCompleted {
  const { exponent } = formats.place.currency;
  const unit = 10 ** exponent;
  const milk = line({ at: 1, name: words.item, qty: 2000, unit: 'piece', price: Math.round(12.9 * unit) });
  const fruit = line({ at: 2, name: words.weighed, qty: 1245, unit: 'kg', price: 8 * unit });
  const lines = [milk, fruit];
  const total = milk.gross + fruit.gross;
  const net = milk.net + fruit.net;
  const given = Math.ceil(total / (50 * unit)) * 50 * unit;
  return {
    sale: 'sample' as SaleId,
    number: '1-1-000123',
    counter: 123,
    register: '1',
    businessDate: day,
    currency,
    exponent,
    priceMode: 'inclusive',
    ticket: { id: 'sample' as TicketId, openedAt: 0 },
    taken: null,
    clerk: 'sample' as PersonId,
    lines,
    taxes: [
      {
        taxClass: 'sample' as TaxClassId,
        letter: 'A',
        rate: rate(90_000),
        net: minor(net),
        tax: minor(total - net),
        gross: minor(total),
      },
    ],
    subtotal: minor(total),
    discount: minor(0),
    tax: minor(total - net),
    total: minor(total),
    rounding: minor(0),
    tenders: [
      {
        tender: 'cash' as TenderId,
        kind: 'cash',
        name: words.cash,
        tendered: minor(given),
        amount: minor(total),
        reference: null,
        payment: null,
      },
    ],
    change: minor(given - total),
    items: 3,
    note: '',
    returnUntil: returnDays === 0 ? '' : plusDays(day, returnDays),
    moves: [],
    trace: [],
    approvals: [],
  };
}

interface LineInput {
  readonly at: number;
  readonly name: string;
  readonly qty: number;
  readonly unit: SaleLine['unit'];
  readonly price: number;
}

function line(given: LineInput): SaleLine {
  const gross = Math.round((given.price * given.qty) / 1000);
  const net = Math.round(gross / 1.09);
  return {
    line: given.at,
    product: 'sample' as ProductId,
    category: 'sample' as CategoryId,
    name: given.name,
    unit: given.unit,
    barcode: null,
    qty: qty(given.qty),
    price: minor(given.price),
    listPrice: minor(given.price),
    amount: minor(gross),
    adjustments: [],
    net: minor(net),
    tax: minor(gross - net),
    gross: minor(gross),
    taxClass: 'sample' as TaxClassId,
    taxLetter: 'A',
    taxRates: [rate(90_000)],
    taxParts: [minor(gross - net)],
    taxCode: null,
    cost: null,
    note: '',
  };
}

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
