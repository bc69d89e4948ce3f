import type { Cart, TaxRow, TicketTotals } from '#shared/domain/cart/cart.ts';
import type { Unit } from '#shared/domain/catalog/product.ts';
import type {
  PersonId,
  ProductId,
  ReturnId,
  SaleId,
  TaxClassId,
  TenderId,
  TicketId,
} from '#shared/domain/ids.ts';
import { type Minor, minor, qty, rate } from '#shared/domain/numbers.ts';
import type { ReceiptContext, ReceiptFormat } from '#shared/domain/receipt/context.ts';
import type { ReturnAccepted, ReturnLine } from '#shared/domain/returns/return-accepted.ts';
import type {
  LineAdjustment,
  SaleCompleted,
  SaleLine,
  SaleTender,
} from '#shared/domain/sale/sale-completed.ts';
import { receiptWords } from '#shared/i18n/receipt-words.ts';

/** Saturday 21 November 2026, 18:42 in Shanghai. */
export const AT = Date.UTC(2026, 10, 21, 10, 42);

const UNIT_WORDS: Readonly<Record<Unit, string>> = { piece: '', kg: 'kg', l: 'l', m: 'm' };

/** Plain writers for tests: the product's own are in `shared/format`. */
export function sampleFormat(locale: 'en' | 'zh-CN', sign = '¥'): ReceiptFormat {
  const amount = (value: Minor): string =>
    `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100).toLocaleString('en')}.${String(Math.abs(value) % 100).padStart(2, '0')}`;
  const local = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString();
  const date = (iso: string): string => {
    if (locale === 'en') return iso;
    const [year = '', month, day] = iso.split('-');
    return `${year}年${Number(month)}月${Number(day)}日`;
  };
  return {
    amount,
    money: (value) => (value < 0 ? `-${sign}${amount(minor(0 - value))}` : `${sign}${amount(value)}`),
    qty: (value, unit) =>
      unit === 'piece' ? String(value / 1000) : `${(value / 1000).toFixed(3)} ${UNIT_WORDS[unit]}`,
    unitPrice: (price, unit) => (unit === 'piece' ? amount(price) : `${amount(price)}/${UNIT_WORDS[unit]}`),
    dateTime: (instant) => `${date(local(instant).slice(0, 10))} ${local(instant).slice(11, 16)}`,
    localDate: (instant) => local(instant).slice(0, 10),
    date,
    rate: (millionths) => `${millionths / 10_000}%`,
  };
}

export function aContext(
  over: Partial<ReceiptContext> & { readonly locale?: 'en' | 'zh-CN' } = {},
): ReceiptContext {
  const { locale = 'en', ...rest } = over;
  const chinese = locale === 'zh-CN';
  return {
    store: {
      name: chinese ? '绿头鸭生鲜超市' : "Mallard's Corner",
      address: chinese ? ['上海市徐汇区衡山路 88 号'] : ['88 Hengshan Road', 'Xuhui, Shanghai'],
      taxNumber: '91310104MA1FRXXX0X',
      phone: '021-5555 0188',
      receipt: {
        header: '',
        footer: chinese ? '谢谢惠顾，欢迎再来！' : 'Thank you. See you soon!',
        returnTerms: chinese
          ? '凭小票七日内可退换，生鲜除外'
          : 'Bring this receipt and the goods unopened. Fresh food is not taken back.',
        returnDays: 7,
        logo: null,
        notTaxInvoice: true,
      },
    },
    at: AT,
    copy: 0,
    job: '7f3a9c',
    fiscal: [],
    nameOf: () => (chinese ? '王小明' : 'Ann Li'),
    words: receiptWords[locale],
    format: sampleFormat(locale),
    ...rest,
  };
}

export interface SampleLine {
  readonly name: string;
  readonly price: number;
  readonly qty?: number;
  readonly unit?: Unit;
  readonly letter?: string;
  readonly rate?: number;
  readonly adjustments?: readonly LineAdjustment[];
  readonly note?: string;
}

export function aSaleLine(line: SampleLine, at = 0): SaleLine {
  const quantity = qty(line.qty ?? 1000);
  const amount = minor(Math.round((line.price * quantity) / 1000));
  const gross = minor(amount - (line.adjustments ?? []).reduce((sum, one) => sum + one.amount, 0));
  const percent = rate(line.rate ?? 130_000);
  const net = minor(Math.round((gross * 1_000_000) / (1_000_000 + percent)));
  return {
    line: at + 1,
    product: `product-${at}` as ProductId,
    category: null,
    name: line.name,
    unit: line.unit ?? 'piece',
    barcode: null,
    qty: quantity,
    price: minor(line.price),
    listPrice: minor(line.price),
    amount,
    adjustments: line.adjustments ?? [],
    net,
    tax: minor(gross - net),
    gross,
    taxClass: (line.letter ?? 'A') as TaxClassId,
    taxLetter: line.letter ?? 'A',
    taxRates: [percent],
    taxParts: [minor(gross - net)],
    taxCode: null,
    cost: null,
    note: line.note ?? '',
  };
}

