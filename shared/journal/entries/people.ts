import { z } from 'zod';
import type { PersonId } from '#shared/domain/ids.ts';
import { entryType } from '../entry-type.ts';
import { id, instant, words } from '../schema.ts';

/** The owner's single-use recovery code opened the store again. */
export const recoveryUsed = entryType<{ readonly person: PersonId }>('recovery.used', {
  v: 1,
  scope: 'store',
  body: z.strictObject({ person: id<PersonId>() }),
  areas: ['people'],
  project: () => [],
});

/** A token for scripts was made; only its name and bounds are told, never the token. */
export const tokenMade = entryType<{
  readonly token: string;
  readonly name: string;
  readonly person: PersonId;
  readonly rights: readonly string[];
  readonly expiresAt: number;
}>('token.made', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    token: words(80),
    name: words(80),
    person: id<PersonId>(),
    rights: z.array(words(40)).max(100),
    expiresAt: instant,
  }),
  areas: ['people'],
  project: () => [],
});

export const tokenRevoked = entryType<{ readonly token: string }>('token.revoked', {
  v: 1,
  scope: 'store',
  body: z.strictObject({ token: words(80) }),
  areas: ['people'],
  project: () => [],
});
