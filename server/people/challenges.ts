import { randomBytes } from 'node:crypto';
import type { TypedPool } from '../typed-sql.ts';
import type { SignedIn } from './sessions.ts';

/** As long as a browser waits for somebody to find their key, ms. */
export const PATIENCE = 5 * 60_000;

/** What a passkey is to sign: of this browser's session alone, and the newest alone. */
export async function askChallenge(sql: TypedPool, { hash }: SignedIn, now: number): Promise<string> {
  const challenge = randomBytes(32).toString('base64url');
  await sql.change((db) =>
    db.updateTable('hq_session').set({ challenge, asked_at: now }).where('hash', '=', hash),
  );
  return challenge;
}

/** Takes it back, so that it counts once, right or wrong. null: none was asked, or too long ago. */
export async function takeChallenge(sql: TypedPool, { hash }: SignedIn, now: number): Promise<string | null> {
  return await sql.transaction(async (tx) => {
    const asked = await tx.first((db) =>
      db.selectFrom('hq_session').select(['challenge', 'asked_at']).where('hash', '=', hash).forUpdate(),
    );
    const { challenge = null, asked_at = null } = asked ?? {};
    if (challenge === null || asked_at === null) return null;
    await tx.change((db) =>
      db.updateTable('hq_session').set({ challenge: null, asked_at: null }).where('hash', '=', hash),
    );
    return Math.abs(now - asked_at) <= PATIENCE ? challenge : null;
  });
}
