import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secretFiles } from '#electron/host/secret-files.ts';
import { nodeCodec } from '#electron/store/codec.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import { createHqClient } from '#electron/sync/hq-client.ts';
import { deviceKeys } from '#electron/sync/keys.ts';
import { revokeDevice } from '#server/link/devices.ts';
import { toHex } from '#shared/link/bytes.ts';
import { PROTOCOL } from '#shared/link/hello.ts';
import { helloMessage } from '#shared/link/signature.ts';
import { freshFolder, openHost } from '#tests/host/open-host.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { newId } from '#tests/support/till.ts';
import { type LoneStore, loneStore, until } from './lone-store.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';

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
});