const sum = (values: readonly number[]): Minor => minor(values.reduce((total, value) => total + value, 0));

function taxesOf(
  lines: readonly Pick<SaleLine, 'taxLetter' | 'taxClass' | 'taxRates' | 'net' | 'tax' | 'gross'>[],
): TaxRow[] {
  const letters = [...new Set(lines.map((line) => line.taxLetter))].sort();
  return letters.map((letter) => {
    const mine = lines.filter((line) => line.taxLetter === letter);
    return {
      letter,
      taxClass: letter as TaxClassId,
      rate: mine[0]?.taxRates[0] ?? rate(0),
      net: sum(mine.map((line) => line.net)),
      tax: sum(mine.map((line) => line.tax)),
      gross: sum(mine.map((line) => line.gross)),
    };
  });
}

export const aTender = (over: Partial<SaleTender> = {}): SaleTender => ({
  tender: 'cash' as TenderId,
  kind: 'cash',
  name: 'Cash',
  tendered: minor(0),
  amount: minor(0),
  reference: null,
  payment: null,
  ...over,
});

type SaleOver = Partial<Omit<SaleCompleted, 'lines'>> & { readonly lines: readonly SampleLine[] };

/** A sale whose sums follow from its lines; paid exactly in cash unless `tenders` says otherwise. */
export function aSale({ lines: sampled, ...over }: SaleOver): SaleCompleted {
  const lines = sampled.map(aSaleLine);
  const total = sum(lines.map((line) => line.gross));
  const due = minor(total + (over.rounding ?? 0));
  return {
    sale: '0190a5d0-7c1e-7000-8000-000000000001' as SaleId,
    number: 'R01-1-000123',
    counter: 123,
    register: '1',
    businessDate: '2026-11-21',
    currency: 'CNY',
    exponent: 2,
    priceMode: 'inclusive',
    ticket: { id: 'ticket-1' as TicketId, openedAt: AT - 60_000 },
    taken: null,
    clerk: 'ann' as PersonId,
    lines,
    taxes: taxesOf(lines),
    subtotal: sum(lines.map((line) => line.amount)),
    discount: sum(lines.map((line) => line.amount - line.gross)),
    tax: sum(lines.map((line) => line.tax)),
    total,
    rounding: minor(0),
    tenders: [aTender({ tendered: due, amount: due })],
    change: minor(0),
    items: sampled.reduce((n, line) => n + (line.unit === undefined ? (line.qty ?? 1000) / 1000 : 1), 0),
    note: '',
    returnUntil: '2026-11-28',
    moves: [],
    trace: [],
    approvals: [],
    ...over,
  };
}

const off = (source: LineAdjustment['source'], id: string, amount: number): LineAdjustment => ({
  source,
  id,
  amount: minor(amount),
});

/** A usual basket: one piece, several, weighed, discounts of both kinds, two rates, cash rounded down, change. */
export const everydaySale = (locale: 'en' | 'zh-CN' = 'en'): SaleCompleted => {
  const chinese = locale === 'zh-CN';
  const lines: readonly SampleLine[] = [
    { name: '有机苹果 500g', price: 1250, letter: 'B', rate: 90_000 },
    {
      name: chinese
        ? '伊利纯牛奶 250ml×16盒 整箱装 家庭分享'
        : 'Organic whole milk, 1 litre, from the hills of the Jura',
      price: 650,
      qty: 2000,
      letter: 'B',
      rate: 90_000,
      adjustments: [off('ticket-discount', 'member', 65)],
    },
    {
      name: chinese ? '散装巴旦木' : 'Almonds, loose',
      price: 8900,
      qty: 245,
      unit: 'kg',
      adjustments: [
        off('line-discount', chinese ? '临期' : 'short date', 218),
        off('ticket-discount', 'member', 98),
      ],
    },
    {
      name: chinese ? '心相印抽纸 3层120抽' : 'Crème brûlée “Bonne Maman”',
      price: 1490,
      adjustments: [off('ticket-discount', 'member', 74)],
      note: chinese ? '礼盒' : 'gift wrap',
    },
  ];
  return aSale({
    lines,
    rounding: minor(-6),
    tenders: [
      aTender({
        tender: 'card' as TenderId,
        kind: 'card',
        name: chinese ? '银行卡' : 'Card',
        tendered: minor(2000),
        amount: minor(2000),
        reference: '004512',
      }),
      aTender({ name: chinese ? '现金' : 'Cash', tendered: minor(5000), amount: minor(5000 - 1545) }),
    ],
    change: minor(1545),
    note: '',
  });
};

