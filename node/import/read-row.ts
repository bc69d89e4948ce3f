import { checkBarcode } from '#shared/domain/barcode/barcode-forms.ts';
import { hasCheckDigit } from '#shared/domain/barcode/check-digit.ts';
import type { Product, Unit } from '#shared/domain/catalog/product.ts';
import type { TaxClassId } from '#shared/domain/ids.ts';
import { parseAmount, parseDecimal } from '#shared/domain/money.ts';
import { type Micro, micro, type Qty, qty } from '#shared/domain/numbers.ts';
import { MAX_QTY } from '#shared/domain/quantity.ts';
import { sumOfRates } from '#shared/domain/rate.ts';
import type { FileRow, LineError, LineErrorCode } from './import-fault.ts';
import type { ImportField, ReadingRules } from './import-plan.ts';

/** What a row says of a product: only what its cells hold, so that an update leaves the rest as it is. */
export interface ReadRow {
  readonly line: number;
  readonly set: Partial<Omit<Product, 'id' | 'category'>>;
  /** The category's name as written, or null. */
  readonly category: string | null;
  readonly onHand: Qty | null;
  /** Why the row's figure is no stock to begin with; the product is taken all the same, and its stock stays unknown. */
  readonly stockError: LineError | null;
  /** Per unit. */
  readonly cost: Micro | null;
}

const MAX_TEXT = 400;

/** Reads one row by the plan. Each refusal names the line, the field and what stood there. */
export function readRow(row: FileRow, rules: ReadingRules): ReadRow | LineError {
  const reader = new RowReader(row, rules);
  try {
    return reader.read();
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.error;
    throw refusal;
  }
}

class Refusal extends Error {
  readonly error: LineError;
  constructor(error: LineError) {
    super(error.code);
    this.error = error;
  }
}

type Texts = { -readonly [K in keyof ReadRow['set']]: ReadRow['set'][K] };

class RowReader {
  readonly #row: FileRow;
  readonly #rules: ReadingRules;

  constructor(row: FileRow, rules: ReadingRules) {
    this.#row = row;
    this.#rules = rules;
  }

  read(): ReadRow {
    if (this.#row.error) this.#refuse(null, this.#row.error, '');
    const set: Texts = {};
    this.#names(set);
    this.#codes(set);
    const price = this.#cell('price');
    if (price !== '') set.price = this.#price(price);
    const unit = this.#cell('unit');
    if (unit !== '') set.unit = UNIT_WORDS.get(plain(unit)) ?? this.#refuse('unit', 'UNIT_UNKNOWN', unit);
    const taxClass = this.#cell('tax-class');
    if (taxClass !== '') set.taxClass = this.#taxClass(taxClass);
    const minStock = this.#cell('min-stock');
    if (minStock !== '') set.minStock = this.#quantity('min-stock', minStock);
    const taxCode = this.#cell('tax-code');
    if (taxCode !== '')
      set.taxCode = taxCode.length <= 40 ? taxCode : this.#refuse('tax-code', 'TEXT_TOO_LONG', taxCode);
    const active = this.#cell('active');
    if (active !== '') set.active = YES_NO.get(plain(active)) ?? this.#refuse('active', 'YES_OR_NO', active);
    return { line: this.#row.line, set, ...this.#rest() };
  }

  #rest(): Pick<ReadRow, 'category' | 'onHand' | 'stockError' | 'cost'> {
    const category = this.#cell('category');
    if (category.length > 120) this.#refuse('category', 'TEXT_TOO_LONG', category);
    const cost = this.#cell('cost');
    return {
      category: category === '' ? null : category,
      ...this.#stock(this.#cell('on-hand')),
      cost: cost === '' ? null : this.#cost(cost),
    };
  }

  /** The cell's text without control characters and blanks around it; '' where the plan has no such column. */
  #cell(field: ImportField): string {
    const column = this.#rules.plan.columns[field];
    if (column === undefined) return '';
    const text = this.#row.cells[column] ?? '';
    // What prints nothing: line breaks and other control characters; zero-width and direction marks.
    return text
      .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
      .replaceAll(/\p{Cf}+/gu, '')
      .trim();
  }

