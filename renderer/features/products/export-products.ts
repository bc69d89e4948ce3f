import { csvOf, download } from '#renderer/features/office/download.ts';
import { client } from '#renderer/host/host.ts';
import { isPicked, type Picks } from '#renderer/ui/data-grid/picks.ts';
import type { ProductView } from '#shared/contract/catalog.ts';
import { decimalText } from '#shared/format/index.ts';
import type { CatalogWords } from './use-catalog-words.ts';
import type { ListFilter } from './use-product-list.ts';

const PAGE = 1000;

interface ExportInput {
  readonly filter: ListFilter;
  /** null: all that the filter leaves. */
  readonly picks: Picks | null;
  readonly words: CatalogWords;
  readonly exponent: number;
  readonly onProgress: (done: number) => void;
}

/** Writes what is chosen of a filter as CSV, with the headers that the import understands, and hands it over. */
export async function exportProducts({ picks, onProgress, ...input }: ExportInput): Promise<void> {
  const parts = [csvOf([HEADERS])];
  let done = 0;
  for await (const rows of picks === null || picks.all ? pagesOf(input.filter) : chosenOf([...picks.ids])) {
    const chosen = rows.filter(({ id }) => picks === null || isPicked(picks, id));
    parts.push(csvOf(chosen.map((row) => lineOf(row, input))));
    done += chosen.length;
    onProgress(done);
  }
  download('products.csv', parts.join(''));
}

async function* pagesOf(filter: ListFilter): AsyncGenerator<readonly ProductView[]> {
  for (let offset = 0; ; offset += PAGE) {
    const { rows, more } = await client.catalog.list({ ...filter, offset, limit: PAGE });
    yield rows;
    if (!more) return;
  }
}

async function* chosenOf(ids: readonly string[]): AsyncGenerator<readonly ProductView[]> {
  for (let at = 0; at < ids.length; at += PAGE) {
    const only = ids.slice(at, at + PAGE);
    yield (await client.catalog.list({ state: 'all', only, limit: PAGE })).rows;
  }
}

const lineOf = (
  row: ProductView,
  { words, exponent }: Pick<ExportInput, 'words' | 'exponent'>,
): readonly string[] => [
  row.name,
  row.names['zh-CN'] ?? '',
  row.sku ?? '',
  row.barcodes.join(' '),
  decimalText(row.price, exponent),
  row.unit,
  words.taxClassName(row.taxClass),
  words.categoryName(row.category),
  row.minStock === null ? '' : decimalText(row.minStock, 3),
  row.taxCode ?? '',
  row.active ? 'yes' : 'no',
];

const HEADERS = [
  'name',
  'chinese name',
  'sku',
  'barcode',
  'price',
  'unit',
  'tax',
  'category',
  'min stock',
  'tax code',
  'active',
];
