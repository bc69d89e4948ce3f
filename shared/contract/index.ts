import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { maintenance, people, printing, reports, settings, tokens } from './back-office.ts';
import { ask } from './base.ts';
import { catalog, imports } from './catalog.ts';
import { link } from './link.ts';
import { prices } from './prices.ts';
import { rescue } from './rescue.ts';
import { returns, sales } from './sales.ts';
import { approvals, session, setup } from './session.ts';
import { shifts } from './shifts.ts';
import { tickets } from './tickets.ts';
import { transfers } from './transfers.ts';

/** Areas a commit may announce; screens ask again for what they show of them. */
export const AREAS = [
  'catalog',
  'settings',
  'people',
  'ticket',
  'sale',
  'shift',
  'stock',
  'transfer',
  'print',
  'import',
  'maintenance',
  'link',
  'session',
] as const;

/** The whole contract between the renderer (or a script) and the register. The single list a newcomer reads. */
export const contract = {
  session,
  setup,
  approvals,
  tickets,
  sales,
  returns,
  shifts,
  transfers,
  catalog,
  prices,
  imports,
  settings,
  people,
  tokens,
  printing,
  reports,
  maintenance,
  link,
  rescue,
  events: {
    /** Stays open; each item names areas whose rows changed. */
    changes: ask('anyone', false).output(eventIterator(z.object({ areas: z.array(z.enum(AREAS)) }))),
  },
};
export type Contract = typeof contract;
