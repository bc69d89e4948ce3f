import {
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import {
  type MadePasskey,
  type PasskeyCreation,
  type PasskeyRequest,
  type SignedByPasskey,
  TRANSPORTS,
} from '#shared/contract/hq/passkeys.ts';
import type { TypedPool } from '../typed-sql.ts';
import { askChallenge, PATIENCE, takeChallenge } from './challenges.ts';
import type { SignedIn } from './sessions.ts';
import type { Site } from './site.ts';
import type { PasskeyRow } from './tables.ts';

/** EdDSA, ES256, RS256: what devices make (IANA COSE Algorithms). */
const ALGORITHMS = [-8, -7, -257] as const;

export interface PasskeyParts {
  readonly sql: TypedPool;
  readonly now: () => number;
  /** What somebody has to look at. */
  readonly report: (error: Error) => void;
}

/** Asks this browser to make a key. The password was given, so that the key need not ask who holds it. */
export async function askForNew(
  parts: PasskeyParts,
  session: SignedIn,
  { site, chain }: { readonly site: Site; readonly chain: string },
): Promise<PasskeyCreation> {
  const { user } = session;
  return {
    challenge: await askChallenge(parts.sql, session, parts.now()),
    rp: { id: site.id, name: `Mallard ${chain}` },
    user: {
      id: Buffer.from(user.id, 'utf8').toString('base64url'),
      name: user.account,
      displayName: user.account,
    },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: (await keysAt(parts.sql, user.id, site)).map(known),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'discouraged' },
    attestation: 'none',
    timeout: PATIENCE,
  };
}

/** The key this browser made, to be kept; null where it did not make it here and now. */
export async function checkNew(
  { sql, now }: PasskeyParts,
  session: SignedIn,
  { site, made, name }: { readonly site: Site; readonly made: MadePasskey; readonly name: string },
): Promise<PasskeyRow | null> {
  const challenge = await takeChallenge(sql, session, now());
  if (challenge === null || !isPlain(made)) return null;
  const checked = await verifyRegistrationResponse({
    response: { ...made, clientExtensionResults: {} } as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: false,
    supportedAlgorithmIDs: [...ALGORITHMS],
  }).catch(() => null);
  if (!checked?.verified) return null;
  const { id, publicKey, counter } = checked.registrationInfo.credential;
  const transports = TRANSPORTS.filter((each) => made.response.transports?.includes(each));
  return {
    id,
    user: session.user.id,
    site: site.id,
    name,
    public_key: publicKey,
    counter,
    transports: JSON.stringify(transports),
    made_at: now(),
    used_at: null,
  };
}

/**
 * Which make a device is was not asked, so a browser leaves the maker's certificate out; a key may vouch for itself (8.2). A certificate
 * that comes all the same would be looked up where it says it might be revoked: whoever sends it would have headquarters fetch any address.
 */
function isPlain({ response }: MadePasskey): boolean {
  try {
    const bytes = Uint8Array.from(Buffer.from(response.attestationObject, 'base64url'));
    const attestation = decodeAttestationObject(bytes);
    const format = attestation.get('fmt');
    const isItsOwn = format === 'packed' && attestation.get('attStmt').get('x5c') === undefined;
    return format === 'none' || isItsOwn;
  } catch {
    return false;
  }
}

/** Asks this browser to sign with a key of the account; null where the account has none here. */
export async function askForOne(
  { sql, now }: PasskeyParts,
  session: SignedIn,
  site: Site,
): Promise<PasskeyRequest | null> {
  const keys = await keysAt(sql, session.user.id, site);
  if (keys.length === 0) return null;
  return {
    challenge: await askChallenge(sql, session, now()),
    rpId: site.id,
    allowCredentials: keys.map(known),
    userVerification: 'discouraged',
    timeout: PATIENCE,
  };
}

/** Whether a key of the account signed what this browser was asked. Each answer counts once, right or wrong. */
export async function isSigned(
  parts: PasskeyParts,
  session: SignedIn,
  { site, signed }: { readonly site: Site; readonly signed: SignedByPasskey },
): Promise<boolean> {
  const { sql, now } = parts;
  const challenge = await takeChallenge(sql, session, now());
  const key = (await keysAt(sql, session.user.id, site)).find(({ id }) => id === signed.id);
  if (challenge === null || key === undefined) return false;
  const checked = await verifyAuthenticationResponse({
    response: { ...signed, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    // Whether it counts on is looked at below, where two who sign at once can't both pass.
    credential: { id: key.id, publicKey: Uint8Array.from(key.public_key), counter: 0 },
    requireUserVerification: false,
  }).catch(() => null);
  if (!checked?.verified) return false;
  return await countsOn(parts, key, checked.authenticationInfo.newCounter);
}

/** A device that counts goes up with every signature; one that does not says 0 (6.1.1). Else there are two of it. */
async function countsOn({ sql, now, report }: PasskeyParts, key: PasskeyRow, to: number): Promise<boolean> {
  const set = { counter: to, used_at: now() };
  const taken = await sql.change((db) =>
    db
      .updateTable('hq_passkey')
      .set(set)
      .where('id', '=', key.id)
      .where((e) => e.or([e('counter', '<', to), e.and([e('counter', '=', 0), e.val(to === 0)])])),
  );
  if (taken === 1) return true;
  report(
    new Error(
      `passkey "${key.name}" of account ${key.user} says ${to} after ${key.counter}: it may be a copy`,
    ),
  );
  return false;
}

const keysAt = (sql: TypedPool, user: string, site: Site): Promise<PasskeyRow[]> =>
  sql.rows((db) =>
    db
      .selectFrom('hq_passkey')
      .selectAll()
      .where('user', '=', user)
      .where('site', '=', site.id)
      .orderBy('made_at')
      .orderBy('id'),
  );

const known = ({ id, transports }: PasskeyRow): PasskeyRequest['allowCredentials'][number] => ({
  id,
  type: 'public-key',
  transports: JSON.parse(transports) as (typeof TRANSPORTS)[number][],
});
