import type { Compilable, Expression } from 'kysely';
import { type Params, type Queries, type Query, type QueryNature, query, type Reader } from './query.ts';

/**
 * A typed query over a list of texts. Where an engine takes lists it is one statement; elsewhere it is compiled once per size: lists are
 * filled up to the next power of two with their own last item, so that a handful of statements serves every length.
 */
export interface ListQuery<P, R> {
  /** Rows for these items; none for an empty list. */
  readonly all: (read: Reader, params: P, items: readonly string[]) => Promise<R[]>;
}

const LIST = 'items';

type Param<P> = <K extends keyof P & string>(name: K) => Expression<P[K]>;

export function listQuery<P extends Params, R>(
  build: (db: Queries, param: Param<P>, items: readonly Expression<string>[]) => Compilable<R>,
  nature: QueryNature = {},
): ListQuery<P, R> {
  const listed = query<Params, R>(
    (db, param) => {
      const named = <K extends keyof P & string>(name: K) => param(name) as Expression<P[K]>;
      return build(db, named, [param(LIST) as Expression<string>]);
    },
    { ...nature, list: LIST },
  );
  const bySize = new Map<number, Query<Params, R>>();
  const sized = (size: number): Query<Params, R> => {
    const known = bySize.get(size);
    if (known) return known;
    const made = query<Params, R>((db, param) => {
      const named = <K extends keyof P & string>(name: K) => param(name) as Expression<P[K]>;
      const items = Array.from({ length: size }, (_, i) => param(`item${i}`) as Expression<string>);
      return build(db, named, items);
    }, nature);
    bySize.set(size, made);
    return made;
  };
  return {
    all: async (read, params, items) => {
      const last = items.at(-1);
      if (last === undefined) return [];
      if (read.takesLists) return read.all(listed, { ...params, [LIST]: items });
      const size = 2 ** Math.ceil(Math.log2(items.length));
      const filled: Record<string, Params[string]> = { ...params };
      for (let i = 0; i < size; i++) filled[`item${i}`] = items[i] ?? last;
      return read.all(sized(size), filled);
    },
  };
}
