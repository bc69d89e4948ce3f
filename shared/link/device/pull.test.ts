import { expect, test } from 'vitest';
import { nextFetch, type PullInput, type PullState, pullStep } from './pull.ts';

const feed = { feed: 'chain', incarnation: 'life-2', position: 139, end: 139, stopped: false, due: false };
const begun: PullState = { feeds: [feed], asked: null };
const after = (state: PullState, ...inputs: readonly PullInput[]): PullState =>
  inputs.reduce((at, input) => pullStep(at, input).state, state);
const page = (from: number, to: number, end: number): PullInput => ({
  kind: 'page',
  page: { feed: 'chain', incarnation: 'life-2', from, to, end },
});
const asked: PullInput = { kind: 'asked', feed: 'chain' };
const taken = (position: number): PullInput => ({ kind: 'taken', feed: 'chain', position, stopped: false });
const poked = (position: number): PullInput => ({ kind: 'poked', feed: 'chain', position });

test('a poke of a life that is over, or that the process that answers has not heard of, is asked for twice, and not for ever', () => {
  const told = after(begun, poked(150));
  expect(nextFetch(told, null)).toEqual({ feed: 'chain', from: 139 });
  const once = after(told, asked, page(139, 139, 139), taken(139));
  expect(nextFetch(once, null)).toEqual({ feed: 'chain', from: 139 });
  expect(nextFetch(after(once, asked, page(139, 139, 139), taken(139)), null)).toBeNull();
});

test('a poke that comes while a page is on its way is asked for behind it', () => {
  const told = after(begun, poked(140), asked, poked(141), page(139, 140, 140), taken(140));
  expect(nextFetch(told, null)).toEqual({ feed: 'chain', from: 140 });
});
