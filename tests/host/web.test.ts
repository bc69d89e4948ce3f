import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startWebHost, type WebHost } from '#electron/host/web/web-host.ts';
import { CLERK_PIN, id, openShop, type RegisterClient, type Shop } from './open-host.ts';
import { MILK, readyToSell, sell } from './stock.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function served() {
  const shop = await openShop();
  await readyToSell(shop.owner);
  const faults: unknown[] = [];
  const web = await startWebHost(shop.host, {
    port: 0,
    rendererDir: '/nowhere',
    report: (_where, error) => faults.push(error),
  });
  open.push(() => web.stop());
  return { ...shop, web, faults };
}

/** A page over its own socket, as the browser opens it. */
async function pageOver(web: WebHost): Promise<{ client: RegisterClient; socket: WebSocket }> {
  const entry = await fetch(web.url, { redirect: 'manual' });
  const cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://127.0.0.1:${web.port}/rpc`, { headers: { origin: web.origin, cookie } });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  open.push(() => socket.close());
  const client: RegisterClient = createORPCClient(new RPCLink({ websocket: socket as never }));
  return { client, socket };
}

const areasOf = (told: IteratorResult<{ areas: string[] }, unknown>) => (told.done ? [] : told.value.areas);

async function tokenOf(shop: Shop): Promise<string> {
  const made = await shop.owner.tokens.make({
    commandId: id(),
    name: 'till script',
    person: shop.ownerId,
    rights: ['sale.sell'],
    days: 1,
  });
  return made.token;
}

describe('over WebSocket', () => {
  test('a page signs in, sells, and is told what changed', async () => {
    const { web, clerkId } = await served();
    const { client } = await pageOver(web);
    const changes = await client.events.changes();
    await client.session.signIn({ person: clerkId, pin: CLERK_PIN });
    expect((await changes.next()).value).toEqual({ areas: ['session'] });
    const done = await sell(client, MILK);
    expect(done.number).toBe('R01-1-000001');
    const seen = new Set<string>();
    while (!seen.has('sale')) for (const area of areasOf(await changes.next())) seen.add(area);
    expect(seen).toContain('ticket');
    await changes.return?.();
  });

  test('a session ends with its socket; another page is nobody', async () => {
    const { web, clerkId } = await served();
    const first = await pageOver(web);
    await first.client.session.signIn({ person: clerkId, pin: CLERK_PIN });
    const second = await pageOver(web);
    expect((await second.client.session.get()).mode).toBe('locked');
    await expect(second.client.tickets.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  test('a refusal arrives typed; a fault arrives with a trace and nothing else, and is reported once with its cause', async () => {
    const { web, clerkId, host, faults } = await served();
    const { client } = await pageOver(web);
    await client.session.signIn({ person: clerkId, pin: CLERK_PIN });
    await expect(
      client.tickets.void({ commandId: id(), ticket: 'x', version: 0, reason: 'y' }),
    ).rejects.toMatchObject({
      code: 'REFUSED',
      defined: true,
      data: { code: expect.stringMatching(/^[A-Z_]+$/) },
    });
    expect(faults).toEqual([]);
    Object.assign(host.register.search, {
      tiles: () => Promise.reject(new Error('the secret place /etc/shadow')),
    });
    const fault = await client.catalog.tiles({ category: null }).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      data: { trace: expect.stringMatching(/^[0-9a-f]{8}$/) },
    });
    expect(JSON.stringify(fault)).not.toContain('secret');
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ cause: { message: 'the secret place /etc/shadow' } });
  });
});

describe('over HTTP', () => {
  const asked = (web: WebHost, token: string, path: string, body?: unknown) =>
    fetch(`${web.origin}/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  test('a script scans and sells with its token, by the paths of the OpenAPI document', async () => {
    const shop = await served();
    const { web } = shop;
    const token = await tokenOf(shop);
    const document = (await (await fetch(`${web.origin}/api/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/tickets/scan', '/sales', '/sales/{sale}', '/shift/x', '/catalog/search']),
    );
    const scan = await asked(web, token, '/tickets/scan', { commandId: id(), ticket: null, code: MILK });
    const { ticket } = (await scan.json()) as { ticket: { id: string; version: number; total: number } };
    const sold = await asked(web, token, '/sales', {
      commandId: id(),
      ticket: ticket.id,
      version: ticket.version,
      tenders: [{ tender: 'cash', amount: ticket.total, reference: null }],
    });
    const done = (await sold.json()) as { sale: string; number: string };
    expect([sold.status, done.number]).toEqual([200, 'R01-1-000001']);
    const view = (await (await asked(web, token, `/sales/${done.sale}`)).json()) as { total: number };
    expect(view.total).toBe(1250);
    const search = (await (await asked(web, token, '/catalog/search?text=milk')).json()) as {
      rows: unknown[];
    };
    expect(search.rows).toHaveLength(1);
  });

  test('no token, a revoked one, a right it lacks, a thing scripts may not do, nonsense', async () => {
    const shop = await served();
    const { web } = shop;
    const token = await tokenOf(shop);
    expect((await asked(web, 'mlrd_made-up', '/shift')).status).toBe(401);
    expect((await fetch(`${web.origin}/api/shift`)).status).toBe(401);
    const forbidden = await asked(web, token, '/catalog/products', { commandId: id(), product: null });
    expect([forbidden.status, await forbidden.json()]).toMatchObject([
      403,
      { data: { right: 'catalog.edit' } },
    ]);
    const noScript = await asked(web, token, '/session');
    expect(noScript.status).toBe(404);
    const nonsense = await asked(web, token, '/sales', { nonsense: true });
    expect([nonsense.status, await nonsense.json()]).toMatchObject([400, { code: 'BAD_REQUEST' }]);
    const refused = await asked(web, token, '/shift', { commandId: id(), counted: [] });
    expect([refused.status, await refused.json()]).toMatchObject([422, { data: { code: 'SHIFT_OPEN' } }]);
    const [made] = await shop.owner.tokens.list();
    await shop.owner.tokens.revoke({ commandId: id(), token: made?.id ?? '' });
    expect((await asked(web, token, '/shift')).status).toBe(401);
  });
});
