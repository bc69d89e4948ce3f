import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demoFolder } from '#electron/host/load-demo.ts';
import { readDemoStore } from '#node/import/demo-store.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import { makeEnrolmentCode } from '#server/link/enrolment.ts';
import { createLog } from '#server/ops/log.ts';
import { type Hq, startHq } from '#server/start-hq.ts';
import { openHost, type TestHost } from '#tests/host/open-host.ts';
import { hqDatabase } from '#tests/support/pg/database.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { foundDemoChain } from '../../../scripts/demo/found-chain.ts';
import { CONFIG } from './open-hq.ts';

const missing = await pgMissing();
const demo = readDemoStore(demoFolder(import.meta.dirname));

describe.skipIf(missing !== null)('the demo chain', () => {
  let hq: Hq;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const made = await hqDatabase();
    close = made.close;
    const log = createLog('silent');
    hq = await startHq({ ...CONFIG, database: { kind: 'named', url: made.url } }, log);
    await foundDemoChain(hq, demo);
  });
  afterAll(async () => {
    await hq.stop();
    await close();
  });

  const until = <T>(what: () => T | Promise<T>): Promise<T> =>
    vi.waitFor(what, { timeout: 20_000, interval: 20 });
  const registerOf = async (store: string): Promise<TestHost> => {
    const wanted = { store, register: null, role: 'register', madeBy: 'test' } as const;
    const code = await makeEnrolmentCode({ pool: hq.database.pool, now: Date.now }, wanted);
    if (!code.ok) throw new Error(code.error.code);
    const pins = scryptPins(new Uint8Array(32), undefined, async () => hq.identity.pepper);
    const opened = await openHost({ ports: { pins } });
    await opened.page().setup.join({ address: hq.address, code: code.value.code });
    await until(async () => expect((await opened.page().session.get()).mode).toBe('locked'));
    return opened;
  };

  test.each(['R01', 'R02'])(
    'a register of %s opens with everybody, all products and their stock',
    async (store) => {
      const { page, host } = await registerOf(store);
      const till = page();
      const [manager] = demo.people;
      const people = await till.session.people();
      expect(people.map(({ name }) => name).sort()).toEqual(demo.people.map(({ name }) => name).sort());
      const person = people.find(({ name }) => name === manager?.name)?.id ?? '';
      expect((await till.session.signIn({ person, pin: manager?.pin ?? '' })).person?.name).toBe(
        manager?.name,
      );
      expect((await till.session.get()).store).toMatchObject({ store, demo: true });
      expect((await till.catalog.search({ text: '', limit: 10 })).products).toBe(demo.products.length);
      const shelf = host.register.store.reading.prepare(
        "select sum(on_hand) from balance where location = 'SALEABLE'",
      );
      expect(shelf.pluck().get()).toBe(demo.products.reduce((sum, { onHand }) => sum + onHand, 0));
    },
  );
});
