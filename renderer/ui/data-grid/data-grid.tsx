// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight do not exist, which a <table> can't say; the grid roles do
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a grid is one stop; arrows travel inside it
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { Button } from '../button.tsx';
import { EmptyState } from '../notice.tsx';
import { useStable } from '../use-stable.ts';
import { useT } from '../words.tsx';
import styles from './data-grid.module.css';
import { GridHeader } from './grid-header.tsx';
import { useGridKeys } from './grid-keys.ts';
import { between, type GridColumn, type GridView, PLAIN_VIEW } from './grid-model.ts';
import { GridRow } from './grid-row.tsx';
import { GridToolbar } from './grid-toolbar.tsx';
import { GridTotals } from './grid-totals.tsx';
import { tracksOf } from './grid-tracks.ts';
import { useGrid } from './use-grid.ts';

export interface DataGridProps<Row extends object> {
  readonly label: string;
  /** Keep the list constant between renders (`useMemo`): it decides when to filter and sort again. */
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** Enter, or a press on the row. */
  readonly onOpen?: (row: Row) => void;
  /** The row whose details are shown beside the grid. */
  readonly openId?: string | null;
  readonly view?: GridView;
  readonly onView?: (view: GridView) => void;
  /** Chosen rows; without it rows can't be chosen. */
  readonly selection?: ReadonlySet<string>;
  readonly onSelection?: (ids: ReadonlySet<string>) => void;
  /** What can be done with the chosen rows. */
  readonly selectionActions?: ReactNode;
  /** Filters of the screen, left of the count. */
  readonly toolbar?: ReactNode;
  /** Given exactly what is shown: rows and columns, in order. */
  readonly onExport?: (shown: { rows: readonly Row[]; columns: readonly GridColumn<Row>[] }) => void;
  readonly empty?: { readonly title: string; readonly hint?: string; readonly action?: ReactNode };
  readonly loading?: boolean;
}

const ROW_HEIGHT = 32;
const NONE: ReadonlySet<string> = new Set();

/** The table of the back office: only the rows in sight exist, so a hundred thousand scroll like ten. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>): ReactNode {
  const t = useT();
  const [ownView, setOwnView] = useState(PLAIN_VIEW);
  const view = props.view ?? ownView;
  const onView = props.onView ?? setOwnView;
  const grid = useGrid({ columns: props.columns, rows: props.rows, rowId: props.rowId, view });
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: grid.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
    scrollPaddingEnd: ROW_HEIGHT,
  });
  const base = useId();
  const [active, setActive] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  const selection = props.selection ?? NONE;
  const choose = (ids: readonly string[], how: 'add' | 'toggle' | 'only'): void => {
    const next = new Set(how === 'only' ? [] : selection);
    for (const id of ids) {
      if (how === 'toggle' && next.has(id)) next.delete(id);
      else next.add(id);
    }
    props.onSelection?.(next);
  };
  const pick = (id: string, extend: boolean): void => {
    if (extend && anchor.current !== null) choose(between(grid.ids, anchor.current, id), 'add');
    else {
      anchor.current = id;
      choose([id], 'toggle');
    }
  };
  const onChoose = useStable((index: number, extend: boolean) => pick(grid.ids[index] ?? '', extend));
  const onPress = useStable((index: number) => {
    const row = grid.rows[index];
    if (row === undefined) return;
    setActive(grid.ids[index] ?? null);
    props.onOpen?.(row);
  });
  const activeIndex = useMemo(() => (active === null ? -1 : grid.ids.indexOf(active)), [active, grid.ids]);
  const onKeyDown = useGridKeys({
    count: grid.ids.length,
    at: activeIndex,
    pageSize: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / ROW_HEIGHT) - 2),
    move: (index, extend) => {
      const id = grid.ids[index];
      if (id === undefined) return;
      if (extend && props.onSelection !== undefined) choose(between(grid.ids, active ?? id, id), 'add');
      setActive(id);
      virtual.scrollToIndex(index);
    },
    open: (index) => {
      const row = grid.rows[index];
      if (row !== undefined) props.onOpen?.(row);
    },
    ...(props.onSelection === undefined
      ? {}
      : {
          pick: (index: number) => pick(grid.ids[index] ?? '', false),
          pickAll: () => choose(grid.ids, 'only'),
          ...(selection.size > 0 ? { pickNone: () => props.onSelection?.(NONE) } : {}),
        }),
  });
  const selectable = props.onSelection !== undefined;
  const allChosen = useMemo(
    () => (selectable ? grid.ids.length > 0 && grid.ids.every((id) => selection.has(id)) : null),
    [selectable, grid.ids, selection],
  );
  const tracks = tracksOf(grid.columns, selectable);
  return (
    <div className={styles['frame']}>
      <GridToolbar
        columns={props.columns}
        view={view}
        onView={onView}
        shown={grid.rows.length}
        all={props.rows.length}
        chosen={selection.size}
        onChooseNone={() => props.onSelection?.(NONE)}
        selectionActions={props.selectionActions}
        onExport={props.onExport === undefined ? undefined : () => props.onExport?.(grid)}
      >
        {props.toolbar}
      </GridToolbar>
      <div
        ref={scroller}
        className={styles['scroller']}
        role="grid"
        aria-label={props.label}
        aria-rowcount={grid.rows.length + 1}
        aria-multiselectable={selectable ? true : undefined}
        aria-busy={props.loading === true ? true : undefined}
        aria-activedescendant={activeIndex === -1 ? undefined : `${base}${activeIndex}`}
        tabIndex={0}
        style={tracks}
        onKeyDown={onKeyDown}
        onFocus={() => setActive((now) => now ?? grid.ids[0] ?? null)}
      >
        <GridHeader
          columns={grid.columns}
          view={view}
          onView={onView}
          allChosen={allChosen}
          onChooseAll={(all) => (all ? choose(grid.ids, 'only') : props.onSelection?.(NONE))}
        />
        <div className={styles['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = grid.rows[item.index];
            const id = grid.ids[item.index];
            if (row === undefined || id === undefined) return null;
            return (
              <GridRow
                key={id}
                domId={`${base}${item.index}`}
                row={row}
                index={item.index}
                top={item.start}
                columns={grid.columns}
                active={item.index === activeIndex}
                open={props.openId === id}
                chosen={selectable ? selection.has(id) : null}
                onChoose={onChoose}
                onPress={onPress}
              />
            );
          })}
        </div>
        <GridTotals columns={grid.columns} rows={grid.rows} selectable={selectable} />
      </div>
      {grid.rows.length > 0 || props.loading === true ? null : (
        <div className={styles['empty']}>
          {props.rows.length === 0 ? (
            <EmptyState
              title={props.empty?.title ?? t('grid.nothing')}
              {...(props.empty?.hint === undefined ? {} : { hint: props.empty.hint })}
            >
              {props.empty?.action}
            </EmptyState>
          ) : (
            <EmptyState title={t('grid.nothingFound')}>
              <Button onPress={() => onView({ ...view, filter: '' })}>{t('grid.clearFilter')}</Button>
            </EmptyState>
          )}
        </div>
      )}
    </div>
  );
}
