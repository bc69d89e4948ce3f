import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type Row as TableRow,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useDeferredValue, useMemo, useRef } from 'react';
import { useLocale } from '../words.tsx';
import { compareValues, filterRows, type GridColumn, type GridView, hiddenOf } from './grid-model.ts';

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

interface GridInput<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly view: GridView;
}

export interface GridOutput<Row> {
  /** Filtered and sorted. */
  readonly rows: readonly Row[];
  readonly ids: readonly string[];
  readonly columns: readonly GridColumn<Row>[];
}

/** Filters, sorts and leaves out columns, as the view says. */
export function useGrid<Row extends object>({ columns, rows, rowId, view }: GridInput<Row>): GridOutput<Row> {
  const locale = useLocale();
  const filter = useDeferredValue(view.filter);
  const folded = useRef(new WeakMap<Row, string>());
  const filtered = useMemo(() => filterRows(rows, columns, filter, folded.current), [rows, columns, filter]);
  const definitions = useMemo(() => {
    const compare = compareValues(new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }));
    type Value = string | number | null;
    const sortFn = (a: TableRow<typeof features, Row>, b: TableRow<typeof features, Row>, id: string) =>
      compare(a.getValue<Value>(id), b.getValue<Value>(id));
    return columns.map(
      ({ id, value }): ColumnDef<typeof features, Row, unknown> => ({ id, accessorFn: value, sortFn }),
    );
  }, [columns, locale]);
  const hidden = useMemo(() => hiddenOf(columns, view), [columns, view]);
  const { sort } = view;
  // New objects would sort again at every scroll: the table compares state by identity.
  const state = useMemo(
    () => ({
      sorting: sort === null ? [] : [{ id: sort.id, desc: sort.desc }],
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, !hidden.includes(id)])),
    }),
    [sort, columns, hidden],
  );
  const table = useTable({ features, columns: definitions, data: filtered, getRowId: rowId, state });
  const model = table.getRowModel().rows;
  return useMemo(
    () => ({
      rows: model.map(({ original }) => original),
      ids: model.map(({ id }) => id),
      columns: columns.filter(({ id }) => !hidden.includes(id)),
    }),
    [model, columns, hidden],
  );
}
