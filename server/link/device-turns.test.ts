import { expect, test } from 'vitest';
import { deviceTurns } from './device-turns.ts';

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

/** A batch of so many facts, and how many of them were read. */
function batch(facts: number) {
  const at = { read: 0 };
  return {
    at,
    *facts() {
      for (; at.read < facts; at.read++) yield at.read;
    },
  };
}

const turns = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await new Promise((resolve) => setImmediate(resolve));
};

test('batches of one device are taken in the order they came, those of others meanwhile', async () => {
  const turn = deviceTurns();
  const [first, said] = [held(), [] as string[]];
  const done = [
    turn('a', () => first.work().then(() => said.push('a1'))),
    turn('a', async () => said.push('a2')),
    turn('b', async () => said.push('b1')),
  ];
  await turns(2);
  expect(said).toEqual(['b1']);
  first.end();
  await Promise.all(done);
  expect(said).toEqual(['b1', 'a1', 'a2']);
});

test('one that fails holds nobody up', async () => {
  const turn = deviceTurns();
  const failed = turn('a', () => Promise.reject(new Error('gone')));
  const next = turn('a', async () => 'taken');
  await expect(failed).rejects.toThrow('gone');
  expect(await next).toBe('taken');
});

test('a batch is read while it waits, bit by bit, and left where it stands when its turn comes', async () => {
  const turn = deviceTurns();
  const first = held();
  const [waiting, behind, alone] = [batch(1000), batch(1000), batch(1000)];
  void turn('a', first.work, alone.facts());
  const taken = turn('a', async () => waiting.at.read, waiting.facts());
  void turn('b', held().work);
  void turn('b', held().work, behind.facts());
  await turns(6);
  // Who is taken at once reads for itself; of two that wait the one that came first is read.
  expect(alone.at.read).toBe(0);
  expect(behind.at.read).toBe(0);
  expect(waiting.at.read).toBeGreaterThan(0);
  expect(waiting.at.read).toBeLessThan(1000);
  first.end();
  const read = await taken;
  await turns(6);
  expect(waiting.at.read).toBe(read);
  expect(behind.at.read).toBeGreaterThan(0);
});

test('what can not be read is for the work to say', async () => {
  const turn = deviceTurns();
  const first = held();
  function* broken() {
    yield 1;
    throw new Error('unreadable');
  }
  void turn('a', first.work);
  const taken = turn('a', async () => 'taken', broken());
  await turns(3);
  first.end();
  expect(await taken).toBe('taken');
});
