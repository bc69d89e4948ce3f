import { leaveNoTrace } from '#electron/store/leave-no-trace.ts';
import type { RoleView } from '#shared/contract/back-office.ts';
import { refuse } from '#shared/domain/error.ts';
import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/people/person.ts';
import type { Grants } from '#shared/domain/people/rights.ts';
import { decideRights, undecidedOf } from '#shared/services/people/decide-rights.ts';
import { erasePerson } from '#shared/services/people/erase-person.ts';
import { type PersonView, personViews } from '#shared/services/people/person-view.ts';
import { savePerson } from '#shared/services/people/save-person.ts';
import { saveRole } from '#shared/services/people/save-role.ts';
import { setPin, unlockPerson } from '#shared/services/people/set-pin.ts';
import type { Register } from '../register.ts';
import { type Handlers, on, refused, tell } from '../router.ts';

/** People, their roles and PINs. */
export function peopleHandlers(register: Register): Handlers<'people'> {
  const { host, store, people, ports, checkPin } = register;
  const views = () => personViews(host.read, people.all(), host.now());
  const roleView = (role: Role): RoleView => ({
    id: role.id,
    name: role.name,
    grants: { ...role.grants },
    undecided: undecidedOf(role, host.chain()),
  });
  return {
    list: on.people.list.handler(views),
    roles: on.people.roles.handler(() => [...host.chain().roles.values()].map(roleView)),
    save: on.people.save.handler(async (call) => {
      const { person, role, ...rest } = call.input;
      const input = { ...rest, person: person as PersonId | null, role: role as RoleId };
      const id = await tell(call, (by) => savePerson(host, ports.seal)(by, input));
      await people.reload();
      return found((await views()).find((each) => each.id === id));
    }),
    setPin: on.people.setPin.handler((call) => {
      // Headquarters would send the old one again.
      if (register.link.keepsChain()) throw refused(refuse('KEPT_AT_HQ'));
      const { person, pin, currentPin } = call.input;
      const input = { person: people.get(person as PersonId), pin, currentPin };
      return tell(call, (by) => setPin(host, ports.pins, checkPin)(by, input));
    }),
    unlock: on.people.unlock.handler((call) =>
      tell(call, (by) => unlockPerson(host)(by, call.input.person as PersonId)),
    ),
    erase: on.people.erase.handler(async (call) => {
      const person = call.input.person as PersonId;
      const done = await leaveNoTrace(store.writer, () =>
        tell(call, (by) => erasePerson(host, ports.seal)(by, person)),
      );
      await people.reload();
      return done;
    }),
    decideRights: on.people.decideRights.handler(async (call) => {
      const id = await tell(call, (by) => decideRights(host)(by, call.input.role as RoleId));
      return roleView(found(host.chain().roles.get(id)));
    }),
    saveRole: on.people.saveRole.handler(async (call) => {
      const { role, name } = call.input;
      const input = { role: role as RoleId | null, name, grants: call.input.grants as Grants };
      const id = await tell(call, (by) => saveRole(host, ports.seal)(by, input));
      return roleView(found(host.chain().roles.get(id)));
    }),
  };
}

/** A person erased by somebody else in the very moment. */
function found<T extends PersonView | Role>(value: T | undefined): T {
  if (!value) throw refused(refuse('STALE'));
  return value;
}
