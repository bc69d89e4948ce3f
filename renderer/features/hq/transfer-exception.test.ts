import { expect, test } from 'vitest';
import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';
import { formatsFor } from '#shared/format/index.ts';
import { translator } from '#shared/i18n/index.ts';
import { transferAddress, transferFacts } from './transfer-exception.ts';

const t = translator('en');
const formats = formatsFor({
  locale: 'en',
  timeZone: 'Asia/Shanghai',
  currency: { code: 'CNY', exponent: 2 },
});
const exception = (rule: string, store: string, detail: ExceptionRow['detail']): ExceptionRow => ({
  store,
  storeName: store,
  rule,
  subject: 't-1/2',
  about: null,
  detail,
  raisedAt: 0,
  settledAt: null,
  settledBy: null,
  note: null,
});

test('an exception of either store leads to the transfer where it was sent from, with its figures in words', () => {
  const back = exception('BACK_AND_RECEIVED', 'R01', {
    to: 'R02',
    line: 2,
    name: 'Tea',
    sent: 4000,
    received: 1500,
    back: 4000,
  });
  expect(transferAddress(back)).toBe('/hq/transfers?show=differs&open=R01%20t-1');
  expect(transferFacts(back, formats, t)).toEqual([
    ['Product', 'Tea'],
    ['To', 'R02'],
    ['Sent', '4'],
    ['Counted in', '1.5'],
    ['Taken back', '4'],
  ]);
  const twice = exception('RECEIVED_TWICE', 'R02', {
    from: 'R01',
    line: 2,
    name: 'Tea',
    sent: 1,
    received: 2,
  });
  expect(transferAddress(twice)).toBe('/hq/transfers?show=done&open=R01%20t-1');
  const other = exception('NEGATIVE', 'R01', {});
  expect([transferAddress(other), transferFacts(other, formats, t)]).toEqual([null, null]);
});
