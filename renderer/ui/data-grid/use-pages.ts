import { type UseQueryOptions, useQueries } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';

/** One page as the host answers it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly more: boolean;
  /** null: too many to have been counted. */
  readonly count: number | null;
  /** What the rows are in order of, where that may be another than was asked for. */
  readonly order?: string;
}

export interface Pages<Row> {
  readonly count: number;
  /** The count is a floor: there are more. */
  readonly atLeast: boolean;
  readonly order: string | null;
  readonly rowAt: (index: number) => Row | undefined;
  readonly onSight: (first: number, last: number) => void;
  readonly loading: boolean;
  readonly failure: unknown;
}

const PAGE = 100;

interface PagesInput<Row> {
  /** Names the list: another name, other rows. */
  readonly list: string;
  readonly page: (offset: number, limit: number) => UseQueryOptions<Page<Row>, Error, Page<Row>>;
  /** A list the host does not count has at least so many rows. */
  readonly uncounted: number;
}

interface Snapshot<Row> {
  readonly list: string;
  readonly pages: ReadonlyMap<number, Page<Row>>;
  readonly count: number;
  readonly atLeast: boolean;
  readonly order: string | null;
}

/**
 * The pages in sight of a long list. While another list is on its way the last one stays in sight, so typing into a
 * filter does not make the screen jump.
 */
export function usePages<Row>({ list, page, uncounted }: PagesInput<Row>): Pages<Row> {
  const [sight, setSight] = useState({ list, first: 0, last: 0 });
  const here = sight.list === list ? sight : { first: 0, last: 0 };
  const from = Math.floor(here.first / PAGE);
  const to = Math.floor(here.last / PAGE);
  const wanted = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const answers = useQueries({ queries: wanted.map((at) => page(at * PAGE, PAGE)) });
  const kept = useRef<Snapshot<Row>>({ list: '', pages: new Map(), count: 0, atLeast: false, order: null });
  const fresh = wanted.flatMap((at, index) => {
    const data = answers[index]?.data;
    return data === undefined ? [] : [[at, data] as const];
  });
  if (fresh.length > 0) kept.current = merged(kept.current, { list, fresh, floor: uncounted });
  const shown = kept.current;
  const onSight = useCallback((first: number, last: number) => setSight({ list, first, last }), [list]);
  return {
    count: shown.count,
    atLeast: shown.atLeast,
    order: shown.order,
    rowAt: (index) => shown.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    onSight,
    loading: answers.some(({ isFetching }) => isFetching) || shown.list !== list,
    failure: answers.find(({ error }) => error !== null)?.error ?? null,
  };
}

interface Fresh<Row> {
  readonly list: string;
  readonly fresh: readonly (readonly [number, Page<Row>])[];
  readonly floor: number;
}

/** Pages of the same list that went out of sight are kept a while: turning back shows them at once. */
function merged<Row>(old: Snapshot<Row>, { list, fresh, floor }: Fresh<Row>): Snapshot<Row> {
  const pages = new Map([...(old.list === list ? old.pages : []), ...fresh]);
  const order = fresh.at(-1)?.[1].order ?? null;
  const counted = fresh.find(([, { count }]) => count !== null)?.[1].count;
  if (counted !== undefined && counted !== null)
    return { list, pages, order, count: counted, atLeast: false };
  return { list, pages, order, ...endOf(pages, floor) };
}

/** Not counted: the last page says where the end is; until it was seen, as many as must be there and some to scroll on. */
function endOf<Row>(
  pages: ReadonlyMap<number, Page<Row>>,
  floor: number,
): Pick<Snapshot<Row>, 'count' | 'atLeast'> {
  const seen = [...pages];
  const last = seen.find(([, { rows, more }]) => !more && rows.length > 0);
  if (last !== undefined) return { count: last[0] * PAGE + last[1].rows.length, atLeast: false };
  const beyond = Math.min(...seen.filter(([, { rows }]) => rows.length === 0).map(([at]) => at * PAGE));
  const read = Math.max(
    0,
    ...seen.map(([at, { rows }]) => (rows.length === 0 ? 0 : at * PAGE + rows.length)),
  );
  return { count: Math.min(beyond, Math.max(floor, read + LOOK_AHEAD)), atLeast: true };
}

/** Rows a scroll bar may promise beyond what was read; where there are fewer, the last page corrects it. */
const LOOK_AHEAD = 5000;
