import { ORPCError } from '@orpc/client';
import type { ConnectionState } from '#renderer/host/connection.ts';
import { connection } from '#renderer/host/host.ts';

/** How long a failure that is no answer may wait for the line to turn out broken, ms. */
const GRACE_MS = 1000;

/**
 * Sends the same call again over every new line until the register has answered it. Only for calls that carry their
 * command's id: the register answers a repeated one with what it did the first time. Throws what the register refused.
 */
export async function tryUntilAnswered<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    const { generation } = connection.state.getState();
    try {
      return await call();
    } catch (failure) {
      if (failure instanceof ORPCError || !(await newLineAfter(generation))) throw failure;
    }
  }
}

/** True once another line is there; false when this one never broke, so that the failure was something else. */
function newLineAfter(generation: number): Promise<boolean> {
  return new Promise((settle) => {
    const end = (answer: boolean): void => {
      clearTimeout(timer);
      stop();
      settle(answer);
    };
    const look = (state: ConnectionState): void => {
      if (state.status === 'ready' && state.generation !== generation) end(true);
    };
    const timer = setTimeout(() => {
      const { status, generation: now } = connection.state.getState();
      if (status === 'ready' && now === generation) end(false);
    }, GRACE_MS);
    const stop = connection.state.subscribe(look);
    look(connection.state.getState());
  });
}
