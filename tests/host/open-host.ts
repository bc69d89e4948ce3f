import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { v7 as uuidv7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { createHost, type RunningHost } from '#electron/host/create-host.ts';
import type { HostPorts } from '#electron/host/ports.ts';
import type { HostContext } from '#electron/host/router.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import type { Contract } from '#shared/contract/index.ts';

export type RegisterClient = ContractRouterClient<Contract>;

/** A clock that only moves when told, with the timers it would have fired. */
export interface TestClock {
  readonly timers: HostPorts['timers'];
  readonly advance: (ms: number) => void;
  readonly set: (at: number) => void;
}

export function testClock(start = Date.parse('2026-11-22T09:00:00+08:00')): TestClock {
  let now = start;
  const due = new Set<{ at: number; run: () => void }>();
  const set = (at: number) => {
    now = at;
    for (const timer of [...due].sort((a, b) => a.at - b.at)) {
      if (timer.at > now || !due.delete(timer)) continue;
      timer.run();
    }
  };
  return {
    timers: {
      now: () => now,
      after: (ms, run) => {
        const timer = { at: now + ms, run };
        due.add(timer);
        return () => due.delete(timer);
      },
    },
    advance: (ms) => set(now + ms),
    set,
  };
}

/** PINs hashed as in life but with few rounds: tests sign in hundreds of times. */
export const quickPins = () => scryptPins(new Uint8Array(32), { N: 16, r: 8, p: 1, maxmem: 1 << 20 });

export interface TestHost {
  readonly host: RunningHost;
  readonly clock: TestClock;
  readonly dataDir: string;
  /** A page of its own: nobody is signed in. */
  readonly page: () => RegisterClient;
  readonly context: () => HostContext;
  readonly reported: unknown[];
}

export const as = (host: RunningHost, context: HostContext): RegisterClient =>
  createRouterClient(host.router, { context });

/** A register in a folder that goes away with the test. */
export async function openHost(
  given: { dataDir?: string; clock?: TestClock; ports?: Partial<HostPorts> } = {},
): Promise<TestHost> {
  const dataDir = given.dataDir ?? freshFolder();
  const clock = given.clock ?? testClock();
  const reported: unknown[] = [];
  const host = await createHost({
    dataDir,
    ports: {
      timers: clock.timers,
      pins: quickPins(),
      report: (where, error) => reported.push([where, error]),
      ...given.ports,
    },
  });
  onTestFinished(() => host.stop());
  const context = () =>
    host.contextFor({ id: uuidv7(), via: 'loopback', closed: new AbortController().signal });
  return { host, clock, dataDir, context, page: () => as(host, context()), reported };
}

export function freshFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mallard-host-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true, force: true });
    rmSync(`${dir}.marker.json`, { force: true });
  });
  return join(dir, 'register');
}

/** What every test starts its own store with. */
export const OWN = {
  store: 'R01',
  register: '1',
  name: 'Mallard Riverside',
  address: ['12 Quay Street'],
  taxNumber: '91310000MA1K00000X',
  phone: '',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  locale: 'en' as const,
  priceMode: 'inclusive' as const,
  taxClasses: [
    { name: 'Standard', rate: 130_000 },
    { name: 'Food', rate: 90_000 },
  ],
  owner: { name: 'Wen Li', pin: '739154' },
};

export const id = (): string => uuidv7();

export interface Shop extends TestHost {
  readonly owner: RegisterClient;
  readonly ownerId: string;
  readonly clerk: RegisterClient;
  readonly clerkId: string;
  readonly managerId: string;
  readonly hire: (name: string, role: string, pin: string) => Promise<string>;
  readonly recoveryCode: string;
}

/** A store with its owner signed in on the answered page, and a clerk and a manager with PINs. */
export async function openShop(given: Parameters<typeof openHost>[0] = {}): Promise<Shop> {
  const opened = await openHost(given);
  const owner = opened.page();
  const { recoveryCode } = await owner.setup.own(OWN);
  const people = await owner.session.people();
  const ownerId = people[0]?.id ?? '';
  await owner.session.signIn({ person: ownerId, pin: OWN.owner.pin });
  const hire = async (name: string, role: string, pin: string): Promise<string> => {
    const person = await owner.people.save({ commandId: id(), person: null, name, role, active: true });
    await owner.people.setPin({ commandId: id(), person: person.id, pin });
    return person.id;
  };
  const clerkId = await hire('Mei Chen', 'clerk', CLERK_PIN);
  const managerId = await hire('Jonas Berg', 'manager', MANAGER_PIN);
  const clerk = opened.page();
  await clerk.session.signIn({ person: clerkId, pin: CLERK_PIN });
  return { ...opened, owner, ownerId, clerk, clerkId, managerId, hire, recoveryCode };
}

/** A role that looks after people and has less than a manager; answers its id. */
export async function deputyRole(owner: RegisterClient): Promise<string> {
  const manager = (await owner.people.roles()).find((role) => role.id === 'manager');
  const { 'store.maintain': _without, ...grants } = manager?.grants ?? {};
  return (await owner.people.saveRole({ commandId: id(), role: null, name: 'Deputy', grants })).id;
}

export const CLERK_PIN = '482613';
export const MANAGER_PIN = '905172';
export const DEPUTY_PIN = '318274';
