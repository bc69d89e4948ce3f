import { sameName } from './same-data.ts';

/**
 * A name nobody has yet: as it is, or with the store's code behind it.
 *
 * @example freeName('Standard', 'R02', ['Standard']) // 'Standard (R02)'
 */
export function freeName(name: string, store: string, taken: readonly string[]): string {
  const isFree = (each: string) => !taken.some((other) => sameName(other, each));
  if (isFree(name)) return name;
  const stem = name.slice(0, 60);
  for (let n = 1; ; n++) {
    const made = n === 1 ? `${stem} (${store})` : `${stem} (${store} ${n})`;
    if (isFree(made)) return made;
  }
}

/** An id nobody has yet: many stores start with the same ones, such as `tax-1`. */
export function freeId(id: string, store: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  for (let n = 1; ; n++) {
    const made = `${id.slice(0, 60)}-${store.toLowerCase()}${n === 1 ? '' : `-${n}`}`;
    if (!taken.has(made)) return made;
  }
}

/** A letter no other tax class has: slips tell rates by it. */
export function freeLetter(letter: string, taken: ReadonlySet<string>): string {
  if (!taken.has(letter)) return letter;
  for (let code = 65; code <= 90; code++) {
    const made = String.fromCharCode(code);
    if (!taken.has(made)) return made;
  }
  for (let n = 1; ; n++) if (!taken.has(`${letter.slice(0, 1)}${n}`)) return `${letter.slice(0, 1)}${n}`;
}
