import { createORPCClient } from '@orpc/client';
import { expect, test } from 'vitest';
import { connect } from './connection.ts';
import type { Line } from './line.ts';

/** A line that answers with its own name until it is cut. */
function fakeLine(name: string): { line: Line; cut: () => void } {
  let cut = (): void => undefined;
  const closed = new Promise<void>((done) => {
    cut = done;
  });
  return { cut, line: { closed, close: cut, link: { call: async () => name } } };
}

test('calls wait for the first line, and for the next one after a cut', async () => {
  const first = fakeLine('first');
  const second = fakeLine('second');
  const script: (Line | null)[] = [null, first.line, null, second.line];
  const connection = connect(async () => {
    const line = script.shift();
    if (line === undefined || line === null) throw new Error('not now');
    return line;
  });
  const client = createORPCClient<{ who: () => Promise<string> }>(connection.link);
  const seen: string[] = [connection.state.getState().status];
  connection.state.subscribe(({ status, generation }) => seen.push(`${status} ${generation}`));

  expect(await client.who()).toBe('first');
  first.cut();
  await first.line.closed;
  // The loop learns of the cut one turn later than this test.
  await new Promise((turn) => setImmediate(turn));
  expect(await client.who()).toBe('second');
  expect(seen).toEqual(['connecting', 'ready 1', 'lost 1', 'ready 2']);
  connection.stop();
});
