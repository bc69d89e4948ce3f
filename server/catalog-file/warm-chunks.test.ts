import { afterEach, expect, test, vi } from 'vitest';
import { WarmChunks } from './warm-chunks.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Chunks of ten bytes, and which were read. */
function shelf() {
  const read: string[] = [];
  const reads = (name: string) => async () => {
    read.push(name);
    return name === 'gone' ? undefined : new Uint8Array(10).fill(name.charCodeAt(0));
  };
  return { read, reads };
}

test('a chunk is read once, though many ask for it at once or later', async () => {
  const warm = new WarmChunks();
  const { read, reads } = shelf();
  const asked = await Promise.all([warm.of('a', reads('a')), warm.of('a', reads('a'))]);
  expect(asked.map((bytes) => bytes?.[0])).toEqual([97, 97]);
  expect((await warm.of('a', reads('a')))?.[0]).toBe(97);
  expect(read).toEqual(['a']);
});

test('what there is none of is looked for again, and what could not be read', async () => {
  const warm = new WarmChunks();
  const { read, reads } = shelf();
  expect(await warm.of('gone', reads('gone'))).toBeUndefined();
  expect(await warm.of('gone', reads('gone'))).toBeUndefined();
  const broken = async () => {
    throw new Error('no database');
  };
  await expect(warm.of('a', broken)).rejects.toThrow('no database');
  expect(await warm.of('a', reads('a'))).toBeDefined();
  expect(read).toEqual(['gone', 'gone', 'a']);
});

test('what nobody asked for longest goes first where there is no room', async () => {
  const warm = new WarmChunks(20);
  const { read, reads } = shelf();
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await warm.of(name, reads(name));
  expect(read).toEqual(['a', 'b', 'c', 'b']);
});

test('all are let go when nobody asked for a while', async () => {
  vi.useFakeTimers();
  const warm = new WarmChunks();
  const { read, reads } = shelf();
  await warm.of('a', reads('a'));
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  await warm.of('a', reads('a'));
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  await warm.of('a', reads('a'));
  expect(read).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(11 * 60_000);
  await warm.of('a', reads('a'));
  expect(read).toEqual(['a', 'a']);
});
