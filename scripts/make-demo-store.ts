import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DemoData, DemoProduct } from '#node/import/demo-data.ts';
import { checkDigit } from '#shared/domain/barcode/check-digit.ts';
import { currencyDefaults } from '#shared/domain/currencies.ts';
import type { CategoryId, RoleId, StoreId, TaxClassId } from '#shared/domain/ids.ts';
import { minor, qty, rate } from '#shared/domain/numbers.ts';
import { CHINESE_KINDS, type ChineseKind, WEIGHED } from './demo-store/chinese-products.ts';
import { DEPARTMENTS, type Department } from './demo-store/english-departments.ts';

// Writes resources/demo/store.json from ../shared/data and the lists in scripts/demo-store, always the same from the same data:
// whatever looks random is drawn from a hash of the product's code.

const SOURCE = join(import.meta.dirname, '../../shared/data/openfoodfacts-gtin-name.tsv.gz');
const TARGET = join(import.meta.dirname, '../resources/demo');

if (!existsSync(SOURCE)) {
  console.error('../shared/data/openfoodfacts-gtin-name.tsv.gz is not there; resources/demo stays as it is.');
  process.exit(1);
}
const products = [...weighedProducts(), ...byTurns(englishProducts(), chineseProducts())];
mkdirSync(TARGET, { recursive: true });
const rows = products.map((product) => `    ${JSON.stringify(product)}`).join(',\n');
const { products: _none, ...rest } = demoStore();
const head = JSON.stringify(rest, null, 2).replace(/\n\}$/, '');
writeFileSync(join(TARGET, 'store.json'), `${head},\n  "products": [\n${rows}\n  ]\n}\n`);
console.log(`${products.length} products`);

function weighedProducts(): DemoProduct[] {
  return WEIGHED.map(([plu, chinese, english, price]) => ({
    name: english,
    names: { 'zh-CN': chinese },
    sku: plu,
    barcodes: [],
    unit: 'kg',
    price: minor(price),
    taxClass: 'exempt' as TaxClassId,
    category: 'produce' as CategoryId,
    minStock: qty(3000),
    ...shelf(plu, price, 8000 + draw(plu, 'shelf', 40) * 500),
  }));
}

/** In each department one of these, one of those: the first goods of a department, its tiles before any sale, speak both languages. */
function byTurns(these: readonly DemoProduct[], those: readonly DemoProduct[]): DemoProduct[] {
  const departments = new Set([...these, ...those].map(({ category }) => category));
  return [...departments].flatMap((department) => {
    const [one, other] = [these, those].map((list) => list.filter(({ category }) => category === department));
    return Array.from({ length: Math.max(one?.length ?? 0, other?.length ?? 0) }, (_, at) => [
      ...(one?.slice(at, at + 1) ?? []),
      ...(other?.slice(at, at + 1) ?? []),
    ]).flat();
  });
}

function chineseProducts(): DemoProduct[] {
  let item = 0;
  return CHINESE_KINDS.flatMap((kind, maker) =>
    kind.sizes.map((size) => {
      item += 1;
      // Prefixes 690 to 699 are GS1 China's; the maker numbers are made up.
      const body = `69${draw(kind.brand, 'prefix', 10)}${String(1000 + draw(kind.brand, 'maker', 9000))}${String(item * 7 + maker).padStart(5, '0')}`;
      const price = tidy(kind.price * times(kind, size));
      return {
        name: `${kind.brand} ${kind.name} ${size}`,
        barcodes: [`${body}${checkDigit(body)}`],
        price: minor(price),
        taxClass: kind.taxClass as TaxClassId,
        category: kind.category as CategoryId,
        ...stocked(body, price),
      };
    }),
  );
}

function englishProducts(): DemoProduct[] {
  const wanted = new Map(DEPARTMENTS.map((d): [Department, DemoProduct[]] => [d, []]));
  const seen = new Set<string>();
  for (const { code, name } of sourceRows()) {
    const department = DEPARTMENTS.find((d) => d.words.test(name));
    const list = department && wanted.get(department);
    const key = name.toLowerCase().replaceAll(/[^\p{L}]/gu, '');
    if (!department || !list || list.length >= department.count || seen.has(key)) continue;
    seen.add(key);
    const [least, most] = department.price;
    // Squared, so that cheap goods are more common than dear ones.
    const price = tidy(least + (most - least) * (draw(code, 'price', 1000) / 1000) ** 2);
    list.push({
      name,
      barcodes: [code],
      price: minor(price),
      taxClass: department.taxClass as TaxClassId,
      category: department.category as CategoryId,
      ...stocked(code, price),
    });
  }
  return [...wanted.values()].flat();
}

/** Clean names of the source in an order of their own, so that the first of each department are a fair sample of it. */
function sourceRows(): { code: string; name: string }[] {
  return gunzipSync(readFileSync(SOURCE))
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [gtin = '', raw = ''] = line.split('\t');
      const code = gtin.length === 12 ? `0${gtin}` : gtin;
      const name = cleanName(raw);
      return name !== null && /^(?!02|2)\d{13}$/.test(code) && !code.startsWith('0000')
        ? [{ code, name, order: draw(code, 'order', 2 ** 32) }]
        : [];
    })
    .sort((a, b) => a.order - b.order || (a.code < b.code ? -1 : 1));
}

