import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { checkPin } from '#shared/domain/people/pin.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { patch } from '#shared/journal/change.ts';
import { recoveryUsed } from '#shared/journal/entries/people.ts';
import { localDevice } from '#shared/journal/tables/local.ts';
import { fact, type Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import type { KnownPerson } from './directory.ts';
import type { PinHasher } from './ports.ts';
import { newPin } from './set-pin.ts';
import { isAllowed } from './weighing-rights.ts';

const deviceRow = query((db) =>
  db.selectFrom('local_device').select('recovery_hash').where('id', '=', 'self'),
);

/** No 0, O, 1, I, L: what is written on paper must be read back. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A recovery code of 24 signs (118 bits) from random bytes, in groups to be read aloud. Bytes above the last whole round of the alphabet are passed over, so that no sign is likelier. */
export function recoveryCode(random: (count: number) => Uint8Array): string {
  let code = '';
  while (code.length < 24)
    for (const byte of random(32))
      if (byte < 248 && code.length < 24) code += LETTERS.charAt(byte % LETTERS.length);
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** As it is hashed, however it was typed. */
export const plainCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

export interface RecoveryPorts {
  readonly pins: PinHasher;
  readonly sha256: (text: string) => string;
  readonly people: () => readonly KnownPerson[];
}

/**
 * Opens the store for its owner with the code printed at set-up: it sets a new PIN and is gone; its use is a fact. Answers the person.
 * Refuses PIN_WRONG for another code, PIN_WEAK, NOT_FOUND when nobody may look after people any more.
 */
export const recover =
  (host: Host, ports: RecoveryPorts) =>
  async (given: { readonly code: string; readonly pin: string }): Promise<Result<PersonId, DomainError>> => {
    const fit = checkPin(given.pin);
    if (!fit.ok) return fit;
    const owner = ownerOf(ports.people(), host);
    if (!owner) return err(refuse('NOT_FOUND'));
    const offered = ports.sha256(plainCode(given.code));
    const hash = await ports.pins.hash(fit.value);
    const command = { id: host.newId(), actor: owner.id, name: 'session.recover', input: {} };
    return await host.commit(command, async ({ read }) => {
      const device = await read.first(deviceRow, {});
      if (!device?.recovery_hash || device.recovery_hash !== offered) return err(refuse('PIN_WRONG'));
      return ok({
        entry: fact(recoveryUsed, { person: owner.id }),
        local: [patch(localDevice, { id: 'self' }, { recovery_hash: null }), newPin(owner.id, hash)],
        answer: owner.id,
      });
    });
  };

/** The longest here of those who look after people: ids are given in the order people came. */
const ownerOf = (people: readonly KnownPerson[], host: Host): KnownPerson | undefined =>
  people
    .filter(
      (p) => p.active && p.name !== null && isAllowed(host.chain().roles.get(p.role)?.grants, 'people.edit'),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];
