// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight do not exist, which a <table> can't say; the grid roles do
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus for its rows and cells
import { IconArrowNarrowDown, IconArrowNarrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../words.tsx';
import styles from './data-grid.module.css';
import type { GridColumn, GridView } from './grid-model.ts';

interface GridHeaderProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly view: GridView;
  readonly onView: (view: GridView) => void;
  /** null: rows can't be chosen. */
  readonly allChosen: boolean | null;
  readonly onChooseAll: (all: boolean) => void;
}

/** The titles; a press sorts by that column, up, down, and not at all. */
export function GridHeader<Row>({
  columns,
  view,
  onView,
  allChosen,
  onChooseAll,
}: GridHeaderProps<Row>): ReactNode {
  const t = useT();
  return (
    <div className={styles['head']} role="rowgroup">
      <div className={styles['row']} role="row" aria-rowindex={1}>
        {allChosen === null ? null : (
          <span className={styles['check']} role="columnheader">
            <input
              type="checkbox"
              checked={allChosen}
              aria-label={t('grid.selectAll')}
              onChange={(event) => onChooseAll(event.currentTarget.checked)}
            />
          </span>
        )}
        {columns.map(({ id, title, align, sortable }) => {
          if (sortable === false)
            return (
              <div key={id} className={styles['title']} role="columnheader" data-align={align}>
                <span className={styles['fixed']}>{title}</span>
              </div>
            );
          const sorted = view.sort?.id === id ? view.sort : null;
          const order = sorted === null ? 'none' : sorted.desc ? 'descending' : 'ascending';
          const Arrow = sorted?.desc === true ? IconArrowNarrowDown : IconArrowNarrowUp;
          return (
            <div
              key={id}
              className={styles['title']}
              role="columnheader"
              aria-sort={order}
              data-align={align}
            >
              <button
                type="button"
                tabIndex={-1}
                onClick={() => onView({ ...view, sort: nextSort(id, view.sort) })}
              >
                <span>{title}</span>
                {sorted === null ? null : <Arrow size={14} stroke={2} aria-hidden="true" />}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function nextSort(id: string, now: GridView['sort']): GridView['sort'] {
  if (now?.id !== id) return { id, desc: false };
  return now.desc ? null : { id, desc: true };
}
