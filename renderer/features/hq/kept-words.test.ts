import { expect, test } from 'vitest';
import { translator } from '#shared/i18n/index.ts';
import { factWords, reasonWords } from './kept-words.ts';

test.each(['en', 'zh-CN'] as const)('what is noted of a kept fact is said in words, in %s', (locale) => {
  const t = translator(locale);
  const why = (state: 'parked' | 'unknown' | 'quarantined', reason: string) =>
    reasonWords({ state, reason }, t);
  expect(why('quarantined', 'revoked')).toBe(t('hq.kept.why.revoked'));
  expect(why('quarantined', 'the tables refused it')).toBe(t('hq.kept.why.tables'));
  expect(why('quarantined', 'body: lines.0.qty')).toBe(t('hq.kept.why.body', { field: 'lines.0.qty' }));
  expect(why('quarantined', 'projector: boom')).toBe(t('hq.kept.why.other', { said: 'boom' }));
  expect(why('parked', 'sale:7')).toContain('sale:7');
  expect(why('unknown', 'sale.completed v9')).toContain('sale.completed v9');
  expect(factWords('sale.completed', t)).toBe(t('hq.fact.sale'));
  expect(factWords('loyalty.earned', t)).toBe('loyalty.earned');
});
