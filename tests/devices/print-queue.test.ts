import { describe, expect, test } from 'vitest';
import { type PrintNews, printQueue } from '#electron/devices/printer/print-queue.ts';
import type { Printer, SendOutcome } from '#electron/devices/printer/printer.ts';
import { handTimers } from './hand-timers.ts';
import { type MemoryJobs, memoryJobs } from './memory-jobs.ts';

/** A printer that answers what the test says, and tells what it was given. */
function scripted(outcomes: SendOutcome[]) {
  const given: string[] = [];
  const pulses: string[] = [];
  const printer: Printer = {
    async send(bytes) {
      given.push(Buffer.from(bytes).toString());
      return outcomes.shift() ?? { kind: 'confirmed' };
    },
    async pulse() {
      pulses.push('pulse');
      return { kind: 'pulsed' };
    },
    status: async () => ({ kind: 'silent' }),
  };
  return { printer, given, pulses };
}

function aQueue(jobs: MemoryJobs, outcomes: SendOutcome[]) {
  const timers = handTimers();
  const news: PrintNews[] = [];
  const paper = scripted(outcomes);
  let awaited: { readonly kind: PrintNews['kind']; times: number; readonly tell: () => void } | null = null;
  const queue = printQueue({
    jobs,
    timers,
    printer: paper.printer,
    render: async (job) => Buffer.from(job.slip),
    tell(item) {
      news.push(item);
      if (awaited?.kind === item.kind) {
        awaited.times -= 1;
        if (awaited.times === 0) awaited.tell();
      }
    },
  });
  const hear = (kind: PrintNews['kind'], times = 1): Promise<void> =>
    new Promise((resolve) => {
      awaited = { kind, times, tell: resolve };
    });
  return { queue, timers, news, hear, ...paper };
}

const off: SendOutcome = { kind: 'not-sent', reason: 'unreachable' };

