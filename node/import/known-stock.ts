import { openLookup } from './open-lookup.ts';

/** Where the store's levels are looked up from the trial's own thread. */
export interface StockPlace {
  /** The store's file. */
  readonly file: string;
  readonly store: string;
}

export interface KnownStock {
  /** The store knows how much of it there is: an opening would count the goods twice. */
  readonly has: (product: string) => boolean;
  readonly close: () => void;
}

export function openKnownStock(place: StockPlace | null): KnownStock {
  if (place === null) return { has: () => false, close: () => {} };
  const { file, store } = place;
  const db = openLookup(file);
  const one = db.prepare('select 1 from item_stat where store = ? and item = ? and known > 0');
  return { has: (product) => one.get(store, product) !== undefined, close: () => db.close() };
}
