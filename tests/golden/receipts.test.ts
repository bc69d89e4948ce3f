import { describe, expect, test } from 'vitest';
import { receiptBytes, receiptSvg } from '#electron/devices/receipt/render.ts';
import { parseEscPos } from '#electron/devices/virtual-printer/parser.ts';
import { logoProblem } from '#node/receipt-logo.ts';
import { cashSlip } from '#shared/domain/receipt/cash-slip.ts';
import type { ReceiptDocument } from '#shared/domain/receipt/document.ts';
import { layoutReceipt, receiptText } from '#shared/domain/receipt/layout.ts';
import { returnReceipt } from '#shared/domain/receipt/return-receipt.ts';
import { saleReceipt } from '#shared/domain/receipt/sale-receipt.ts';
import { xReport, zReceipt } from '#shared/domain/receipt/shift-report.ts';
import { testPage } from '#shared/domain/receipt/test-page.ts';
import { parkedSlip, previewSlip } from '#shared/domain/receipt/ticket-slips.ts';
import { columnsOf } from '#shared/domain/receipt/width.ts';
import { receiptFormat } from '#shared/format/receipt-format.ts';
import {
  aContext,
  aReturn,
  aSale,
  aTicket,
  everydaySale,
  exclusiveSale,
  freeSale,
  hugeSale,
  longSale,
} from '#tests/support/receipt-samples.ts';
import { aCashMove, aShiftClosed, aShiftReport } from '#tests/support/shift-samples.ts';

const LOCALES = ['en', 'zh-CN'] as const;
const WIDTHS = [48, 32] as const;
const NO_PICTURES = new Map<string, Uint8Array>();

/** As the product writes numbers and times, in dollars with New York's tax. */
const REAL_FORMAT = {
  en: receiptFormat({ locale: 'en', timeZone: 'America/New_York', currency: { code: 'USD', exponent: 2 } }),
  'zh-CN': receiptFormat({
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    currency: { code: 'CNY', exponent: 2 },
  }),
};

function slips(locale: 'en' | 'zh-CN', columns: number): Readonly<Record<string, ReceiptDocument>> {
  const context = aContext({ locale });
  const overnight = aContext({ locale, at: Date.UTC(2026, 10, 21, 17, 30) });
  return {
    sale: saleReceipt(everydaySale(locale), context),
    copy: saleReceipt(everydaySale(locale), { ...context, copy: 2 }),
    'after-midnight': saleReceipt(everydaySale(locale), overnight),
    exclusive: saleReceipt(exclusiveSale(), { ...context, format: REAL_FORMAT[locale] }),
    free: saleReceipt(freeSale(), context),
    huge: saleReceipt(hugeSale(), context),
    long: saleReceipt(longSale(), context),
    return: returnReceipt(aReturn(), context),
    x: xReport(aShiftReport(), context, { blind: false }),
    'x-blind': xReport(aShiftReport(), context, { blind: true }),
    z: zReceipt(aShiftClosed(), context, { blind: false }),
    'z-blind': zReceipt(aShiftClosed(), context, { blind: true }),
    'cash-drop': cashSlip(aCashMove(), 'Cash', context),
    'pay-in': cashSlip(aCashMove({ kind: 'pay-in' }), 'Cash', context),
    parked: parkedSlip(aTicket(), context),
    preview: previewSlip(aTicket(), context),
    'self-test': testPage(columns, context),
  };
}

const cases = LOCALES.flatMap((locale) =>
  WIDTHS.flatMap((columns) =>
    Object.entries(slips(locale, columns)).map(([name, document]) => ({ name, locale, columns, document })),
  ),
);

describe.each(cases)('$name, $locale, $columns columns', ({ name, locale, columns, document }) => {
  test('text', async () => {
    const text = receiptText(document, columns);
    await expect(text).toMatchFileSnapshot(`receipts/${name}.${locale}.${columns}.txt`);
  });

  test('no row is wider than the paper', () => {
    const wide = layoutReceipt(document, columns).filter(
      (row) => row.kind === 'text' && columnsOf(row.text) * (row.style.size === 'double' ? 2 : 1) > columns,
    );
    expect(wide).toEqual([]);
  });

  test('the bytes print exactly these lines, and nothing a printer would not know', () => {
    const events = parseEscPos(
      receiptBytes(document, { columns, cut: true, pictures: NO_PICTURES }),
      columns,
    );
    const lines = events.flatMap((event) => (event.kind === 'text' ? [event.text] : []));
    const expected = receiptText(document, columns).split('\n').slice(0, -1);
    expect(lines).toEqual(expected.filter((line) => !/^ *\[.*\]$/.test(line)));
    expect(events.filter(({ kind }) => kind === 'unknown' || kind === 'drawer')).toEqual([]);
    expect(events.slice(-2)).toEqual([
      { kind: 'cut', partial: true },
      { kind: 'ask', what: 'in-order', about: 1 },
    ]);
  });
});

