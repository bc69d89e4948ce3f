import { hasCheckDigit } from '#shared/domain/barcode/check-digit.ts';
import type { ImportField, ImportPlan } from './import-plan.ts';

/** What people write over their columns, in English and Chinese; the first field that fits takes the column. */
const HEADERS: readonly (readonly [ImportField, RegExp])[] = [
  ['barcode', /bar ?code|\bean\b|\bgtin\b|\bupc\b|条码|条形码|国际码/],
  ['sku', /\bsku\b|item (?:no|number|code)|product code|article|货号|商品编码|商品编号|商品代码|自编码/],
  ['cost', /\bcost|purchase price|buy(?:ing)? price|进价|进货价|成本|采购价/],
  ['price', /price|\brrp\b|售价|零售价|单价|价格|标价/],
  ['tax-code', /tax (?:classification )?code|税收分类|税收编码/],
  ['tax-class', /\btax\b|\bvat\b|\bgst\b|税率|税别|税类/],
  ['min-stock', /min(?:imum)?(?: |_|-)?stock|reorder|safety stock|最低库存|安全库存|库存下限/],
  ['on-hand', /on.?hand|\bstock\b|\bqty\b|quantity|inventory|库存|数量|现存/],
  ['unit', /\bunit\b|\buom\b|单位/],
  ['category', /categor|department|\bgroup\b|分类|类别|品类|部门/],
  ['active', /\bactive\b|enabled|\bstatus\b|状态|启用|在售/],
  ['name-zh', /chinese name|name.?\(?zh|中文名|中文品名/],
  ['name-en', /english name|name.?\(?en\b|英文名|英文品名|外文名/],
  ['name', /name|description|\bproduct\b|\btitle\b|\bitem\b|品名|名称|商品|货品/],
];

export interface Suggestion {
  readonly columns: ImportPlan['columns'];
  readonly headerRows: number;
}

/**
 * What the columns of a file seem to be: by their headers where the first row reads as such, else by what is in them.
 *
 * @example suggestColumns([['3017620422003', 'Nutella']]) → { columns: { barcode: 0, name: 1 }, headerRows: 0 }
 */
export function suggestColumns(rows: readonly (readonly string[])[]): Suggestion {
  const [first = [], ...rest] = rows;
  const named = byHeader(first);
  if (Object.keys(named).length > 0 && !first.some(isGtin))
    return { columns: { ...byContent(rest, named), ...named }, headerRows: 1 };
  return { columns: byContent(rows, {}), headerRows: 0 };
}

function byHeader(header: readonly string[]): ImportPlan['columns'] {
  const columns: Partial<Record<ImportField, number>> = {};
  header.forEach((cell, column) => {
    const text = cell.normalize('NFKC').toLowerCase().trim();
    if (text.length > 60) return;
    const found = HEADERS.find(([field, pattern]) => columns[field] === undefined && pattern.test(text));
    if (found) columns[found[0]] = column;
  });
  return columns;
}

/** Finds a name, a barcode and a price that no header told of. */
function byContent(
  rows: readonly (readonly string[])[],
  named: ImportPlan['columns'],
): ImportPlan['columns'] {
  const sample = rows.slice(0, 200);
  const taken = new Set(Object.values(named));
  const width = Math.max(0, ...sample.map((row) => row.length));
  const free = Array.from({ length: width }, (_, column) => column).filter((column) => !taken.has(column));
  const columns: Partial<Record<ImportField, number>> = {};
  const take = (field: ImportField, score: (cells: readonly string[]) => number) => {
    if (named[field] !== undefined) return;
    const scored = free
      .filter((column) => !Object.values(columns).includes(column))
      .map((column) => ({
        column,
        score: score(sample.map((row) => row[column] ?? '').filter((cell) => cell !== '')),
      }))
      .filter((each) => each.score > 0)
      .sort((a, b) => b.score - a.score);
    const best = scored[0];
    if (best) columns[field] = best.column;
  };
  take('barcode', (cells) => share(cells, isGtin, 0.6));
  take(
    'name',
    (cells) =>
      share(cells, (cell) => /\p{L}{2}/u.test(cell), 0.6) *
      (cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(cells.length, 1)),
  );
  if (Object.keys(named).length === 0)
    take('price', (cells) => share(cells, (cell) => /^[¥￥$€£]?\d{1,6}[.,]\d{1,2}$/.test(cell.trim()), 0.8));
  return columns;
}

/** The share of cells that pass, or 0 where it is too small to mean anything. */
function share(cells: readonly string[], passes: (cell: string) => boolean, least: number): number {
  if (cells.length === 0) return 0;
  const passed = cells.filter(passes).length / cells.length;
  return passed >= least ? passed : 0;
}

const isGtin = (cell: string): boolean =>
  /^(?:\d{8}|\d{12,14})$/.test(cell.trim()) && hasCheckDigit(cell.trim());
