import { createStore } from 'zustand/vanilla';

/** What the left half of the sell screen shows. */
export interface Search {
  readonly text: string;
  /** null: the favourites. Under a search text all are searched. */
  readonly category: string | null;
  /** Index of the tile that Enter takes; null: none yet. */
  readonly tile: number | null;
  readonly focused: boolean;
}

export const search = createStore<Search>(() => ({ text: '', category: null, tile: null, focused: false }));

export const typeSearch = (text: string): void =>
  search.setState({ text, tile: text.trim() === '' ? null : 0 });

export const clearSearch = (): void => search.setState({ text: '', tile: null });

export const chooseCategory = (category: string | null): void =>
  search.setState({ category, text: '', tile: null });

let field: HTMLInputElement | null = null;

/** The one search field of the screen. */
export const holdSearchField = (input: HTMLInputElement | null): void => {
  field = input;
};

/** Puts the cursor behind what is typed. */
export function focusSearch(): void {
  if (field === null) return;
  field.focus();
  const end = field.value.length;
  field.setSelectionRange(end, end);
}

export const leaveSearch = (): void => field?.blur();
