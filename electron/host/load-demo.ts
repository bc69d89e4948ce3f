import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fillDemoStore, readDemoStore } from '#node/import/demo-store.ts';
import type { RegisterId } from '#shared/domain/ids.ts';
import { foundRegister } from './found-register.ts';
import type { Register } from './register.ts';

/** One who may sign in at the demo store, with the PIN, since it is a demo. */
export interface DemoPerson {
  readonly name: string;
  readonly role: string;
  readonly pin: string;
}

/** Founds the demo store and fills its shelves; some 2,000 products take about a second. Answers its people. */
export async function loadDemo(register: Register): Promise<DemoPerson[]> {
  const { store, people, ports } = register;
  const demo = readDemoStore(demoFolder(import.meta.dirname));
  await foundRegister(register, {
    store: demo.draft.settings.store,
    register: '1' as RegisterId,
    draft: demo.draft,
    recoveryHash: null,
  });
  const by = people.all()[0]?.id;
  if (!by) throw new Error('the demo store has no people');
  const { commitBulk } = store;
  await fillDemoStore({ catalog: commitBulk, shelves: [commitBulk], newId: ports.newId }, demo, by);
  const { roles } = store.chain();
  return demo.people.map(({ name, role, pin }) => ({ name, role: roles.get(role)?.name ?? role, pin }));
}

/** The PINs the demo store came with, by name: shown where people sign in, since nothing in it is real. */
export const demoPins = (): ReadonlyMap<string, string> =>
  new Map(readDemoStore(demoFolder(import.meta.dirname)).people.map(({ name, pin }) => [name, pin]));

/** `resources/demo` above this module: in a checkout, a bundle and a packaged app alike. */
export function demoFolder(from: string): string {
  const here = join(from, 'resources', 'demo');
  const above = dirname(from);
  if (existsSync(join(here, 'store.json')) || above === from) return here;
  return demoFolder(above);
}
