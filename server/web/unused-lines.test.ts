import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { unusedLines } from './unused-lines.ts';

test('a line over which nothing was asked holds up no closing, and one that is being answered is not cut', async () => {
  let answer: () => void = () => {};
  const server = createServer((_, reply) => {
    answer = () => void reply.end('whole');
  });
  const lines = unusedLines(server);
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  const { port } = server.address() as AddressInfo;
  const arrived = once(server, 'connection');
  const silent = connect(port, '127.0.0.1');
  await arrived;
  const asked = once(server, 'request');
  const text = new Promise<string>((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', reject);
  });
  await asked;
  const closed = new Promise((done) => server.close(done));
  const cut = once(silent, 'close');
  lines.cut();
  await cut;
  answer();
  expect(await text).toBe('whole');
  await closed;
});
