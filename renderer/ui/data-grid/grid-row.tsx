// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight do not exist, which a <table> can't say; the grid roles do
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus for its rows and cells
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are handled by the grid
import { memo, type ReactNode } from 'react';
import { useT } from '../words.tsx';
import styles from './data-grid.module.css';
import { type GridColumn, textOf } from './grid-model.ts';

interface GridRowProps<Row> {
  readonly domId: string;
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly GridColumn<Row>[];
  readonly active: boolean;
  readonly open: boolean;
  /** null: rows can't be chosen. */
  readonly chosen: boolean | null;
  readonly onChoose: (index: number, extend: boolean) => void;
  readonly onPress: (index: number) => void;
}

/** One row, placed where it would be among all of them. */
export const GridRow = memo(OneRow) as typeof OneRow;

function OneRow<Row>(props: GridRowProps<Row>): ReactNode {
  const t = useT();
  return (
    <div
      id={props.domId}
      className={styles['row']}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.chosen ?? undefined}
      data-active={props.active}
      data-open={props.open}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={() => props.onPress(props.index)}
    >
      {props.chosen === null ? null : (
        <span className={styles['check']} role="gridcell" onClick={(event) => event.stopPropagation()}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={props.chosen}
            aria-label={t('grid.selectRow')}
            onClick={(event) => props.onChoose(props.index, event.shiftKey)}
            onChange={() => undefined}
          />
        </span>
      )}
      {props.columns.map((column) => (
        <span key={column.id} className={styles['cell']} role="gridcell" data-align={column.align}>
          {column.cell?.(props.row) ?? textOf(column, props.row)}
        </span>
      ))}
    </div>
  );
}
