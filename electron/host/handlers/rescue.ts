import { forbidden, type Handlers, on } from '../router.ts';

/** A sound store has nothing to be rescued from; a damaged one is served by `rescue/`. */
export const rescueHandlers = (): Handlers<'rescue'> => ({
  get: on.rescue.get.handler(() => null),
  restore: on.rescue.restore.handler(() => {
    throw forbidden('store-damaged');
  }),
  beginAnew: on.rescue.beginAnew.handler(() => {
    throw forbidden('store-lost');
  }),
});
