import { ORPCError } from '@orpc/client';
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { hqDoor } from '#renderer/host/hq.ts';
import type { HqSessionView, KeptFactor } from '#shared/contract/hq/session.ts';
import { refuse } from '#shared/domain/error.ts';

/** Whether this browser and this address know passkeys, and headquarters offers them here. */
export const offersPasskeys = ({ factors }: Pick<HqSessionView, 'factors'>): boolean =>
  factors.includes('passkey') && browserSupportsWebAuthn();

/** Has the browser make a passkey, and headquarters keep it. Whoever is in already gives their password again. */
export async function makePasskey({
  name,
  password,
}: {
  readonly name: string;
  readonly password?: string;
}): Promise<KeptFactor> {
  const optionsJSON = await hqDoor.session.newPasskey(password === undefined ? undefined : { password });
  const made = await orRefused(startRegistration({ optionsJSON }));
  return await hqDoor.session.keepPasskey({ name: name.trim(), made });
}

/** Has the browser sign in by a passkey of the account. */
export async function provePasskey(): Promise<HqSessionView> {
  const optionsJSON = await hqDoor.session.askPasskey();
  const signed = await orRefused(startAuthentication({ optionsJSON }));
  return await hqDoor.session.provePasskey({ signed });
}

/** A browser does not say whether its question was closed, ran out of time or found no key: to whom it asks it is one. */
async function orRefused<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new ORPCError('REFUSED', { status: 422, data: refuse('PASSKEY_WRONG'), cause });
  }
}
