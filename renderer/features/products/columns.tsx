import { isHq } from '#renderer/host/kind.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import type { GridColumn } from '#renderer/ui/data-grid/grid-model.ts';
import type { ProductView } from '#shared/contract/catalog.ts';
import type { Formats } from '#shared/format/index.ts';
import type { Translate } from '#shared/i18n/index.ts';
import type { CatalogWords } from './use-catalog-words.ts';

interface ColumnsInput {
  readonly t: Translate;
  readonly formats: Formats;
  readonly words: CatalogWords;
  /** False: the list has an order of its own. */
  readonly sortable: boolean;
}

/** Columns of the product list. Only what the host can order by is a button. */
export function productColumns({
  t,
  formats,
  words,
  sortable,
}: ColumnsInput): readonly GridColumn<ProductView>[] {
  return [
    {
      id: 'name',
      title: t('products.name'),
      value: ({ name }) => name,
      cell: (row) => <Name t={t} row={row} />,
    },
    {
      id: 'department',
      title: t('products.department'),
      value: ({ category }) => words.categoryName(category),
      width: 150,
      sortable: false,
    },
    {
      id: 'barcode',
      title: t('products.barcode'),
      value: ({ barcodes }) => barcodes[0] ?? '',
      width: 140,
      sortable: false,
    },
    {
      id: 'sku',
      title: t('products.sku'),
      value: ({ sku }) => sku,
      width: 110,
      sortable: false,
      optional: true,
    },
    {
      id: 'tax',
      title: t('products.taxClass'),
      value: ({ taxClass }) => words.taxClassName(taxClass),
      width: 130,
      sortable: false,
      optional: true,
    },
    {
      id: 'price',
      title: t('common.price'),
      value: ({ priceNow }) => priceNow,
      text: ({ priceNow, unit }) =>
        unit === 'piece' ? formats.amount(priceNow) : `${formats.amount(priceNow)} / ${unit}`,
      align: 'end',
      width: 120,
      sortable,
    },
    {
      id: 'stock',
      title: t('products.stock'),
      value: ({ stock }) => stock,
      cell: (row) => <Stock t={t} formats={formats} row={row} />,
      align: 'end',
      width: 110,
      sortable,
      // Stock lies in stores; the chain itself has none.
      optional: isHq,
    },
    {
      id: 'minStock',
      title: t('products.minStock'),
      value: ({ minStock }) => minStock,
      text: ({ minStock, unit }) => (minStock === null ? '' : formats.quantityOf(minStock, unit)),
      align: 'end',
      width: 120,
      sortable: false,
      optional: true,
    },
  ];
}

function Name({ t, row }: { readonly t: Translate; readonly row: ProductView }) {
  if (row.active) return row.name;
  return (
    <>
      <span className="dim">{row.name}</span> <StatusWord tone="plain">{t('products.stateOff')}</StatusWord>
    </>
  );
}

interface StockProps {
  readonly t: Translate;
  readonly formats: Formats;
  readonly row: ProductView;
}

/** Below zero is bad news, at or below the minimum a warning, unknown is said as such. */
function Stock({ formats, row: { stock, minStock, unit } }: StockProps) {
  if (stock === null) return <span className="dim">–</span>;
  const text = formats.quantityOf(stock, unit);
  if (stock < 0) return <StatusWord tone="bad">{text}</StatusWord>;
  if (minStock !== null && stock <= minStock) return <StatusWord tone="warn">{text}</StatusWord>;
  return text;
}
