// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight do not exist, which a <table> can't say; the grid roles do
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus for its rows and cells
import { memo, type ReactNode } from 'react';
import { useT } from '../words.tsx';
import styles from './data-grid.module.css';
import type { GridColumn } from './grid-model.ts';

interface GridTotalsProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly selectable: boolean;
}

/** Totals of exactly the rows that are shown, added up again only when those change; no row where no column has one. */
export const GridTotals = memo(Totals) as typeof Totals;

function Totals<Row>({ columns, rows, selectable }: GridTotalsProps<Row>): ReactNode {
  const t = useT();
  if (rows.length === 0 || !columns.some(({ total }) => total !== undefined)) return null;
  return (
    <div className={styles['foot']} role="rowgroup">
      <div className={styles['row']} role="row" aria-rowindex={rows.length + 2}>
        {selectable ? <span className={styles['check']} role="gridcell" /> : null}
        {columns.map((column, index) => (
          <span key={column.id} className={styles['cell']} role="gridcell" data-align={column.align}>
            {column.total?.(rows) ?? (index === 0 ? <span className="dim">{t('grid.total')}</span> : null)}
          </span>
        ))}
      </div>
    </div>
  );
}