describe('the print queue', () => {
  test('a slip goes out once and is confirmed', async () => {
    const jobs = memoryJobs();
    const { queue, hear, given, timers } = aQueue(jobs, []);
    jobs.add('a', timers.now());
    const done = hear('done');
    await queue.start();
    await done;
    await queue.stop();
    expect({ given, history: jobs.history }).toEqual({ given: ['a'], history: ['a sending', 'a confirmed'] });
  });

  /** Acceptance check 22 (node-thermal-printer#78): cable out: told once, printed once when it is back. */
  test('a printer that is off is told once and prints once when it is back', async () => {
    const jobs = memoryJobs();
    const { queue, hear, given, news, timers, pulses } = aQueue(jobs, [off, off, off]);
    jobs.add('a', timers.now());
    await queue.start();
    for (const delay of [1000, 2000, 4000]) {
      await timers.armed(delay);
      expect(jobs.states()).toEqual({ a: 'queued' });
      timers.advance(delay - 1);
      const done = delay === 4000 ? hear('done') : null;
      timers.advance(1);
      await done;
    }
    await queue.stop();
    expect(jobs.states()).toEqual({ a: 'confirmed' });
    expect(given).toEqual(['a', 'a', 'a', 'a']);
    expect(pulses).toEqual([]);
    expect(news).toEqual([
      { kind: 'trouble', job: 'a', reason: 'unreachable' },
      { kind: 'printing-again' },
      { kind: 'done', job: 'a', confirmed: true },
    ]);
  });

  test.each([
    ['an hour: how old it is nobody knows, it waits for a tap', -3_600_000, 'waiting-tap'],
    ['half a minute: it is tried at once, not half a minute later', -30_000, 'confirmed'],
  ])('a clock set back by %s', async (_, by, state) => {
    const jobs = memoryJobs();
    const { queue, timers, hear } = aQueue(jobs, [off]);
    jobs.add('a', timers.now());
    await queue.start();
    await timers.armed(1000);
    timers.advance(by);
    const settled = hear(state === 'confirmed' ? 'done' : 'waiting-tap');
    queue.wake();
    await settled;
    await queue.stop();
    expect(jobs.states()).toEqual({ a: state });
  });

  test('a slip whose outcome could not be written is asked about as soon as it can', async () => {
    const jobs = memoryJobs();
    const full = { ...jobs, markConfirmed: () => Promise.reject(new Error('disk full')) };
    const { queue, timers, hear, given } = aQueue(full, []);
    jobs.add('a', timers.now());
    const broken = hear('broken');
    await queue.start();
    await broken;
    const asked = hear('asked');
    queue.wake();
    await asked;
    await queue.stop();
    expect({ states: jobs.states(), given }).toEqual({ states: { a: 'asked' }, given: ['a'] });
  });

  test('a slip that broke on the way is asked about and never sent again; the next one goes on', async () => {
    const jobs = memoryJobs();
    const { queue, hear, given, timers } = aQueue(jobs, [
      { kind: 'broken', reason: 'connection-lost' },
      { kind: 'sent' },
    ]);
    jobs.add('a', timers.now());
    jobs.add('b', timers.now());
    const done = hear('done');
    await queue.start();
    await done;
    queue.wake();
    await queue.stop();
    expect({ given, states: jobs.states() }).toEqual({
      given: ['a', 'b'],
      states: { a: 'asked', b: 'sent' },
    });
  });

  test('a job found in sending after a crash is asked about, not sent', async () => {
    const jobs = memoryJobs();
    const { queue, given, news, timers } = aQueue(jobs, []);
    jobs.add('a', timers.now(), 'sending');
    await queue.start();
    await queue.stop();
    expect({ given, states: jobs.states(), news }).toEqual({
      given: [],
      states: { a: 'asked' },
      news: [{ kind: 'asked', job: 'a' }],
    });
  });

  test('a slip older than two minutes waits for a tap, and prints when tapped', async () => {
    const jobs = memoryJobs();
    const { queue, hear, given, timers } = aQueue(jobs, []);
    jobs.add('a', timers.now() - 120_001);
    const waits = hear('waiting-tap');
    await queue.start();
    await waits;
    expect({ given, states: jobs.states() }).toEqual({ given: [], states: { a: 'waiting-tap' } });
    jobs.step('a', 'tap-print', { wantedAt: timers.now() });
    const done = hear('done');
    queue.wake();
    await done;
    await queue.stop();
    expect({ given, states: jobs.states() }).toEqual({ given: ['a'], states: { a: 'confirmed' } });
  });

  test('a printer off for more than two minutes leaves every slip to a tap', async () => {
    const jobs = memoryJobs();
    const { queue, hear, given, timers } = aQueue(jobs, [off]);
    jobs.add('a', timers.now());
    jobs.add('b', timers.now());
    await queue.start();
    await timers.armed(1000);
    const waits = hear('waiting-tap', 2);
    timers.advance(120_001);
    await waits;
    await queue.stop();
    expect({ given, states: jobs.states() }).toEqual({
      given: ['a'],
      states: { a: 'waiting-tap', b: 'waiting-tap' },
    });
  });

  test('a slip that can not be drawn waits for a person and holds up nobody', async () => {
    const jobs = memoryJobs();
    const timers = handTimers();
    jobs.add('a', timers.now());
    jobs.add('b', timers.now());
    const paper = scripted([]);
    const done = new Promise<void>((resolve) => {
      const queue = printQueue({
        jobs,
        timers,
        printer: paper.printer,
        async render({ slip }) {
          if (slip === 'a') throw new Error('bad logo');
          return Buffer.from(slip);
        },
        tell: ({ kind }) => (kind === 'done' ? resolve() : undefined),
      });
      void queue.start();
    });
    await done;
    expect({ given: paper.given, states: jobs.states() }).toEqual({
      given: ['b'],
      states: { a: 'waiting-tap', b: 'confirmed' },
    });
  });

  test('sending is committed before the first byte', async () => {
    const jobs = memoryJobs();
    const seen: unknown[] = [];
    const timers = handTimers();
    jobs.add('a', timers.now());
    const asked = Promise.withResolvers<void>();
    const queue = printQueue({
      jobs,
      timers,
      render: async () => new Uint8Array(),
      tell: ({ kind }) => kind === 'asked' && asked.resolve(),
      printer: {
        ...scripted([]).printer,
        async send() {
          seen.push(jobs.states());
          throw new Error('driver bug');
        },
      },
    });
    await queue.start();
    await asked.promise;
    await queue.stop();
    expect({ seen, states: jobs.states() }).toEqual({ seen: [{ a: 'sending' }], states: { a: 'asked' } });
  });
});
