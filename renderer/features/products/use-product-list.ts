import { useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { client, host } from '#renderer/host/host.ts';
import { type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { NO_PICKS, type Picks } from '#renderer/ui/data-grid/picks.ts';
import { type Pages, usePages } from '#renderer/ui/data-grid/use-pages.ts';
import { tell } from '#renderer/ui/dialogs.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductChoice, ProductView } from '#shared/contract/catalog.ts';
import { MOST_CHOSEN } from '#shared/domain/catalog/product-action.ts';

const STATES = ['active', 'off', 'all'] as const;
type State = (typeof STATES)[number];
const SORTS = ['name', 'price', 'stock'] as const;

/** The product list as the address describes it. */
export interface ProductList {
  readonly view: GridView;
  readonly setView: (view: GridView) => void;
  readonly category: string;
  readonly setCategory: (id: string) => void;
  readonly state: State;
  readonly setState: (state: State) => void;
  /** Only what is below zero or at its minimum, lowest first. */
  readonly low: boolean;
  readonly setLow: (low: boolean) => void;
  readonly filtered: boolean;
  readonly clear: () => void;
  readonly name: string;
  readonly filter: ListFilter;
  readonly pages: Pages<ProductView>;
  readonly picks: Picks;
  readonly setPicks: (change: (now: Picks) => Picks) => void;
  /** What is chosen, as the host takes it. */
  readonly choice: ProductChoice;
  /** The ids from one row to another, both included; rows no page has brought yet are asked for. */
  readonly idsIn: (first: number, last: number) => Promise<readonly string[]>;
}

export interface ListFilter {
  readonly text?: string;
  readonly category?: string;
  readonly state: State;
  readonly stock: 'any' | 'low';
  readonly sort: (typeof SORTS)[number];
  readonly descending: boolean;
}

/** The host stops counting here. */
const UNCOUNTED = 100_000;

export function useProductList(): ProductList {
  const [, setSearch] = useSearchParams();
  const [view, setView] = useGridAddress(START);
  const [category, setCategory] = useAddressState('department', '');
  const [stateText, setState] = useAddressState('state', 'active');
  const [stock, setStock] = useAddressState('stock', '');
  const low = stock === 'low';
  const state = STATES.find((each) => each === stateText) ?? 'active';
  const text = view.filter.trim();
  const filter: ListFilter = {
    ...(text === '' ? {} : { text }),
    ...(category === '' ? {} : { category }),
    state,
    stock: low ? 'low' : 'any',
    sort: SORTS.find((each) => each === view.sort?.id) ?? 'name',
    descending: view.sort?.desc ?? false,
  };
  const { sort: _sort, descending: _descending, ...narrowing } = filter;
  const [picks, setPicks] = usePicks(JSON.stringify(narrowing));
  const name = JSON.stringify(filter);
  const pages = usePages<ProductView>({
    list: name,
    uncounted: UNCOUNTED,
    page: (offset, limit) => host.catalog.list.queryOptions({ input: { ...filter, offset, limit } }),
  });
  return {
    view,
    setView,
    category,
    setCategory,
    state,
    setState,
    low,
    setLow: (on) => setStock(on ? 'low' : ''),
    filtered: text !== '' || category !== '' || state !== 'active' || low,
    clear: () =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          for (const part of ['q', 'department', 'state', 'stock']) next.delete(part);
          return next;
        },
        { replace: true },
      ),
    name,
    filter,
    pages,
    picks,
    setPicks,
    choice: picks.all
      ? { of: 'filter', filter: narrowing, except: [...picks.ids] }
      : { of: 'these', products: [...picks.ids] },
    idsIn: (first, last) => idsIn({ filter, rowAt: pages.rowAt }, first, last),
  };
}

/** What is chosen of a list; another filter begins with nothing chosen. */
function usePicks(list: string): readonly [Picks, (change: (now: Picks) => Picks) => void] {
  const t = useT();
  const { count } = useFormats();
  const [state, setState] = useState({ list, picks: NO_PICKS });
  const picks = state.list === list ? state.picks : NO_PICKS;
  const newest = useRef(state);
  const change = (make: (now: Picks) => Picks): void => {
    // Two steps may come before the page is drawn again: each builds on the last one.
    const next = make(newest.current.list === list ? newest.current.picks : NO_PICKS);
    if (next.ids.size > MOST_CHOSEN) {
      void tell({
        title: t('products.tooManyChosen'),
        text: t('products.chooseAll', { most: count(MOST_CHOSEN) }),
      });
      return;
    }
    newest.current = { list, picks: next };
    setState(newest.current);
  };
  return [picks, change];
}

const PAGE = 1000;

async function idsIn(
  { filter, rowAt }: { readonly filter: ListFilter; readonly rowAt: Pages<ProductView>['rowAt'] },
  first: number,
  last: number,
): Promise<readonly string[]> {
  const end = Math.min(last, first + MOST_CHOSEN);
  const here = Array.from({ length: end - first + 1 }, (_, at) => rowAt(first + at)?.id);
  if (!here.includes(undefined)) return here.filter((id) => id !== undefined);
  const ids: string[] = [];
  for (let offset = first; offset <= end; offset += PAGE) {
    const { rows } = await client.catalog.list({
      ...filter,
      offset,
      limit: Math.min(PAGE, end - offset + 1),
    });
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

const START: GridView = { ...PLAIN_VIEW, sort: { id: 'name', desc: false } };
