import type { RowOf, Table } from './table.ts';
import * as catalogTables from './tables/catalog.ts';
import * as journalTables from './tables/journal.ts';
import * as localTables from './tables/local.ts';
import * as priceTables from './tables/prices.ts';
import * as saleTables from './tables/sale.ts';
import * as shiftTables from './tables/shift.ts';
import * as ticketTables from './tables/ticket.ts';
import * as transferTables from './tables/transfer.ts';

const all = {
  ...journalTables,
  ...saleTables,
  ...ticketTables,
  ...shiftTables,
  ...transferTables,
  ...catalogTables,
  ...priceTables,
  ...localTables,
};
type All = typeof all;

/** Every table by its name, as queries see them. Names are unique over store and catalog file. */
export type Database = { readonly [K in keyof All as All[K]['name']]: RowOf<All[K]> };

export const TABLES: readonly Table[] = Object.values(all);
/** What is derived from entries: dropped and rebuilt at will. The journal itself and local state are not among them. */
export const PROJECTED: readonly Table[] = TABLES.filter((t) => t.room !== 'local' && t.name !== 'journal');
