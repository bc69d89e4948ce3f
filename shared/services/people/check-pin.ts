import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { patch } from '#shared/journal/change.ts';
import { localPin } from '#shared/journal/tables/local.ts';
import type { Host } from '../journal/host.ts';
import { lockAfter, lockLeft } from './lock-out.ts';
import { pinOf } from './pin-rows.ts';
import type { PinHash, PinHasher } from './ports.ts';

/**
 * Proves a person by PIN. Refuses PIN_WRONG (also for one nobody has, after the same work) and PERSON_LOCKED with { minutes };
 * the fifth wrong PIN in a row locks the person on this register, kept on disk.
 */
export type CheckPin = (person: PersonId, pin: string) => Promise<Result<null, DomainError>>;

/** Tries of one person stand in line, so that fifty at once are not fifty first tries. */
export function createCheckPin(host: Host, pins: PinHasher): CheckPin {
  const lines = new Map<PersonId, Promise<unknown>>();
  return (person, pin) => {
    const before = lines.get(person) ?? Promise.resolve();
    const mine = before.then(() => check(host, pins, { person, pin }));
    const settled: Promise<unknown> = mine
      .catch(() => null)
      .finally(() => {
        if (lines.get(person) === settled) lines.delete(person);
      });
    lines.set(person, settled);
    return mine;
  };
}

async function check(
  host: Host,
  pins: PinHasher,
  { person, pin }: { readonly person: PersonId; readonly pin: string },
): Promise<Result<null, DomainError>> {
  const known = await host.read.first(pinOf, { person });
  const left = known ? lockLeft(known.locked_until, host.now()) : 0;
  if (left > 0) return err(refuse('PERSON_LOCKED', { minutes: Math.ceil(left / 60_000) }));
  const right = await pins.matches(pin, known ?? NOBODYS);
  if (!known) return err(refuse('PIN_WRONG'));
  if (right) {
    if (known.failures > 0) await remember(host, person, { failures: 0, locked_until: 0 });
    return ok(null);
  }
  const failures = known.failures + 1;
  const lock = lockAfter(failures);
  await remember(host, person, { failures, locked_until: lock === 0 ? 0 : host.now() + lock });
  return err(
    lock === 0 ? refuse('PIN_WRONG') : refuse('PERSON_LOCKED', { minutes: Math.ceil(lock / 60_000) }),
  );
}

/** The same work for a person without a PIN, so that time tells nothing. */
const NOBODYS: PinHash = { salt: new Uint8Array(16), hash: new Uint8Array(32), pepper: 'own' };

const remember = (
  host: Host,
  person: PersonId,
  set: { readonly failures: number; readonly locked_until: number },
) =>
  host.commit({ id: host.newId(), actor: person, name: 'session.tried', input: set }, async () =>
    ok({ local: [patch(localPin, { person }, set)], answer: null }),
  );
