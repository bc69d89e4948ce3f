import type { RoleView } from '#shared/contract/back-office.ts';
import type { PersonId, RoleId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/people/person.ts';
import type { Grants } from '#shared/domain/people/rights.ts';
import { decideRights, undecidedOf } from '#shared/services/people/decide-rights.ts';
import { loadPeople } from '#shared/services/people/directory.ts';
import { personViews } from '#shared/services/people/person-view.ts';
import { savePerson } from '#shared/services/people/save-person.ts';
import { saveRole } from '#shared/services/people/save-role.ts';
import { setChainPin } from '#shared/services/people/set-pin.ts';
import type { Hq } from '../hq.ts';
import { found, type HqHandlers, type On, tell } from '../router.ts';

/** Who works in the stores, their PINs, and what their roles may do there. */
export function peopleHandlers({ host, seal, pins, changes }: Hq, on: On): HqHandlers<'people'> {
  const all = async () => {
    const people = [...(await loadPeople(host.read, seal)).values()];
    return await personViews(host.read, people, host.now());
  };
  const roleView = (role: Role): RoleView => ({
    id: role.id,
    name: role.name,
    grants: { ...role.grants },
    undecided: undecidedOf(role, host.chain()),
  });
  return {
    list: on.people.list.handler(() => all()),
    roles: on.people.roles.handler(() => [...host.chain().roles.values()].map(roleView)),
    save: on.people.save.handler(async (call) => {
      const { person, role, name, active } = call.input;
      const input = { person: person as PersonId | null, role: role as RoleId, name, active };
      const id = await tell(call, (by) => savePerson(host, seal)(by, input));
      changes.tell(['people']);
      return found((await all()).find((each) => each.id === id));
    }),
    setPin: on.people.setPin.handler(async (call) => {
      const { person, pin } = call.input;
      const known = (await loadPeople(host.read, seal)).get(person as PersonId);
      const done = await tell(call, (by) => setChainPin(host, pins)(by, { person: known, pin }));
      changes.tell(['people']);
      return done;
    }),
    decideRights: on.people.decideRights.handler(async (call) => {
      const id = await tell(call, (by) => decideRights(host)(by, call.input.role as RoleId));
      changes.tell(['people']);
      return roleView(found(host.chain().roles.get(id)));
    }),
    saveRole: on.people.saveRole.handler(async (call) => {
      const { role, name, grants } = call.input;
      const input = { role: role as RoleId | null, name, grants: grants as Grants };
      const id = await tell(call, (by) => saveRole(host, seal)(by, input));
      changes.tell(['people']);
      return roleView(found(host.chain().roles.get(id)));
    }),
  };
}
