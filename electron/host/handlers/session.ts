import { createHash } from 'node:crypto';
import type { PersonId } from '#shared/domain/ids.ts';
import { personViews } from '#shared/services/people/person-view.ts';
import { recover } from '#shared/services/people/recovery.ts';
import type { DeviceSettings } from '#shared/services/settings/local-settings.ts';
import { saveLocalSetting } from '#shared/services/settings/local-settings.ts';
import { demoPins } from '../load-demo.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, signedIn } from '../router.ts';
import { sessionView } from '../session-view.ts';

/** Who is at the till: signing in by PIN, locking, getting back in with the recovery code. */
export function sessionHandlers(register: Register): Handlers<'session'> {
  const { host, people, ports, local, checkPin } = register;
  const roleName = (role: string) => [...host.chain().roles.values()].find((r) => r.id === role)?.name ?? '';
  let pins: ReadonlyMap<string, string> | null = null;
  const demoPinOf = (name: string): string | undefined => {
    if (register.store.chain().values['demo'] !== 'true') return undefined;
    pins ??= demoPins();
    return pins.get(name);
  };
  return {
    get: on.session.get.handler(({ context }) => sessionView(register, context.session)),
    people: on.session.people.handler(async () => {
      const views = await personViews(host.read, people.all(), host.now());
      return views
        .filter((person) => person.active && person.hasPin)
        .map(({ id, name, role, lockedUntil }) => ({
          id,
          name,
          role: roleName(role),
          lockedUntil,
          demoPin: demoPinOf(name),
        }));
    }),
    signIn: on.session.signIn.handler(async ({ context, input }) => {
      const person = input.person as PersonId;
      // One who may not act is answered like one who typed a wrong PIN.
      const known = people.actorOf(person) ? person : ('' as PersonId);
      answer(await checkPin(known, input.pin));
      context.session.signIn(person);
      return await sessionView(register, context.session);
    }),
    lock: on.session.lock.handler(async ({ context }) => {
      context.session.lock();
      return await sessionView(register, context.session);
    }),
    comeBack: on.session.comeBack.handler(async ({ context, input }) => {
      const person = register.returning.take(input.key);
      if (person !== null && people.actorOf(person)) context.session.signIn(person);
      return await sessionView(register, context.session);
    }),
    recover: on.session.recover.handler(async ({ context, input }) => {
      const open = recover(host, { pins: ports.pins, people: people.all, sha256: recoveryHash });
      const person = answer(await open({ code: input.code, pin: input.newPin }));
      context.session.signIn(person);
      return await sessionView(register, context.session);
    }),
    setDevice: on.session.setDevice.handler(async (call) => {
      const { input, context } = call;
      const device: DeviceSettings = { ...local.now().device, ...given(input) };
      const command = {
        id: host.newId(),
        actor: signedIn(call).person,
        name: 'session.setDevice',
        input: {},
      };
      answer(await saveLocalSetting(host)(command, 'device', device));
      await local.reload();
      return await sessionView(register, context.session);
    }),
  };
}

export const recoveryHash = (code: string): string => createHash('sha256').update(code, 'utf8').digest('hex');

/** Only what the caller named. */
const given = <T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
