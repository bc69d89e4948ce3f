import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { preferences } from '#renderer/app/preferences.ts';
import { host } from '#renderer/host/host.ts';
import { useT } from '#renderer/ui/words.tsx';
import type { Texts } from '../cash/use-kept.ts';
import { localeOf, withCurrency } from './own-draft.ts';

/** What this computer suggests, put in once where nothing was answered yet. */
export function useSuggestions(texts: Texts, onTexts: (texts: Texts) => void): void {
  const t = useT();
  const suggested = useQuery(host.setup.options.queryOptions()).data?.suggested;
  const started = texts['currency'] !== undefined;
  useEffect(() => {
    if (suggested === undefined || started) return;
    const { locale } = preferences.getState();
    const basics = { ...texts, locale, timeZone: suggested.timeZone, store: 'S1', register: '1' };
    const currency = localeOf(basics) === 'zh-CN' ? 'CNY' : suggested.currency;
    onTexts(withCurrency(basics, currency, t));
  }, [suggested, started, texts, onTexts, t]);
}
