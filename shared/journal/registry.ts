import type { StoreId } from '#shared/domain/ids.ts';
import type { Change } from './change.ts';
import * as catalog from './entries/catalog.ts';
import { epochStarted } from './entries/epoch-started.ts';
import * as people from './entries/people.ts';
import { pricesChanged } from './entries/prices-changed.ts';
import { pricesScheduled } from './entries/prices-scheduled.ts';
import { productsChanged } from './entries/products-changed.ts';
import { returnAccepted } from './entries/return-accepted.ts';
import { saleCompleted } from './entries/sale-completed.ts';
import * as settings from './entries/settings.ts';
import * as shift from './entries/shift.ts';
import { stockOpened } from './entries/stock-opened.ts';
import * as ticket from './entries/ticket.ts';
import * as elsewhere from './entries/ticket-elsewhere.ts';
import * as transfer from './entries/transfer.ts';
import type { Entry } from './entry.ts';
import type { EntryType } from './entry-type.ts';

/** Every kind of fact Mallard knows, by its name. The single list a newcomer reads. */
export const ENTRY_TYPES: ReadonlyMap<string, EntryType> = byName([
  epochStarted,
  settings.storeFounded,
  settings.settingsChanged,
  settings.tenderChanged,
  settings.roleChanged,
  settings.personChanged,
  catalog.taxClassChanged,
  catalog.categoryChanged,
  catalog.productChanged,
  productsChanged,
  pricesChanged,
  pricesScheduled,
  catalog.productsImported,
  catalog.importReverted,
  shift.shiftOpened,
  shift.cashMoved,
  shift.drawerOpened,
  shift.tenderCorrected,
  shift.shiftClosed,
  ticket.ticketParked,
  ticket.ticketRecalled,
  elsewhere.ticketAssigned,
  elsewhere.ticketCopied,
  ticket.ticketVoided,
  ticket.receiptReprinted,
  saleCompleted,
  returnAccepted,
  stockOpened,
  transfer.transferDispatched,
  transfer.transferReceived,
  transfer.transferRecalled,
  transfer.transferSettled,
  people.recoveryUsed,
  people.tokenMade,
  people.tokenRevoked,
]);

/**
 * What an entry of a known type and version changes in a store, its own where none is named. Throws for a type this program does not
 * know: callers park those first.
 */
export function projectEntry(entry: Entry, store = entry.store): Change[] {
  const type = ENTRY_TYPES.get(entry.type);
  const today = type && lifted(entry, type);
  if (!today) throw new Error(`unknown entry ${entry.type} v${entry.v}`);
  return changesIn(store, today, type);
}

/**
 * What a fact, as its type writes it today, changes in the tables of a store: of the one its author belongs to, whatever code it was
 * written under, or of one it was delivered to because it concerns it.
 */
export const changesIn = (store: StoreId, fact: Entry, type: EntryType): Change[] =>
  type.concerns(fact.body).includes(store) ? type.deliver(fact, store) : type.project({ ...fact, store });

/**
 * An entry as its type writes it today: a body of a former version passes the upcasters from there on, one of this version stays
 * as it is. null for a version the type has never had. Its bytes and their hash are those that were written.
 */
export function lifted(entry: Entry, { v, upcasters }: EntryType): Entry | null {
  if (entry.v === v) return entry;
  if (!(entry.v >= 1 && entry.v < v)) return null;
  const former = entry.body as Readonly<Record<string, unknown>>;
  return { ...entry, v, body: upcasters.slice(entry.v - 1).reduce((body, lift) => lift(body), former) };
}

function byName(types: readonly EntryType[]): ReadonlyMap<string, EntryType> {
  const map = new Map<string, EntryType>();
  for (const type of types) {
    if (map.has(type.type)) throw new Error(`two entry types named ${type.type}`);
    map.set(type.type, type);
  }
  return map;
}