/** A name fit for a shelf and a slip: 6 to 60 letters of Latin script, nothing shouted, nothing odd; else null. */
function cleanName(raw: string): string | null {
  const name = raw.trim().replaceAll(/\s+/g, ' ');
  if (name.length < 6 || name.length > 60) return null;
  if (!/^[\p{Script=Latin}\d .,&'’%()+-]+$/u.test(name) || !/^\p{Lu}/u.test(name)) return null;
  if (name === name.toUpperCase() || /[.,&+(-]$|\d{5}|,,|\.\.|\bN\/A\b/.test(name)) return null;
  const words = name.split(' ').length;
  return words >= 2 && words <= 9 ? name : null;
}

function stocked(
  code: string,
  price: number,
): Pick<DemoProduct, 'onHand' | 'cost'> & { minStock?: DemoProduct['onHand'] } {
  const least = draw(code, 'min', 3) === 0 ? {} : { minStock: qty((2 + draw(code, 'min', 10)) * 1000) };
  // One in forty is sold out, so that the till shows how that looks.
  const onHand = draw(code, 'out', 40) === 0 ? 0 : (1 + draw(code, 'hand', 60)) * 1000;
  return { ...least, ...shelf(code, price, onHand) };
}

/** Cost: the price less tax of 13 % and a margin of 15 to 35 %. */
function shelf(code: string, price: number, onHand: number): Pick<DemoProduct, 'onHand' | 'cost'> {
  const share = 1 - (15 + draw(code, 'margin', 20)) / 100;
  return { onHand: qty(onHand), cost: Math.round((price / 1.13) * share) * 10_000 };
}

/** How many times the first size another is, a little less for large ones. */
function times(kind: ChineseKind, size: string): number {
  if (size === '五连包') return 4.6;
  const ratio = amountOf(size) / amountOf(kind.sizes[0] ?? size);
  return ratio ** 0.9;
}

function amountOf(size: string): number {
  const [, number = '1', unit = ''] = /^([\d.]+)(.*)$/.exec(size) ?? [];
  return Number(number) * (unit === 'kg' || unit === 'L' ? 1000 : 1);
}

/** Prices as shops write them: under 10 yuan on 10 fen, above on 90 fen. */
function tidy(fen: number): number {
  if (fen < 1000) return Math.max(100, Math.round(fen / 10) * 10);
  return Math.round(fen / 100) * 100 - 10;
}

/** A number below `below` that follows from the text and the purpose alone (FNV-1a). */
function draw(text: string, purpose: string, below: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${purpose}/${text}`)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) % below;
}

function demoStore(): DemoData {
  const known = currencyDefaults('CNY');
  if (!known) throw new Error('CNY is not known');
  const taxClass = (id: string, name: string, letter: string, percent: number) => ({
    id: id as TaxClassId,
    name,
    letter,
    rates: [{ name: 'VAT', rate: rate(percent * 10_000) }],
    active: true,
  });
  const category = (id: string, names: readonly [string, string], tax: string, at: number) => ({
    id: id as CategoryId,
    name: names[0],
    names: /\p{Script=Han}/u.test(names[0]) ? { en: names[1] } : { 'zh-CN': names[1] },
    sort: at,
    taxClass: tax as TaxClassId,
    openPrice: id === 'produce' || id === 'bakery' || id === 'household',
    active: true,
  });
  const person = (name: string, role: string, pin: string) => ({ name, role: role as RoleId, pin });
  return {
    settings: {
      store: 'R01' as StoreId,
      name: 'Mallard Riverside 河岸店',
      address: ['上海市徐汇区龙腾大道 88 号', '88 Longteng Avenue, Xuhui, Shanghai'],
      taxNumber: '91310000DEMO000018',
      phone: '021-5555 0188',
      ...known,
      timeZone: 'Asia/Shanghai',
      locale: 'en',
      priceMode: 'inclusive',
      dayStartHour: 4,
      receipt: {
        header: '',
        footer: 'Thank you 谢谢光临',
        returnTerms: 'Returns within 7 days with this slip. 凭小票 7 天内退换。',
        returnDays: 7,
        logo: null,
        notTaxInvoice: true,
      },
      idleLockMinutes: 5,
      unusualQuantity: qty(999_000),
      sharedShift: true,
    },
    values: { demo: 'true' },
    taxClasses: [
      taxClass('vat13', 'VAT 13 %', 'A', 13),
      taxClass('vat9', 'VAT 9 %', 'B', 9),
      taxClass('exempt', 'Exempt', 'E', 0),
    ],
    categories: [
      category('produce', ['Fruit & veg', '水果蔬菜'], 'exempt', 1),
      category('bakery', ['Bakery', '面包糕点'], 'vat13', 2),
      category('dairy', ['Dairy & eggs', '乳品蛋类'], 'vat13', 3),
      category('drinks', ['Drinks', '饮料'], 'vat13', 4),
      category('tea', ['茶与饮料', 'Tea & coffee'], 'vat13', 5),
      category('snacks', ['Snacks', '休闲零食'], 'vat13', 6),
      category('sweets', ['Sweets', '糖果巧克力'], 'vat13', 7),
      category('breakfast', ['Breakfast', '早餐冲饮'], 'vat13', 8),
      category('pantry', ['粮油方便食品', 'Pantry'], 'vat9', 9),
      category('sauces', ['调味品', 'Sauces & spices'], 'vat13', 10),
      category('meat', ['Meat & fish', '肉禽水产'], 'vat9', 11),
      category('frozen', ['Frozen', '冷冻食品'], 'vat13', 12),
      category('household', ['Household', '家居日用'], 'vat13', 13),
    ],
    people: [
      person('Grace Hoffmann', 'manager', '4826'),
      person('Mei Lin', 'clerk', '3917'),
      person('王小明', 'clerk', '6204'),
      person('Tom Baker', 'clerk', '7153'),
    ],
    products: [],
  };
}
