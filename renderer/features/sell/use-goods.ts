import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { host, queries } from '#renderer/host/host.ts';
import type { ProductHit } from '#shared/contract/catalog.ts';
import { search } from './search.ts';

const FOUND = 40;
const PAGE = 60;
const NONE: readonly ProductHit[] = [];

export interface Goods {
  readonly rows: readonly ProductHit[];
  /** What was found, how much there is, how long it took; null when it is a category. */
  readonly found: { readonly more: boolean; readonly products: number; readonly ms: number } | null;
  /** The search text has no answer yet: what is shown is of the one before. */
  readonly stale: boolean;
  readonly more: (() => void) | null;
}

const searchFor = (text: string) =>
  host.catalog.search.queryOptions({ input: { text: text.trim(), limit: FOUND } });

/** The products on the tiles: what was found, or the chosen category. */
export function useGoods(): Goods {
  const text = useStore(search, (state) => state.text.trim());
  const category = useStore(search, (state) => state.category);
  const found = useQuery({ ...searchFor(text), enabled: text !== '', placeholderData: keepPreviousData });
  const tiles = useInfiniteQuery({
    ...host.catalog.tiles.infiniteOptions({
      input: (offset: number) => ({ category, offset, limit: PAGE }),
      initialPageParam: 0,
      getNextPageParam: (last, all) => (last.more ? all.length * PAGE : undefined),
    }),
    placeholderData: keepPreviousData,
  });
  if (text !== '' && found.data !== undefined) {
    const { rows, more, products, ms } = found.data;
    return { rows, found: { more, products, ms }, stale: found.isPlaceholderData, more: null };
  }
  return {
    rows: tiles.data?.pages.flatMap(({ rows }) => rows) ?? NONE,
    found: null,
    stale: text !== '' || tiles.isPlaceholderData,
    more: tiles.hasNextPage && !tiles.isFetchingNextPage ? () => void tiles.fetchNextPage() : null,
  };
}

/** What a text finds, from what is known or from the register: Enter may be faster than the screen. */
export const findNow = async (text: string): Promise<readonly ProductHit[]> =>
  text.trim() === '' ? NONE : (await queries.fetchQuery(searchFor(text))).rows;
