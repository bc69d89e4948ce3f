import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';

/**
 * A piece of state that lives in the address, so that it can be sent to a colleague. The default is not written.
 * @example const [day, setDay] = useAddressState('day', today)
 */
export function useAddressState(name: string, initial: string): readonly [string, (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (value: string) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          if (value === initial) next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setSearch, name, initial],
  );
  return [search.get(name) ?? initial, set];
}

/** Filter, order and columns of a grid, in the address: `?q=milk&sort=-stock&hide=note`. */
export function useGridAddress(
  initial: GridView = PLAIN_VIEW,
): readonly [GridView, (view: GridView) => void] {
  const [search, setSearch] = useSearchParams();
  const view = useMemo((): GridView => {
    const sort = search.get('sort');
    const hide = search.get('hide');
    return {
      filter: search.get('q') ?? initial.filter,
      sort: sort === null ? initial.sort : { id: sort.replace(/^-/, ''), desc: sort.startsWith('-') },
      hidden: hide === null ? initial.hidden : hide.split(' ').filter(Boolean),
    };
  }, [search, initial]);
  const set = useCallback(
    (next: GridView) =>
      setSearch(
        (now) => {
          const address = new URLSearchParams(now);
          put(address, 'q', next.filter === '' ? null : next.filter);
          put(address, 'sort', next.sort === null ? null : `${next.sort.desc ? '-' : ''}${next.sort.id}`);
          put(address, 'hide', next.hidden === null ? null : next.hidden.join(' '));
          return address;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return [view, set];
}

function put(address: URLSearchParams, name: string, value: string | null): void {
  if (value === null) address.delete(name);
  else address.set(name, value);
}
