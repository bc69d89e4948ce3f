import type { PersonId } from '#shared/domain/ids.ts';
import { drop, put } from '#shared/journal/change.ts';
import { localPersonKey, localPin } from '#shared/journal/tables/local.ts';
import type { PeoplePackage } from '#shared/link/people.ts';
import { leaveNoTrace } from '../leave-no-trace.ts';
import type { RegisterStore } from '../register-store.ts';

/**
 * Writes the keys and PIN verifiers headquarters sent for this register. A PIN that is the same as before keeps its count of wrong
 * tries; whose keys HQ has deleted is erased here too, without a trace on the disk. Answers whether anything changed.
 */
export async function keepPeople(store: RegisterStore, given: PeoplePackage): Promise<boolean> {
  const write = () =>
    store.queue.bulk(async () =>
      store.writer.within((db, executor) => {
        const keyOf = db.prepare('select key from local_person_key where person = ?').pluck();
        const pinOf = db.prepare('select hash from local_pin where person = ?').pluck();
        const isHqs = db.prepare("select 1 from local_pin where person = ? and pepper = 'hq'").pluck();
        let changed = false;
        for (const { person, key, pin } of given.people) {
          const opens = Buffer.from(key, 'base64');
          if (!isSame(keyOf.get(person), opens)) {
            changed = true;
            executor.effect(put(localPersonKey, { person, key: opens }));
          }
          const hash = pin && Buffer.from(pin.hash, 'base64');
          if (pin && hash && !isSame(pinOf.get(person), hash)) {
            changed = true;
            const salt = Buffer.from(pin.salt, 'base64');
            executor.effect(
              put(localPin, { person, salt, hash, pepper: 'hq', failures: 0, locked_until: 0 }),
            );
          }
          // A PIN set at this register stays until headquarters sends another.
          if (pin === null && isHqs.get(person) !== undefined) {
            changed = true;
            executor.effect(drop(localPin, { person }));
          }
        }
        for (const person of given.erased) {
          changed ||= keyOf.get(person) !== undefined;
          executor.effect(drop(localPersonKey, { person }));
          executor.effect(drop(localPin, { person }));
        }
        return changed;
      }),
    );
  const erases = given.erased.some((person) => isKnown(store, person as PersonId));
  return erases ? await leaveNoTrace(store.writer, write) : await write();
}

const isSame = (known: unknown, given: Uint8Array): boolean =>
  known instanceof Uint8Array && Buffer.compare(known, given) === 0;

const isKnown = (store: RegisterStore, person: PersonId): boolean =>
  store.writer.db().prepare('select 1 from local_person_key where person = ?').get(person) !== undefined;
