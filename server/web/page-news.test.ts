import { EventEmitter } from 'node:events';
import type { Client } from 'pg';
import { expect, test } from 'vitest';
import { createHqChanges } from '../api/changes.ts';
import { pageNews } from './page-news.ts';

/** A connection that says when it is ended. */
class Line extends EventEmitter {
  ended = false;
  async query(): Promise<void> {}
  async end(): Promise<void> {
    this.ended = true;
    this.emit('end');
  }
}

test('stops at once when it is stopped while it is still being connected', async () => {
  const connected = Promise.withResolvers<Client>();
  const reported: unknown[] = [];
  const news = pageNews({
    connect: () => connected.promise,
    changes: createHqChanges(),
    report: (error) => reported.push(error),
  });
  const stopped = news.stop();
  const line = new Line();
  connected.resolve(line as unknown as Client);
  await stopped;
  expect([line.ended, reported]).toEqual([true, []]);
});
