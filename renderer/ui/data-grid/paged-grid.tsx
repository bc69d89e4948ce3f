// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight do not exist, which a <table> can't say; the grid roles do
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus for its rows and cells
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a grid is one stop; arrows travel inside it
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { EmptyState } from '../notice.tsx';
import { useStable } from '../use-stable.ts';
import styles from './data-grid.module.css';
import { GridHeader } from './grid-header.tsx';
import { useGridKeys } from './grid-keys.ts';
import { type GridColumn, type GridView, hiddenOf } from './grid-model.ts';
import { GridRow } from './grid-row.tsx';
import { tracksOf } from './grid-tracks.ts';
import { ALL_PICKED, isPicked, NO_PICKS, type Picks, pickedOf, toggled, withPicked } from './picks.ts';

export interface PagedGridProps<Row extends object> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  /** Rows there are, as far as known. */
  readonly count: number;
  /** undefined: not here yet. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowId: (row: Row) => string;
  /** Told which rows are in sight. */
  readonly onSight: (first: number, last: number) => void;
  readonly onOpen: (row: Row) => void;
  readonly openId?: string | null;
  readonly view: GridView;
  readonly onView: (view: GridView) => void;
  /** Another list under the same columns (another filter, another order): the grid starts again at its top. */
  readonly list: string;
  readonly loading: boolean;
  /** Rows that can be chosen; without it none can. */
  readonly choice?: {
    readonly picks: Picks;
    readonly onPicks: (change: (now: Picks) => Picks) => void;
    /** The ids from one row to another, both included, loaded or not. */
    readonly idsIn: (first: number, last: number) => Promise<readonly string[]>;
  };
  /** Instead of rows where there are none. */
  readonly empty: { readonly title: string; readonly hint?: string; readonly action?: ReactNode };
}

const ROW_HEIGHT = 32;

/** A grid whose rows the host filters, sorts and hands over by pages: a million of them scroll like ten. */
export function PagedGrid<Row extends object>(props: PagedGridProps<Row>): ReactNode {
  const { rowAt, onSight, list, count } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
  });
  const base = useId();
  const [active, setActive] = useState(-1);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onSight(first, last), [onSight, first, last]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is the reason to start again
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(-1);
    anchor.current = -1;
  }, [list]);
  const open = (index: number): void => {
    const row = rowAt(index);
    if (row !== undefined) props.onOpen(row);
  };
  const { choice } = props;
  const anchor = useRef(-1);
  const extend = async (to: number): Promise<void> => {
    const from = anchor.current === -1 ? to : anchor.current;
    const ids = await choice?.idsIn(Math.min(from, to), Math.max(from, to));
    if (ids !== undefined) choice?.onPicks((now) => withPicked(now, ids));
  };
  const pick = (index: number): void => {
    const row = rowAt(index);
    anchor.current = index;
    if (row !== undefined) choice?.onPicks((now) => toggled(now, props.rowId(row)));
  };
  const onChoose = useStable((index: number, isExtending: boolean) => {
    setActive(index);
    if (isExtending) void extend(index);
    else pick(index);
  });
  const onPress = useStable((index: number) => {
    setActive(index);
    anchor.current = index;
    open(index);
  });
  const hasPicks = choice !== undefined && pickedOf(choice.picks, count) > 0;
  const onKeyDown = useGridKeys({
    count,
    at: active,
    pageSize: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / ROW_HEIGHT) - 2),
    move: (index, isExtending) => {
      if (!isExtending) anchor.current = index;
      else if (choice !== undefined) {
        if (anchor.current === -1) anchor.current = active;
        void extend(index);
      }
      setActive(index);
      virtual.scrollToIndex(index);
    },
    open,
    ...(choice === undefined
      ? {}
      : {
          pick,
          pickAll: () => choice.onPicks(() => ALL_PICKED),
          ...(hasPicks ? { pickNone: () => choice.onPicks(() => NO_PICKS) } : {}),
        }),
  });
  const hidden = hiddenOf(props.columns, props.view);
  const columns = props.columns.filter(({ id }) => !hidden.includes(id));
  return (
    <>
      <div
        ref={scroller}
        className={styles['scroller']}
        role="grid"
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-busy={props.loading ? true : undefined}
        aria-activedescendant={active === -1 || active >= count ? undefined : `${base}${active}`}
        tabIndex={0}
        aria-multiselectable={choice === undefined ? undefined : true}
        style={tracksOf(columns, choice !== undefined)}
        onKeyDown={onKeyDown}
        onFocus={() => setActive((now) => Math.max(0, now))}
      >
        <GridHeader
          columns={columns}
          view={props.view}
          onView={props.onView}
          allChosen={choice === undefined ? null : count > 0 && pickedOf(choice.picks, count) === count}
          onChooseAll={(all) => choice?.onPicks(() => (all ? ALL_PICKED : NO_PICKS))}
        />
        <div className={styles['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rowAt(item.index);
            if (row === undefined)
              return (
                <Waiting
                  key={item.key}
                  index={item.index}
                  top={item.start}
                  columns={columns.length + (choice === undefined ? 0 : 1)}
                />
              );
            const id = props.rowId(row);
            return (
              <GridRow
                key={item.key}
                domId={`${base}${item.index}`}
                row={row}
                index={item.index}
                top={item.start}
                columns={columns}
                active={item.index === active}
                open={props.openId === id}
                chosen={choice === undefined ? null : isPicked(choice.picks, id)}
                onChoose={onChoose}
                onPress={onPress}
              />
            );
          })}
        </div>
      </div>
      {count > 0 || props.loading ? null : (
        <div className={styles['empty']}>
          <EmptyState
            title={props.empty.title}
            {...(props.empty.hint === undefined ? {} : { hint: props.empty.hint })}
          >
            {props.empty.action}
          </EmptyState>
        </div>
      )}
    </>
  );
}

interface WaitingProps {
  readonly index: number;
  readonly top: number;
  readonly columns: number;
}

/** The place of a row that is on its way. */
function Waiting({ index, top, columns }: WaitingProps): ReactNode {
  return (
    <div
      className={styles['row']}
      role="row"
      aria-rowindex={index + 2}
      aria-busy="true"
      style={{ transform: `translateY(${top}px)` }}
    >
      {Array.from({ length: columns }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have no other identity
        <span key={at} className={styles['cell']} role="gridcell" />
      ))}
    </div>
  );
}
