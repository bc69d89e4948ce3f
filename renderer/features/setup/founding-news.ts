import { keep, type Texts } from '../cash/use-kept.ts';

/** Under this name the recovery code waits until the owner has it on paper; a reload must not lose what is shown once. */
export const FOUNDING = 'setup.founded';

/** What is shown after founding, before anybody signs in. */
export interface FoundingNews {
  readonly code: string;
  readonly store: string;
  readonly owner: string;
}

export const keepNews = ({ code, store, owner }: FoundingNews): void =>
  keep(FOUNDING, { code, store, owner });

export const forgetNews = (): void => keep(FOUNDING, null);

/** The news that waits, or null. */
export const newsOf = ({ code, store = '', owner = '' }: Texts): FoundingNews | null =>
  code === undefined ? null : { code, store, owner };
