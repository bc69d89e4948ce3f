import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createHqClient } from '#electron/sync/hq-client.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Somebody on the way who kept the answer to a question, and gives it to whoever asks. */
async function answers(reply: object): Promise<string> {
  const server = createServer((_, response) => response.end(JSON.stringify(reply)));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('a parked ticket is given by the answer to that question alone', async () => {
  const [mine, before] = [crypto.randomUUID(), crypto.randomUUID()];
  const question = { id: mine, park: 'park-1', person: 'mei' };
  const ask = async (reply: object) => {
    const stopped = new AbortController();
    const client = createHqClient(await answers(reply), stopped.signal);
    const answer = await client.recall('a session', question);
    stopped.abort();
    return answer;
  };
  expect(await ask({ kind: 'yours', id: mine })).toEqual({ ok: true, value: { kind: 'yours', id: mine } });
  for (const id of [before, undefined])
    expect(await ask({ kind: 'yours', id })).toMatchObject({ ok: false, error: { code: 'NOT_HQ' } });
});
