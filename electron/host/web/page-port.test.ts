import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, it } from 'vitest';
import { type tinyContract, tinyHost } from '#tests/shell/tiny-host.ts';
import { type PagePort, pagePorts } from './page-port.ts';

/** Node's port in the manners of Electron's: events carry `data`. */
const asMainPort = (port: MessagePort): PagePort => ({
  on: (event, listener) => port.on(event, (data: unknown) => listener({ data })),
  postMessage: (message) => port.postMessage(message),
  start: () => port.start(),
  close: () => port.close(),
});

function connect() {
  const faults: unknown[] = [];
  const host = tinyHost('unused');
  const channel = new MessageChannel();
  pagePorts(host, (_where, error) => faults.push(error))(asMainPort(channel.port1));
  const client: ContractRouterClient<typeof tinyContract> = createORPCClient(
    new RPCLink({ port: channel.port2 }),
  );
  channel.port2.start();
  return { host, client, faults, port: channel.port2 };
}

it('speaks the contract over a port and ends the session with it', async () => {
  const { host, client, port } = connect();
  expect([await client.who(), await client.add({ a: 1, b: 2 })]).toEqual(['window', 3]);
  await expect(client.refuse()).rejects.toMatchObject({ code: 'SHIFT_CLOSED' });
  const gone = new Promise((done) => host.connections[0]?.closed.addEventListener('abort', done));
  port.close();
  await gone;
});

it.each([
  ['an object', { id: 1 }],
  ['a message of more than 4 MiB', 'x'.repeat(4_194_305)],
])('closes the port of a page that sends %s', async (_what, message) => {
  const { host, port, faults } = connect();
  const gone = new Promise((done) => host.connections[0]?.closed.addEventListener('abort', done));
  port.postMessage(message);
  await gone;
  expect(faults).toHaveLength(1);
});
