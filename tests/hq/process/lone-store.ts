import { v7 as uuidv7 } from 'uuid';
import { expect, vi } from 'vitest';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import type { RegisterId, StoreId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import { type Draft, fact } from '#shared/services/journal/host.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { type OwnStore, ownStore } from '#shared/services/setup/own-store.ts';
import { freshFolder, OWN, openHost, type RegisterClient, type TestHost } from '#tests/host/open-host.ts';
import { newId } from '#tests/support/till.ts';
import type { OpenHq } from './open-hq.ts';

const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };

/** A register that sells for a store of its own, with its owner signed in on a page. */
export interface LoneStore {
  readonly opened: TestHost;
  readonly page: RegisterClient;
  /** Becomes a register of a store of the chain. */
  readonly join: (store: string) => ReturnType<RegisterClient['link']['join']>;
  /** Waits until headquarters has all and the register goes by the chain's catalog; answers a page with its owner signed in. */
  readonly joined: () => Promise<RegisterClient>;
  /** Another page with its owner signed in. */
  readonly signedIn: () => Promise<RegisterClient>;
}

export const until = <T>(what: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(what, { timeout: 60_000, interval: 20 });

export async function loneStore(
  hq: OpenHq,
  own: Partial<typeof OWN> = {},
  dataDir = freshFolder(),
): Promise<LoneStore> {
  const pins = scryptPins(new Uint8Array(32), COST, async () => hq.identity.pepper);
  const opened = await openHost({ dataDir, ports: { pins } });
  const page = opened.page();
  await page.setup.own({ ...OWN, store: 'SOLO', ...own });
  await signIn(page);
  const signedIn = async () => {
    const again = opened.page();
    await signIn(again);
    return again;
  };
  return {
    opened,
    signedIn,
    page,
    join: async (store) => await page.link.join({ address: hq.address, code: await hq.code(store) }),
    joined: async () => {
      await until(async () => {
        opened.clock.advance(2_000);
        expect((await page.session.get()).link).toBe('joined');
      });
      return await signedIn();
    },
  };
}

/** Signs the owner in. */
export async function signIn(page: RegisterClient): Promise<void> {
  const [person] = await page.session.people();
  await page.session.signIn({ person: person?.id ?? '', pin: OWN.owner.pin });
}

/** A product as somebody at the register types it. */
export const saveProduct = (page: RegisterClient, name: string, more: object = {}) =>
  page.catalog.save({ commandId: newId(), product: null, value: { ...PRODUCT, ...more, name } });

/** Founds the chain with tax classes, ways of paying and settings of its own; nobody works there yet. */
export async function foundChain(hq: OpenHq, more: Partial<OwnStore>): Promise<void> {
  const draft = ownStore({ ...OWN, ...more, store: 'R01' as StoreId, register: '1' as RegisterId });
  if (!draft.ok) throw new Error(draft.error.code);
  const host = await hq.hosts.of('chain' as StoreId);
  const pins = scryptPins(hq.identity.pepper, COST);
  const founded = await foundStore(host, { pins, seal: aesSeal })({ ...draft.value, people: [] }, 'chain');
  if (!founded.ok) throw new Error(founded.error.code);
}

/** Something the chain says. */
export async function chainSays(hq: OpenHq, entry: Draft): Promise<void> {
  const host = await hq.hosts.of('chain' as StoreId);
  const command = { id: uuidv7(), actor: 'system' as never, name: 'test', input: {} };
  const said = await host.commitChain(command, async () => ok({ entry, answer: null }));
  if (!said.ok) throw new Error(said.error.code);
}

/** A product of the chain's own. */
export async function chainProduct(hq: OpenHq, name: string, more: object = {}): Promise<string> {
  const product = { ...PRODUCT, id: newId(), ...more, name };
  const body = { product, before: null, how: 'edited', approvals: [] } as never;
  await chainSays(hq, fact(productChanged, body));
  return product.id;
}

/** What a person of the chain is asked to look at because a store joined: rule and detail, in the order of the subjects. */
export const joinedExceptions = async (hq: OpenHq, store: string) =>
  (
    await hq.rows<{ rule: string; detail: string }>(
      "select rule, detail from exception where store = $1 and rule like 'JOINED%' order by subject",
      [store],
    )
  ).map(({ rule, detail }) => [rule, JSON.parse(detail)] as const);

/** A product with nothing about it that matters. */
export const PRODUCT = {
  names: {},
  sku: null,
  barcodes: [],
  unit: 'piece' as const,
  price: 1500,
  taxClass: 'tax-1',
  category: 'general',
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
};

/** Counts the drawer and ends the shift. */
export async function closeShift(page: RegisterClient): Promise<void> {
  const { shift } = (await page.shifts.current()) ?? { shift: '' };
  await page.shifts.startCount({ commandId: newId(), shift });
  await page.shifts.close({
    commandId: newId(),
    shift,
    counted: [],
    declared: (await page.settings.tenders())
      .filter(({ kind, declaredAtClose }) => declaredAtClose && kind !== 'cash')
      .map((tender) => ({ tender: tender.id, amount: 0 })),
    tickets: 'void',
    note: '',
  });
}
