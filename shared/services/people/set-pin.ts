import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import { checkPin as checkNewPin } from '#shared/domain/people/pin.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { patch, put } from '#shared/journal/change.ts';
import { personChanged } from '#shared/journal/entries/settings.ts';
import { localPin } from '#shared/journal/tables/local.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { wasAnswered } from '../journal/was-answered.ts';
import type { Done } from '../settings/done.ts';
import type { CheckPin } from './check-pin.ts';
import type { KnownPerson } from './directory.ts';
import { pinOf } from './pin-rows.ts';
import type { PinHash, PinHasher } from './ports.ts';
import { coversRole, isAllowed } from './weighing-rights.ts';

export interface PinInput {
  readonly person: KnownPerson | undefined;
  readonly pin: string;
  /** Asked of whoever changes their own. */
  readonly currentPin: string | undefined;
}

/** The row of a new PIN; it also ends a lock. */
export const newPin = (person: PersonId, { salt, hash, pepper }: PinHash) =>
  put(localPin, { person, salt, hash, pepper, failures: 0, locked_until: 0 });

/**
 * Sets a PIN on this register: one's own with the current one, another's by the right to edit people. Two people may have the same.
 * Refuses PIN_WEAK, PIN_WRONG, PERSON_LOCKED, NOT_FOUND, RIGHT_MISSING.
 */
export const setPin =
  (host: Host, pins: PinHasher, checkPin: CheckPin) =>
  async ({ command, actor }: By, input: PinInput): Promise<Result<Done, DomainError>> => {
    const { person, pin } = input;
    if (person?.name == null) return err(refuse('NOT_FOUND'));
    // A digest of four digits is as good as the digits: the command is known by its person alone.
    const named = { ...command, input: { person: person.id } };
    // The current PIN it names is the one from before, and would count as wrong.
    if (await wasAnswered(host.read, command.id)) return await host.commit(named, noAnswer);
    const may = await mayChange(host, checkPin, { actor, person, currentPin: input.currentPin });
    if (!may.ok) return may;
    const fit = checkNewPin(pin);
    if (!fit.ok) return fit;
    const hash = await pins.hash(fit.value);
    return await host.commit(named, async () => ok({ local: [newPin(person.id, hash)], answer: {} }));
  };

const personRow = query<{ person: string }, { sealed: string; role: string; active: 0 | 1 }>((db, param) =>
  db.selectFrom('person').select(['sealed', 'role', 'active']).where('id', '=', param('person')),
);

/**
 * Sets a PIN at headquarters, for every register of the chain. The person is written once more as they are: the fact is what tells
 * registers to fetch verifiers, which stand in no fact. Refuses PIN_WEAK, NOT_FOUND, RIGHT_MISSING.
 */
export const setChainPin =
  (host: Host, pins: Pick<PinHasher, 'hash'>) =>
  async (
    { command, actor }: By,
    { person, pin }: Pick<PinInput, 'person' | 'pin'>,
  ): Promise<Result<Done, DomainError>> => {
    if (person?.name == null) return err(refuse('NOT_FOUND'));
    const { id } = person;
    const named = { ...command, input: { person: id } };
    if (await wasAnswered(host.read, command.id)) return await host.commitChain(named, noAnswer);
    const may = mayChangeOthers(host, actor, person);
    if (!may.ok) return may;
    const fit = checkNewPin(pin);
    if (!fit.ok) return fit;
    const hash = await pins.hash(fit.value);
    return await host.commitChain(named, async ({ read }) => {
      const known = await read.first(personRow, { person: id });
      if (!known) return err(refuse('NOT_FOUND'));
      const { sealed, active } = known;
      const body = { person: { id, sealed, role: known.role as RoleId, active: active === 1 } };
      return ok({ entry: fact(personChanged, body), local: [newPin(id, hash)], answer: {} });
    });
  };

/** The answer was forgotten in this very moment. */
const noAnswer = async () => err(refuse('STALE'));

async function mayChange(
  host: Host,
  checkPin: CheckPin,
  given: {
    readonly actor: By['actor'];
    readonly person: KnownPerson;
    readonly currentPin: string | undefined;
  },
): Promise<Result<null, DomainError>> {
  const { actor, person, currentPin } = given;
  if (person.id === actor.person) {
    const has = await host.read.first(pinOf, { person: person.id });
    return has ? await checkPin(person.id, currentPin ?? '') : ok(null);
  }
  return mayChangeOthers(host, actor, person);
}

function mayChangeOthers(host: Host, actor: By['actor'], { role }: KnownPerson): Result<null, DomainError> {
  if (!isAllowed(actor.grants, 'people.edit')) return err(refuse('RIGHT_MISSING', { right: 'people.edit' }));
  return coversRole(actor, role, host.chain());
}

/** Ends a lock before its time. Refuses NOT_FOUND for a person without a PIN. */
export const unlockPerson =
  (host: Host) =>
  ({ command }: By, person: PersonId): Promise<Result<Done, DomainError>> =>
    host.commit(command, async ({ read }) => {
      if (!(await read.first(pinOf, { person }))) return err(refuse('NOT_FOUND'));
      return ok({ local: [patch(localPin, { person }, { failures: 0, locked_until: 0 })], answer: {} });
    });
