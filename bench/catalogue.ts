import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Product } from '#shared/domain/catalog/product.ts';
import { simpleProduct, type TestRegister } from '#tests/support/register.ts';

/** GTIN and name of every product of Open Food Facts' list, where a developer has it; else as many made by a fixed rule. */
export const PRODUCTS = 808_069;
export const REAL_FILE = '../shared/data/openfoodfacts-gtin-name.tsv.gz';

export interface Listed {
  readonly gtin: string;
  readonly name: string;
}

export function* listedProducts(): Generator<Listed> {
  if (!existsSync(REAL_FILE)) {
    for (let n = 1; n <= PRODUCTS; n++) yield { gtin: madeGtin(n), name: madeName(n) };
    return;
  }
  const text = gunzipSync(readFileSync(REAL_FILE)).toString('utf8');
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    from = end < 0 ? text.length : end + 1;
    const tab = line.indexOf('\t');
    if (tab > 0) yield { gtin: line.slice(0, tab), name: line.slice(tab + 1) };
  }
}

const SORTS = [
  'Organic',
  'Dark',
  'Whole',
  'Smoked',
  'Fresh',
  'Bio',
  'Crispy',
  'Mild',
  '有机',
  '红富士',
  'Crème',
  'Léger',
];
const GOODS = [
  'Chocolate',
  'Oat Flakes',
  'Milk',
  'Yoghurt',
  'Rye Bread',
  'Apple Juice',
  'Green Tea',
  'Salami',
  '巧克力',
  '苹果',
  'Fromage',
  'Haricots',
];
const SIZES = ['100 g', '250 g', '500 g', '1 L', '6 x 330 ml', '1 kg', '75 cl'];

/** Names whose words are as often shared as in a real catalogue: every word from a short list, every name different. */
const madeName = (n: number): string =>
  `${SORTS[n % SORTS.length] ?? ''} ${GOODS[(n * 7) % GOODS.length] ?? ''} ${SIZES[(n * 13) % SIZES.length] ?? ''} No ${n}`;

function madeGtin(n: number): string {
  const digits = String(200_000_000_000 + n);
  const sum = Array.from(digits).reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Puts the whole list into a register's catalog and answers how many there are. */
export async function fillCatalog(register: TestRegister, most = PRODUCTS): Promise<number> {
  let count = 0;
  function* products(): Generator<Product> {
    for (const { gtin, name } of listedProducts()) {
      if (count === most) return;
      count += 1;
      yield simpleProduct(count, name, gtin);
    }
  }
  await register.importProducts(products());
  return count;
}
