import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { tinyContract } from '../tiny-host.ts';

type Client = ContractRouterClient<typeof tinyContract>;

/** What the test page keeps at hand for the test. */
export interface TestPage {
  readonly connect: () => Promise<Client>;
  readonly client: Client;
}

const askForPort = (): Promise<MessagePort> =>
  new Promise((connected) => {
    window.addEventListener('message', function answer(event) {
      if (event.source !== window || event.origin !== location.origin || event.data !== 'mallard:port')
        return;
      window.removeEventListener('message', answer);
      const [port] = event.ports;
      if (port) connected(port);
    });
    window.postMessage('mallard:connect', location.origin);
  });

const connect = async (): Promise<Client> => {
  const port = await askForPort();
  const client: Client = createORPCClient(new RPCLink({ port }));
  port.start();
  return client;
};

const before = Object.keys(globalThis);
const client = await connect();
Object.assign(globalThis, { test: { connect, client } satisfies TestPage });
document.title = `${await client.who()} ${await client.add({ a: 40, b: 2 })}`;
document.body.dataset['globals'] = before
  .filter((name) => /mallard|electron|ipc|standin|require|process/i.test(name))
  .join();
try {
  // oxlint-disable-next-line typescript/no-implied-eval -- that the policy refuses it is what is tested
  window.name = String(new Function(''));
} catch {
  document.body.dataset['eval'] = 'refused';
}
