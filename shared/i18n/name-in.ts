import type { Locale } from './locale.ts';

/** What a thing is called in a language: its name there, else the one it has everywhere. */
export const nameIn = (locale: Locale, { name, names }: Named): string =>
  names[locale] ?? names[locale.slice(0, 2)] ?? name;

interface Named {
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
}
