import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openHost as openOrRescue } from '#electron/host/open-host.ts';
import { secretFiles } from '#electron/host/secret-files.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import { createHqClient } from '#electron/sync/hq-client.ts';
import { deviceKeys } from '#electron/sync/keys.ts';
import { nodeCodec } from '#node/codec.ts';
import { revokeDevice } from '#server/link/devices.ts';
import { toHex } from '#shared/link/bytes.ts';
import { PROTOCOL } from '#shared/link/hello.ts';
import { helloMessage } from '#shared/link/signature.ts';
import { freshFolder, openHost, type RegisterClient } from '#tests/host/open-host.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { newId } from '#tests/support/till.ts';
import { type LoneStore, loneStore, signIn, until } from './lone-store.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';
import { foundR01, pinsOf } from './store-of-registers.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('a register whose store file was deleted (fault 70)', () => {
  let hq: OpenHq;
  beforeEach(async () => {
    // A register is on the line to the end.
    hq = await openHq({ patienceMs: 500 });
  });
  afterEach(() => hq.stop());

  /** All it gets through before the line is gone again: the first two words of the link, signed as ever. */
  const sayHello = async ({ opened }: LoneStore, dataDir: string) => {
    const { store } = opened.host.register;
    const { device, epoch } = store.self();
    const { seq, hash } = store.head();
    const secrets = secretFiles(dataDir);
    const keys = deviceKeys((await secrets.read('device.key')) ?? '');
    const client = createHqClient(hq.address, new AbortController().signal);
    const asked = await client.challenge(device);
    if (!asked.ok) throw new Error(asked.error.code);
    const { challenge } = asked.value;
    const said = await client.hello({
      device,
      challenge,
      signature: toHex(keys.sign(helloMessage({ device, challenge }, nodeCodec))),
      protocol: PROTOCOL,
      version: '0.1.0',
      epoch,
      seq,
      head: toHex(hash),
      lease: await secrets.read('hq-lease'),
      waiting: { facts: 0, since: null },
      at: Date.now(),
    });
    if (!said.ok) throw new Error(said.error.code);
  };

  /** The folder as the program opens it: with what it offers where the store is gone. */
  const rescue = async (dataDir: string) => {
    const host = await openOrRescue({ dataDir, ports: { pins: pinsOf(hq), report: () => {} } });
    const page = () =>
      createRouterClient(host.router, {
        context: host.contextFor({ id: newId(), via: 'loopback', closed: new AbortController().signal }),
      }) as RegisterClient;
    return { page, stop: () => host.stop() };
  };

  test.each([
    ['how many facts headquarters knows of that never came', 3],
    ['that none is known to be missing', 0],
  ])('joins again, and headquarters says %s', async (_, unsent) => {
    const { client } = await foundOwner(hq.address);
    const dataDir = freshFolder();
    const shop = await loneStore(hq, {}, dataDir);
    await shop.join('R02');
    const page = await shop.joined();
    await page.shifts.open({ commandId: newId(), counted: [] });
    await sellUnlisted(page, { lines: [{ name: 'Tea', price: 500 }] });
    const [lost] = await client.devices.list();
    const device = lost?.device ?? '';
    await until(async () => expect(await hq.rows('select total from sale')).toEqual([{ total: 500 }]));
    // Its line is down while it sells on; the last it manages to say is how much it has.
    await shop.opened.host.register.link.stop();
    for (let n = 0; n < unsent; n++) await sellUnlisted(page, { lines: [{ name: 'Jam', price: 100 + n }] });
    await sayHello(shop, dataDir);
    await hq.settle();
    await shop.opened.host.stop();
    rmSync(dataFolder(dataDir).store);

    await revokeDevice({ pool: hq.database.pool, now: Date.now }, device);
    const again = await openHost();
    await again.page().setup.join({ address: hq.address, code: await hq.code('R02', '1') });
    const devices = await client.devices.list();
    const former = { device, missing: unsent };
    expect(devices.find(({ state }) => state !== 'revoked')).toMatchObject({ register: '1', former });
    expect(devices.find(({ state }) => state === 'revoked')).toMatchObject({ ...former, former: null });
  });

  test('joins again in the same folder once a person has begun anew, with numbers of its own', async () => {
    await foundR01(hq);
    const dataDir = freshFolder();
    const opened = await openHost({ dataDir, ports: { pins: pinsOf(hq) } });
    const page = opened.page();
    const joinAndSell = async (at: RegisterClient, price: number) => {
      await at.setup.join({ address: hq.address, code: await hq.code('R01', '1') });
      await until(async () => expect((await at.session.get()).mode).toBe('locked'));
      await signIn(at);
      // The shift of the lost one comes down with the store's facts, and is still open.
      if ((await at.shifts.current()) === null) await at.shifts.open({ commandId: newId(), counted: [] });
      return (await sellUnlisted(at, { lines: [{ name: 'Tea', price }] })).number;
    };
    const before = await joinAndSell(page, 500);
    await until(async () => expect(await hq.rows('select total from sale')).toEqual([{ total: 500 }]));
    const { device } = opened.host.register.store.self();
    await opened.host.stop();
    // The secrets are left: they are those of the lost one.
    rmSync(dataFolder(dataDir).store);
    await revokeDevice({ pool: hq.database.pool, now: Date.now }, device);

    const rescued = await rescue(dataDir);
    await rescued.page().rescue.beginAnew();
    const again = rescued.page();
    const after = await joinAndSell(again, 700);
    expect([before, after]).toEqual(['R01-1-000001', 'R01-1B-000001']);
    await until(async () => {
      const state = await again.link.tryNow();
      expect([state?.online, state?.waiting.facts, state?.trouble]).toEqual([true, 0, null]);
    });
    expect(await hq.rows('select number from sale order by total')).toEqual([
      { number: before },
      { number: after },
    ]);
    expect(
      await hq.rows("select rule from exception where settled_at is null and rule <> 'NEGATIVE'"),
    ).toEqual([]);
    await rescued.stop();
  });

  test('that came back from a backup alone sells, and says that headquarters does not know it any more', async () => {
    await foundR01(hq);
    const dataDir = freshFolder();
    const opened = await openHost({ dataDir, ports: { pins: pinsOf(hq) } });
    const page = opened.page();
    await page.setup.join({ address: hq.address, code: await hq.code('R01', '1') });
    await until(async () => expect((await page.session.get()).mode).toBe('locked'));
    const backup = makeBackup(dataFolder(dataDir), Date.now(), 'manual');
    const elsewhere = `${dataDir}-${backup.file}`;
    copyFileSync(backup.path, elsewhere);
    await opened.host.stop();
    // Its key has gone with the folder.
    rmSync(dataDir, { recursive: true });
    const rescued = await rescue(dataDir);
    copyFileSync(elsewhere, join(dataFolder(dataDir).backups, backup.file));
    await rescued.page().rescue.restore({ file: backup.file });
    const again = rescued.page();
    await signIn(again);
    await again.shifts.open({ commandId: newId(), counted: [] });
    const sold = await sellUnlisted(again, { lines: [{ name: 'Tea', price: 700 }] });
    expect(sold.number).toBe('R01-1B-000001');
    await until(async () => {
      const state = await again.link.state();
      expect([state?.state, state?.trouble, (state?.waiting.facts ?? 0) > 0]).toEqual([
        'joined',
        'UNSIGNED',
        true,
      ]);
    });
    await rescued.stop();
  });
});
