import { expect, onTestFinished, test, vi } from 'vitest';
import { dataFolder } from '#electron/store/data-folder.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import { aProduct } from '#tests/catalog/catalog-store.ts';
import { FULL, OFFLINE_SALES } from '#tests/crash/seeds.ts';
import { id, openHost } from '../host/open-host.ts';
import { smallHq } from '../support/link/small-hq.ts';
import { sellUnlisted } from '../support/own-store.ts';

const PEPPER = new Uint8Array(32).fill(7);
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };
const OWNER = { name: 'Ada Quay', pin: '628405' };
const DAYS = 60;
const DAY_MS = 86_400_000;
const until = <T>(what: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(what, { timeout: 60_000, interval: 5 });

test(
  `after sixty days offline ${OFFLINE_SALES} sales go up in their order, while it sells on and new prices come down`,
  async () => {
    const hq = await smallHq({ hash: scryptPins(PEPPER, COST).hash, pepper: PEPPER });
    onTestFinished(() => hq.stop());
    // Batches enough in the short run too.
    hq.batchEntries = FULL ? 500 : 60;
    await hq.openStore('S1', OWNER);
    const pins = scryptPins(new Uint8Array(32), COST, async () => PEPPER);
    const { host, clock, page: newPage, dataDir } = await openHost({ ports: { pins } });
    const page = newPage();
    await page.setup.join({ address: hq.url, code: hq.code('S1', '1') });
    await until(async () => expect((await page.session.get()).mode).toBe('locked'));
    const signIn = async () => {
      const [person] = await page.session.people();
      await page.session.signIn({ person: person?.id ?? '', pin: OWNER.pin });
    };
    await signIn();
    await page.shifts.open({ commandId: id(), counted: [] });
    const waiting = () => host.register.link.view()?.waiting.facts ?? 0;
    await until(() => expect(waiting()).toBe(0));
    /** Time goes on meanwhile: what a call that failed waits for comes, and the poll of the minute. */
    const untilLater = (what: () => void | Promise<void>) =>
      until(() => {
        clock.advance(100);
        return what();
      });
    const sell = () => sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    const price = async () => (await page.catalog.get({ product: 'tea' }).catch(() => null))?.price;

    hq.mishap = () => 'down';
    hq.hangUp();
    for (let sale = 0; sale < OFFLINE_SALES; sale++) {
      await sell();
      if (sale % Math.ceil(OFFLINE_SALES / DAYS) !== 0) continue;
      clock.advance(DAY_MS);
      await signIn();
    }
    expect(waiting()).toBeGreaterThanOrEqual(OFFLINE_SALES);
    await hq.say(productChanged, {
      product: aProduct('tea', { price: 990 as never }),
      before: null,
      how: 'edited',
      approvals: [],
    });

    // Headquarters is back, and slow: from the third batch on it takes none before the register has the price and has sold.
    let pushes = 0;
    const { promise: soldOn, resolve: letThrough } = Promise.withResolvers<void>();
    hq.around = async (path, work) => {
      if (path !== '/link/push') return await work();
      pushes += 1;
      if (pushes > 2) await soldOn;
      return await work();
    };
    hq.mishap = () => null;
    await untilLater(() => expect(pushes).toBeGreaterThan(2));
    await untilLater(async () => expect(await price()).toBe(990));
    for (let sale = 0; sale < 5; sale++) await sell();
    expect(waiting()).toBeGreaterThan(OFFLINE_SALES / 4);
    letThrough();
    // However many there are and however slow the machine: ever fewer of them wait.
    for (let left = waiting(); left > 0; left = waiting()) {
      const before = left;
      await untilLater(() => expect(waiting()).toBeLessThan(before));
    }

    const { device } = host.register.store.self();
    const seqs = hq.db
      .prepare("select seq from journal where store = 'S1' and origin = ? order by position")
      .pluck()
      .all(device) as number[];
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    const own = 'select count(*) from sale';
    expect(hq.db.prepare(own).pluck().get()).toBe(OFFLINE_SALES + 5);
    expect(host.register.store.reading.prepare(own).pluck().get()).toBe(OFFLINE_SALES + 5);
    expect(examine(dataFolder(dataDir)).findings).toEqual([]);
  },
  FULL ? 3_600_000 : 120_000,
);
