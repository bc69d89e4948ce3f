import { join } from 'node:path';
import { eventIterator, oc } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { z } from 'zod';
import type { ConnectionInfo, RegisterHost } from '#electron/host/web/register-host.ts';
import { picturesIn } from '#node/renderer-files.ts';

interface Caller {
  readonly name: string;
  readonly closed: AbortSignal | null;
}

/** The smallest contract that shows a transport: who am I, the lines open, an answer, a stream, a typed refusal, a bug. */
export const tinyContract = oc.router({
  who: oc.output(z.string()),
  signIn: oc.$meta({ scripts: false }).output(z.string()),
  lines: oc.output(z.int()),
  add: oc.input(z.strictObject({ a: z.int(), b: z.int() })).output(z.int()),
  count: oc.input(z.strictObject({ to: z.int() })).output(eventIterator(z.int())),
  echo: oc.input(z.strictObject({ bytes: z.string().max(20_000_000) })).output(z.int()),
  refuse: oc.errors({ SHIFT_CLOSED: { status: 409 } }).output(z.string()),
  crash: oc.output(z.string()),
});

export const SCRIPT_TOKEN = 'mlrd_only-in-tests';

export interface TinyHost extends RegisterHost {
  readonly connections: ConnectionInfo[];
  readonly stopped: () => boolean;
}

/** A register of that contract for tests of the transports; `connections` are the pages that came. */
export function tinyHost(dataDir: string): TinyHost {
  const on = implement(tinyContract).$context<Caller>();
  const connections: ConnectionInfo[] = [];
  let stopped = false;
  return {
    connections,
    stopped: () => stopped,
    picture: picturesIn(join(dataDir, 'pictures')),
    router: on.router({
      who: on.who.handler(({ context }) => context.name),
      signIn: on.signIn.handler(() => 'signed in'),
      lines: on.lines.handler(() => connections.filter((line) => !line.closed.aborted).length),
      add: on.add.handler(({ input }) => input.a + input.b),
      count: on.count.handler(async function* ({ input }) {
        for (let i = 1; i <= input.to; i++) yield i;
      }),
      echo: on.echo.handler(({ input }) => input.bytes.length),
      refuse: on.refuse.handler(() => {
        throw new ORPCError('SHIFT_CLOSED', { status: 409 });
      }),
      crash: on.crash.handler(() => {
        throw new Error('secret detail');
      }),
    }),
    contextFor: (connection) => {
      connections.push(connection);
      return { name: connection.via, closed: connection.closed } satisfies Caller;
    },
    authenticateToken: async (bearer) =>
      bearer === SCRIPT_TOKEN ? ({ name: 'script', closed: null } satisfies Caller) : null,
    stop: async () => {
      stopped = true;
    },
  };
}
