import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { formatsFor } from '#shared/format/index.ts';
import { translator } from '#shared/i18n/index.ts';
import { failureText, isTrouble, refusalOf, refusedWith } from './failure.ts';

const t = translator('en');
const formats = formatsFor({
  locale: 'en',
  timeZone: 'Asia/Shanghai',
  currency: { code: 'CNY', exponent: 2 },
});
const refused = (code: string, data?: object) =>
  new ORPCError('REFUSED', { status: 422, data: { code, ...(data === undefined ? {} : { data }) } });

describe('what a call threw, in words', () => {
  test.each([
    [refused('TENDERS_INCOMPLETE', { due: 240 }), /¥2\.40 is missing/],
    [refused('NO_SUCH_CODE'), /Something went wrong/],
    [new ORPCError('UNAUTHORIZED'), /Nobody is signed in/],
    [new ORPCError('FORBIDDEN', { data: { right: 'drawer.open' } }), /may not do this/],
    [new ORPCError('BAD_REQUEST'), /form cannot be used/],
    [new ORPCError('STORE_TROUBLE', { status: 503 }), /disk/],
    [new Error('[Peer] closed'), /lost its connection/],
    [new TypeError('x is not a function'), /Something went wrong/],
    ['text', /Something went wrong/],
  ])('%s', (failure, words) => expect(failureText(failure, t, formats)).toMatch(words));
});

test('a refusal is told from trouble', () => {
  const refusal = refused('STALE');
  expect(refusalOf(refusal)).toEqual({ code: 'STALE' });
  expect([refusedWith(refusal, 'STALE'), refusedWith(refusal, 'CART_EMPTY')]).toEqual([true, false]);
  expect([
    isTrouble(refusal),
    isTrouble(new ORPCError('STORE_TROUBLE', { status: 503 })),
    isTrouble(new Error('x')),
  ]).toEqual([false, true, true]);
});