  #names(set: Texts): void {
    const names: Record<string, string> = {};
    const chinese = this.#text('name-zh');
    const english = this.#text('name-en');
    if (chinese !== '') names['zh-CN'] = chinese;
    if (english !== '') names['en'] = english;
    if (Object.keys(names).length > 0) set.names = names;
    const name = this.#text('name') || chinese || english;
    if (name !== '') set.name = name;
  }

  #text(field: ImportField): string {
    const text = this.#cell(field).replaceAll(/ {2,}/g, ' ');
    return text.length <= MAX_TEXT ? text : this.#refuse(field, 'TEXT_TOO_LONG', text);
  }

  #codes(set: Texts): void {
    const sku = this.#cell('sku');
    if (sku.length > 80) this.#refuse('sku', 'TEXT_TOO_LONG', sku);
    if (sku !== '') set.sku = sku;
    const barcodes = [
      ...new Set(
        this.#cell('barcode')
          .split(/[\s,;|/，；、]+/)
          .filter((code) => code !== ''),
      ),
    ];
    if (barcodes.length > 50) this.#refuse('barcode', 'TEXT_TOO_LONG', `${barcodes.length}`);
    if (barcodes.length > 0) set.barcodes = barcodes.map((code) => this.#barcode(code));
  }

  /** Sheets drop the zeros in front: 49000028911 was 049000028911. */
  #barcode(text: string): string {
    const code = /^\d{9,11}$/.test(text) && hasCheckDigit(text) ? text.padStart(12, '0') : text;
    const checked = checkBarcode(code);
    if (checked.ok) return checked.value;
    const onlyDigit = checked.error.data?.['checkDigit'] === true;
    if (onlyDigit && this.#rules.plan.badCheckDigits === 'accept') return code;
    return this.#refuse('barcode', onlyDigit ? 'CHECK_DIGIT' : 'BARCODE_INVALID', text);
  }

  #price(text: string) {
    const amount = parseAmount(
      text.replaceAll(/^[¥￥$€£]\s*|\s*(?:元|yuan|rmb|cny|usd|eur|gbp|[¥￥€])$/gi, ''),
      this.#rules.exponent,
    );
    return amount.ok ? amount.value : this.#refuse('price', 'PRICE_INVALID', text);
  }

  #quantity(field: ImportField, text: string): Qty {
    return quantityOf(text) ?? this.#refuse(field, 'QUANTITY_INVALID', text);
  }

  #stock(text: string): Pick<ReadRow, 'onHand' | 'stockError'> {
    if (text === '') return { onHand: null, stockError: null };
    const onHand = quantityOf(text);
    if (onHand !== null) return { onHand, stockError: null };
    const below = BELOW_ZERO.exec(text.normalize('NFKC'));
    const under = below === null ? null : quantityOf(below[1] ?? below[2] ?? below[3] ?? '');
    if (under === 0) return { onHand: under, stockError: null };
    return {
      onHand: null,
      stockError: this.#error('on-hand', under === null ? 'STOCK_INVALID' : 'STOCK_NEGATIVE', text),
    };
  }

  #cost(text: string): Micro {
    const value = parseDecimal(text.replace(/^[¥￥$€£]\s*/, ''), 6);
    return value === null || value > 1e12 ? this.#refuse('cost', 'COST_INVALID', text) : micro(value);
  }

  /** By id, letter or name; or by its rate where only one class has it: "13%", "13". */
  #taxClass(text: string): TaxClassId {
    const wanted = plain(text);
    const classes = this.#rules.taxClasses.filter((t) => t.active);
    const named = classes.find((t) => [t.id, t.letter, t.name].some((word) => plain(word) === wanted));
    if (named) return named.id;
    const percent = parseDecimal(wanted.replace(/\s*%$/, ''), 4);
    const same = classes.filter((t) => sumOfRates(t.rates.map((r) => r.rate)) === percent);
    const [only, other] = same;
    return only && !other ? only.id : this.#refuse('tax-class', 'TAX_CLASS_UNKNOWN', text);
  }

  #refuse(column: ImportField | null, code: LineErrorCode, value: string): never {
    throw new Refusal(this.#error(column, code, value));
  }

  #error(column: ImportField | null, code: LineErrorCode, value: string): LineError {
    return { line: this.#row.line, column, code, value: value.slice(0, 80) };
  }
}

/** "-5", "−5", "5-" and "(5)", as systems that sell below zero write it. */
const BELOW_ZERO = /^(?:[-\u2212\u2013]\s*(.+)|(.+?)\s*[-\u2212]|\((.+)\))$/;

/** Null where it is none. Noughts past the third place, "12.0000", are how many databases write a number. */
function quantityOf(text: string): Qty | null {
  const value = parseDecimal(text.replace(/([.,]\d{3})0+$/, '$1'), 3);
  return value === null || value > MAX_QTY ? null : qty(value);
}

export const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

const words = <T>(table: readonly (readonly [T, string])[]): ReadonlyMap<string, T> =>
  new Map(table.flatMap(([value, list]) => list.split(' ').map((word): [string, T] => [word, value])));

const UNIT_WORDS: ReadonlyMap<string, Unit> = words<Unit>([
  [
    'piece',
    'piece pieces pcs pc ea each unit units stk st pce 件 个 個 只 包 瓶 盒 袋 罐 支 桶 条 箱 份 张 把 双 套 块 片 板 提 根 枚 杯',
  ],
  ['kg', 'kg kilo kilos kilogram kilograms 公斤 千克'],
  ['l', 'l lt ltr litre litres liter liters 升 公升'],
  ['m', 'm metre metres meter meters 米'],
]);

const YES_NO: ReadonlyMap<string, boolean> = words<boolean>([
  [true, '1 yes y true on active 是 启用 在售 正常'],
  [false, '0 no n false off inactive 否 停用 停售 下架'],
]);
