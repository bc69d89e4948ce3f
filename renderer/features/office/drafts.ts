import { createStore } from 'zustand/vanilla';

/** What somebody typed into a form and has not saved, beside what it was typed over. */
export interface Kept {
  readonly base: unknown;
  readonly value: unknown;
}

const NAME = 'mallard.drafts';

/**
 * Unsaved work of the back office, by person and form. It outlives the screen and a reload, not the window: leaving a
 * form never loses what was typed, and never saves it either. PINs and tokens are never put here.
 */
export const drafts = createStore<Readonly<Record<string, Kept>>>(() => remembered());

drafts.subscribe((all) => {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(all));
  } catch {
    // Storage may be full or forbidden; drafts then hold until the page is closed.
  }
});

export const keepDraft = (key: string, kept: Kept): void => drafts.setState({ [key]: kept });

export const dropDraft = (key: string): void => {
  const { [key]: _gone, ...rest } = drafts.getState();
  drafts.setState(rest, true);
};

/** Whether two form values say the same, whatever order their keys stand in. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = Object.entries(a);
  const right = b as Readonly<Record<string, unknown>>;
  return (
    left.length === Object.keys(b).length &&
    left.every(([key, value]) => key in right && same(value, right[key]))
  );
}

function remembered(): Readonly<Record<string, Kept>> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, Kept>) : {};
  } catch {
    return {};
  }
}
