import { expect, test } from 'vitest';
import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';
import { formatsFor } from '#shared/format/index.ts';
import { translator } from '#shared/i18n/index.ts';
import { exceptionFacts } from './exception-facts.ts';

const formats = formatsFor({
  locale: 'en',
  timeZone: 'Asia/Shanghai',
  currency: { code: 'CNY', exponent: 2 },
});
const facts = (rule: string, detail: ExceptionRow['detail'], about: string | null = null) =>
  exceptionFacts({ rule, subject: 'p1', about, detail }, formats, translator('en'));

test('of a comparison what there is of is told, in words', () => {
  const detail = { missing: 0, damaged: 0, extra: 1204, lacking: 0, broken: 0, repaired: 0, regained: 1204 };
  expect(facts('DIGEST', detail)).toEqual([
    ['Only on the register', '1,204'],
    ['Came back to headquarters', '1,204'],
  ]);
});

test('quantities are told in units, ids only where nothing else tells them', () => {
  const detail = { item: 'p1', onHand: -3500 };
  expect(facts('NEGATIVE', detail, 'Tea')).toEqual([['On the shelf', '−3.5']]);
  expect(facts('NEGATIVE', detail)).toEqual([['On the shelf', '−3.5']]);
  expect(facts('NEGATIVE', { ...detail, item: 'p2' })).toEqual([
    ['Product', 'p2'],
    ['On the shelf', '−3.5'],
  ]);
});

test('what a newer headquarters tells besides is told by its own name, last', () => {
  expect(facts('SOMETHING', { cause: 'moon', times: 2 })).toEqual([
    ['Times', '2'],
    ['cause', 'moon'],
  ]);
});