/** Two hundred lines, every third of them Chinese. */
export const longSale = (): SaleCompleted =>
  aSale({
    lines: Array.from({ length: 200 }, (_, at) => ({
      name: at % 3 === 0 ? `第${at + 1}号商品` : `Item number ${at + 1}`,
      price: 100 + at,
      qty: 1000 * (1 + (at % 3)),
    })),
  });

/** Totals of nine digits, and amounts of eight on the lines. */
export const hugeSale = (): SaleCompleted =>
  aSale({
    lines: [
      {
        name: 'Diamond necklace with a name that is too long for any paper at all and then some',
        price: 66_666_666,
        qty: 1000,
      },
      { name: '劳力士手表', price: 9_999_999, qty: 87_000 },
    ],
  });

/** Tax on top of the shelf price, in New York. */
export const exclusiveSale = (): SaleCompleted =>
  aSale({
    lines: [
      { name: 'Paper towels', price: 1000, rate: 88_750, adjustments: [off('line-discount', '', 100)] },
    ],
    priceMode: 'exclusive',
    taxes: [
      {
        letter: 'A',
        taxClass: 'A' as TaxClassId,
        rate: rate(88_750),
        net: minor(900),
        tax: minor(80),
        gross: minor(980),
      },
    ],
    subtotal: minor(1000),
    discount: minor(100),
    tax: minor(80),
    total: minor(980),
    tenders: [
      aTender({
        kind: 'card',
        name: 'Card',
        tendered: minor(980),
        amount: minor(980),
        reference: '4111111111111111',
      }),
    ],
  });

export const freeSale = (): SaleCompleted =>
  aSale({
    lines: [{ name: 'Sample sachet', price: 500, adjustments: [off('line-discount', 'promotion', 500)] }],
    tenders: [],
  });

export function aReturn(over: Partial<ReturnAccepted> = {}): ReturnAccepted {
  const sold = everydaySale()
    .lines.slice(0, 2)
    .map((line): ReturnLine => ({ ...line, condition: 'as-new', cost: null }));
  const total = sum(sold.map((line) => line.gross));
  return {
    ret: 'return-1' as ReturnId,
    number: 'R01-1-R000007',
    counter: 7,
    register: '1',
    businessDate: '2026-11-21',
    currency: 'CNY',
    exponent: 2,
    original: { sale: 'sale-1' as SaleId, number: 'R01-1-000123', businessDate: '2026-11-20' },
    clerk: 'ann' as PersonId,
    lines: sold,
    taxes: taxesOf(everydaySale().lines.slice(0, 2)),
    tax: sum(sold.map((line) => line.tax)),
    total,
    rounding: minor(-5),
    tenders: [
      { tender: 'cash' as TenderId, kind: 'cash', name: 'Cash', amount: minor(total - 5), reference: null },
    ],
    reason: 'Changed mind',
    moves: [],
    approvals: [],
    ...over,
  };
}

/** An open ticket and what it comes to. */
export function aTicket(): {
  readonly cart: Cart;
  readonly totals: TicketTotals;
  readonly businessDate: string;
} {
  const sale = everydaySale();
  return {
    businessDate: sale.businessDate,
    cart: {
      id: '0190a5d0-7c1e-7000-8000-00000000abcd' as TicketId,
      label: 3,
      version: 9,
      openedAt: AT - 60_000,
      openedBy: 'ann' as PersonId,
      lines: sale.lines.map((line) => ({ ...line, fixedAmount: null, discount: null, source: 'scan' })),
      discount: null,
      note: 'Back at six',
      tenders: [],
      trace: [],
      approvals: [],
      nextLine: 5,
      parkedAt: null,
    },
    totals: {
      lines: sale.lines.map((line) => ({
        line: line.line,
        amount: line.amount,
        lineDiscount: sum(
          line.adjustments.filter(({ source }) => source === 'line-discount').map(({ amount }) => amount),
        ),
        ticketDiscount: sum(
          line.adjustments.filter(({ source }) => source === 'ticket-discount').map(({ amount }) => amount),
        ),
        net: line.net,
        tax: line.tax,
        gross: line.gross,
        taxParts: line.taxParts,
      })),
      subtotal: sale.subtotal,
      discount: sale.discount,
      taxes: sale.taxes,
      tax: sale.tax,
      total: sale.total,
      items: sale.items,
    },
  };
}
