import { type ReactNode, useCallback, useRef } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useStore } from 'zustand';
import { commands } from '#renderer/commands/registry.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { AsOf } from '#renderer/features/link/as-of.tsx';
import { returnAddress } from '#renderer/features/returns/commands.ts';
import { addProduct } from '#renderer/features/tickets/add-goods.tsx';
import { lineActions } from '#renderer/features/tickets/line-actions.tsx';
import { useSellState } from '#renderer/features/tickets/sell-state.ts';
import { ticketActions } from '#renderer/features/tickets/ticket-actions.tsx';
import { TicketPane } from '#renderer/features/tickets/ticket-pane.tsx';
import { useTickets } from '#renderer/features/tickets/use-tickets.ts';
import type { ProductHit } from '#shared/contract/catalog.ts';
import { ActionRow } from './action-row.tsx';
import { Categories } from './categories.tsx';
import { JustHappened } from './just-happened.tsx';
import { NoShift } from './no-shift.tsx';
import { useScanRouter } from './scan-router.tsx';
import { clearSearch, search } from './search.ts';
import { searchAction, type TileState, tileActions } from './search-actions.ts';
import { SearchField } from './search-field.tsx';
import styles from './sell.module.css';
import { openPriceAction, sellActions } from './sell-actions.tsx';
import { Tiles } from './tiles.tsx';
import { useAnnounceTotal } from './use-announce-total.ts';
import { findNow, useGoods } from './use-goods.ts';

const plainActions = [searchAction] as const;
const all = [...ticketActions, ...lineActions, ...sellActions];

/** The sell screen: search and tiles on the left, the ticket on the right. */
export function SellScreen(): ReactNode {
  useTickets();
  useScanRouter({ onSale: (sale) => navigate(returnAddress(sale)) });
  return (
    <div className={styles['screen']}>
      <SellActions />
      <div className={styles['left']}>
        <NoShift />
        <Shelf />
        <JustHappened />
        <ActionRow />
      </div>
      <TicketPane />
    </div>
  );
}

/** Apart, so that what decides about keys does not draw the screen again. */
function SellActions(): ReactNode {
  useActions(all, useSellState());
  useActions(plainActions, undefined);
  return null;
}

/** Search, departments and tiles, and how keys travel them. */
function Shelf(): ReactNode {
  const goods = useGoods();
  const grid = useRef<HTMLDivElement>(null);
  const focused = useStore(search, (state) => state.focused);
  const announceTotal = useAnnounceTotal();
  const choose = useCallback(
    (product: ProductHit): void => {
      const source = search.getState().text === '' ? 'tile' : 'search';
      clearSearch();
      addProduct({ product: product.id, name: product.name, unit: product.unit, source })
        .then((added) => (added === null ? undefined : announceTotal()))
        .catch((failure: unknown) => commands.getState().onFailure(failure, openPriceAction));
    },
    [announceTotal],
  );
  const travel = (by: number): void => {
    const { tile } = search.getState();
    const next = tile === null ? 0 : Math.min(goods.rows.length - 1, Math.max(0, tile + by));
    search.setState({ tile: goods.rows.length === 0 ? null : next });
    const product = goods.rows[next];
    if (product !== undefined)
      document.getElementById(`tile-${product.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const enter = async (): Promise<void> => {
    const { text, tile } = search.getState();
    const rows = goods.stale && text !== '' ? await findNow(text) : goods.rows;
    const product = tile === null ? undefined : rows[tile];
    if (product !== undefined) choose(product);
  };
  return (
    <>
      <SearchField
        goods={goods}
        onSide={travel}
        onEnter={() => {
          enter().catch((failure: unknown) => commands.getState().onFailure(failure, openPriceAction));
        }}
      />
      <Categories />
      <div className={styles['goods']}>
        <Tiles goods={goods} onChoose={choose} gridRef={grid} />
      </div>
      <AsOf what="stock" />
      {focused ? <TileKeys step={(rows) => travel(rows * columnsOf(grid.current))} /> : null}
    </>
  );
}

function TileKeys(state: TileState): ReactNode {
  useActions(tileActions, state);
  return null;
}

const columnsOf = (grid: HTMLElement | null): number =>
  grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(' ').length;
