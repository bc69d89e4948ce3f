import { z } from 'zod';
import { id, page } from '../base.ts';
import { direction, transferRow, transferView } from '../transfers.ts';
import { ask } from './base.ts';

/** Goods between stores, as each of them sees it. */
export const transfers = {
  list: ask()
    .input(z.object({ store: id, direction, ...page }))
    .output(z.array(transferRow)),
  get: ask()
    .input(z.object({ store: id, transfer: id }))
    .output(transferView),
};
