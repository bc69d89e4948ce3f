import type { AnyRouter } from '@orpc/server';

/** Makes something once for each router a host shows over its life. */
export function perRouter<T>(make: (router: AnyRouter) => T): (router: AnyRouter) => T {
  const made = new WeakMap<AnyRouter, T>();
  return (router) => {
    const known = made.get(router);
    if (known !== undefined) return known;
    const fresh = make(router);
    made.set(router, fresh);
    return fresh;
  };
}
