import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type HqClient, overHttp } from '../hq-place.ts';
import { openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';

const missing = await pgMissing();

const areasOf = (told: IteratorResult<{ areas: string[] }, unknown>) => (told.done ? [] : told.value.areas);

describe.skipIf(missing !== null)('the pages of headquarters, beside what registers ask', () => {
  test('a chain made by hand gets its first owner, who sees what a register hands over as it comes', async () => {
    const hq = await openHq();
    const origin = hq.address;
    try {
      const page = await fetch(`${origin}/hq/overview`);
      expect(await page.text()).toContain('<meta name="mallard-host" content="hq">');
      const { cookie, chain } = await foundOwner(origin);
      expect(chain).toBe('Ducks');
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
      const client: HqClient = createORPCClient(new RPCLink({ websocket: socket as never }));
      await new Promise((open) => socket.once('open', open));
      expect((await client.stores.list()).map(({ store, name }) => `${store} ${name}`)).toEqual([
        'R01 Pond',
        'R02 Lake',
      ]);
      const { code } = await client.codes.make({
        commandId: crypto.randomUUID(),
        store: 'R02',
        register: null,
      });
      expect(code).toMatch(/^[A-Z0-9-]+$/);
      const changes = await client.events.changes();
      const device = await hq.joined();
      const { session } = (await device.hello()).body;
      await device.push(session, device.batch(device.facts(2)));
      const seen = new Set<string>();
      // Whatever a store may have sent: sales, and goods to other stores.
      while (!seen.has('sale') || !seen.has('transfer'))
        for (const area of areasOf(await changes.next())) seen.add(area);
      await hq.settle();
      expect(await client.devices.list()).toMatchObject([
        { store: 'R01', storeName: 'Pond', state: 'online' },
      ]);
      socket.terminate();
      expect((await overHttp(origin, { cookie }).session.get()).mode).toBe('open');
    } finally {
      await hq.stop();
    }
  });
});
