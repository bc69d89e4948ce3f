import { useCallback } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** What was typed on a screen, by field. */
export type Texts = Readonly<Record<string, string>>;

const NAME = 'mallard.kept';
const NOTHING: Texts = {};

/** Half-done work of this window by its own name (`close.<shift>`): it outlives a lock, another screen and a reload. */
const kept = createStore<Readonly<Record<string, Texts>>>(() => remembered());

kept.subscribe((all) => {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(all));
  } catch {
    // Storage may be full or forbidden; the work then lives until the page is left.
  }
});

/**
 * Texts of a piece of work that must not be lost when somebody locks the register or reloads. `null` forgets them.
 * @example const [typed, setTyped] = useKept(`close.${shift}`)
 */
export function useKept(work: string): readonly [Texts, (texts: Texts | null) => void] {
  const texts = useStore(kept, (all) => all[work] ?? NOTHING);
  const set = useCallback((next: Texts | null) => keep(work, next), [work]);
  return [texts, set];
}

/** Puts or forgets the texts of a piece of work from outside a component. */
export function keep(work: string, texts: Texts | null): void {
  kept.setState((all) => {
    const { [work]: _old, ...others } = all;
    return texts === null ? others : { ...others, [work]: texts };
  }, true);
}

function remembered(): Readonly<Record<string, Texts>> {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter((entry): entry is [string, Texts] => isTexts(entry[1])),
    );
  } catch {
    return {};
  }
}

function isTexts(value: unknown): value is Texts {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
