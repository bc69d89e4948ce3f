import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { people as staff, settings as storeSettings } from '../back-office.ts';
import { commandId, id } from '../base.ts';
import { catalog, imports } from '../catalog.ts';
import { prices } from '../prices.ts';
import { ask, tell } from './base.ts';
import { chainSales, exceptions, kept } from './chain-sales.ts';
import { ownSettings } from './own-settings.ts';
import { session, setup, users } from './session.ts';
import { codes, devices, stores } from './stores.ts';
import { transfers } from './transfers.ts';

/** Areas a commit at headquarters may announce; screens ask again for what they show of them. */
export const HQ_AREAS = [
  'session',
  'users',
  'stores',
  'devices',
  'sale',
  'transfer',
  'exceptions',
  'catalog',
  'import',
  'people',
  'settings',
] as const;
export type HqArea = (typeof HQ_AREAS)[number];

/**
 * The whole contract between headquarters and the renderer or a script. What a register answers too has its shapes and its names, so
 * that the same screens serve both.
 */
export const hqContract = {
  session,
  setup,
  users,
  stores,
  devices,
  codes,
  chainSales,
  exceptions,
  kept,
  transfers,
  catalog: {
    list: catalog.list,
    search: catalog.search,
    get: catalog.get,
    categories: catalog.categories,
    taxClasses: catalog.taxClasses,
    save: catalog.save,
    setActive: catalog.setActive,
    tryChange: catalog.tryChange,
    changeMany: catalog.changeMany,
    undoChange: catalog.undoChange,
    stopChange: catalog.stopChange,
    newestChange: catalog.newestChange,
    saveCategory: catalog.saveCategory,
    saveTaxClass: catalog.saveTaxClass,
    /** Keeps a PNG, JPEG or WebP (base64) of at most 74 kB for products to name, and answers that name. */
    keepPicture: tell('catalog.edit')
      .input(z.object({ commandId, data: z.string().max(300_000) }))
      .output(z.object({ picture: z.string() })),
  },
  imports,
  prices,
  people: {
    list: staff.list,
    roles: staff.roles,
    save: staff.save,
    /** For every register of the chain. */
    setPin: tell('people.edit')
      .input(z.object({ commandId, person: id, pin: z.string().min(4).max(8) }))
      .output(z.object({})),
    saveRole: staff.saveRole,
    decideRights: staff.decideRights,
  },
  settings: {
    get: storeSettings.get,
    save: storeSettings.save,
    tenders: storeSettings.tenders,
    saveTender: storeSettings.saveTender,
    /** Keeps a PNG (base64) that slips can carry, for settings to name it, and answers that name. */
    keepLogo: tell('settings.edit')
      .input(z.object({ commandId, data: z.string().max(300_000) }))
      .output(z.object({ picture: z.string() })),
    ...ownSettings,
    scaleRules: storeSettings.scaleRules,
    saveScaleRules: storeSettings.saveScaleRules,
    tryScaleRules: storeSettings.tryScaleRules,
  },
  events: {
    /** Stays open; each item names areas whose rows changed. */
    changes: ask('anyone').output(eventIterator(z.object({ areas: z.array(z.enum(HQ_AREAS)) }))),
  },
};
export type HqContract = typeof hqContract;
