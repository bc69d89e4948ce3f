import { expect, test } from 'vitest';
import { NEWEST, questionOf } from './sale-filter.ts';

const page = { offset: 0, limit: 50 };

test.each([
  [{}, { from: '2026-03-02', to: '2026-03-02' }],
  [{ span: 'yesterday' }, { from: '2026-03-01', to: '2026-03-01' }],
  [{ span: 'week' }, { from: '2026-02-24', to: '2026-03-02' }],
  [{ span: 'all' }, {}],
  [
    { span: 'all', day: '2026-01-05' },
    { from: '2026-01-05', to: '2026-01-05' },
  ],
  [{ day: '2026-1-5' }, { from: '2026-03-02', to: '2026-03-02' }],
  [{ text: ' 000123 ' }, { text: '000123' }],
  [
    { total: 4550, kind: 'return' },
    { from: '2026-03-02', to: '2026-03-02', total: 4550, kind: 'return' },
  ],
] as const)('%o asks for %o', (filter, question) => {
  expect(questionOf({ ...NEWEST, ...filter }, '2026-03-02', 50)).toEqual({ ...question, ...page });
});