describe.each([
  ['sale', 'en', 48],
  ['sale', 'zh-CN', 32],
  ['return', 'en', 32],
  ['copy', 'zh-CN', 48],
] as const)('picture of %s, %s, %i columns', (name, locale, columns) => {
  test('svg', async () => {
    const document = slips(locale, columns)[name];
    const svg = document === undefined ? '' : receiptSvg(document, { columns, pictures: NO_PICTURES });
    await expect(svg).toMatchFileSnapshot(`receipts/${name}.${locale}.${columns}.svg`);
  });
});

/** Acceptance check 23 (node-thermal-printer counts a Chinese character as one column). */
test.each(WIDTHS)('the price of 有机苹果 500g stands where every price stands, at %i columns', (columns) => {
  const sale = aSale({
    lines: [
      { name: '有机苹果 500g', price: 1250 },
      { name: 'Whole milk 1 L', price: 1250 },
    ],
  });
  const rows = receiptText(saleReceipt(sale, aContext()), columns).split('\n');
  const ends = ['有机苹果 500g', 'Whole milk 1 L'].map((name) => {
    const row = rows.find((one) => one.startsWith(name)) ?? '';
    return [columnsOf(row.slice(0, row.indexOf('12.50'))), columnsOf(row)];
  });
  expect(ends).toEqual([
    [columns - 7, columns],
    [columns - 7, columns],
  ]);
});

test('Chinese, the currency sign and accents arrive as they are', () => {
  const names = ['有机苹果', '龘靐齉', '㐂久', '𠮷野家', '￥9.90 特价', 'Crème brûlée', 'Größe № 5'];
  const document = saleReceipt(aSale({ lines: names.map((name) => ({ name, price: 990 })) }), aContext());
  const bytes = receiptBytes(document, { columns: 48, cut: true, pictures: NO_PICTURES });
  const lines = parseEscPos(bytes).flatMap((event) => (event.kind === 'text' ? [event.text] : []));
  expect(names.filter((name) => !lines.some((line) => line.startsWith(name)))).toEqual([]);
  const raw = Buffer.from(bytes);
  expect(raw.includes(Buffer.from([0x1c, 0x26]))).toBe(true);
  expect(raw.includes(Buffer.from([0xa3, 0xa4]))).toBe(true);
  expect(raw.includes(Buffer.from([0x81, 0x30, 0x84, 0x36]))).toBe(false);
});

test('the barcode is the ticket number, and a QR code where bars do not fit', () => {
  const paper = { columns: 32, cut: true, pictures: NO_PICTURES };
  const sale = parseEscPos(receiptBytes(saleReceipt(everydaySale(), aContext()), paper), 32);
  expect(sale.filter(({ kind }) => kind === 'barcode')).toEqual([
    {
      kind: 'barcode',
      symbology: 'code128',
      data: 'R01-1-000123',
      module: 2,
      height: 72,
      readable: true,
      align: 'center',
    },
  ]);
  const parked = parseEscPos(receiptBytes(parkedSlip(aTicket(), aContext()), paper), 32);
  expect(parked.filter(({ kind }) => kind === 'raster')).toHaveLength(1);
});

test('a name full of markup is printed, not obeyed', () => {
  const name = '=|{code:1;option:qrcode}| "_`^^^~ \\x1b\\n --- {command:\\x1bp}';
  const document = saleReceipt(
    aSale({
      lines: [
        { name, price: 100 },
        { name: '===', price: 100 },
      ],
    }),
    aContext(),
  );
  const events = parseEscPos(receiptBytes(document, { columns: 48, cut: true, pictures: NO_PICTURES }));
  const lines = events.flatMap((event) => (event.kind === 'text' ? [event.text] : [])).join('\n');
  expect(lines).toContain('=|{code:1;option:qrcode}| "_`^^^~');
  expect(events.filter(({ kind }) => kind === 'cut' || kind === 'drawer')).toHaveLength(1);
  expect(receiptSvg(document, { columns: 48, pictures: NO_PICTURES })).not.toContain('<script');
});

test('the logo comes first, as a picture', () => {
  const logo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );
  expect(logoProblem(logo)).toBeNull();
  expect(logoProblem(Buffer.from('GIF89a'))).toBe('not-png');
  const context = aContext();
  const receipt = { ...context.store.receipt, logo: 'duck' };
  const document = saleReceipt(everydaySale(), { ...context, store: { ...context.store, receipt } });
  const pictures = new Map([['duck', logo]]);
  const events = parseEscPos(receiptBytes(document, { columns: 48, cut: false, pictures }));
  expect(events[0]).toMatchObject({ kind: 'raster', width: 8, height: 1, align: 'center' });
  expect(events.filter(({ kind }) => kind === 'cut')).toEqual([]);
  expect(receiptSvg(document, { columns: 48, pictures })).toContain('data:image/png;base64,');
});
