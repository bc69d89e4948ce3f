import type { HandOverStop } from '#shared/contract/link.ts';
import type { PlainKey, Translate } from '#shared/i18n/index.ts';

const KINDS: Readonly<Record<string, PlainKey>> = {
  tax: 'link.handed.tax',
  category: 'link.handed.category',
  tender: 'link.handed.tender',
  role: 'link.handed.role',
  person: 'link.handed.person',
  setting: 'link.handed.setting',
  product: 'link.handed.product',
  schedule: 'link.handed.schedule',
};

/** What a store brings to the chain, as people call it. */
export const handedKind = (kind: string, t: Translate): string => {
  const words = KINDS[kind];
  return words === undefined ? kind : t(words);
};

/** Why headquarters can't go on taking a store over, and what to do: at the register (`link`), or there (`hq`). */
export const stopWords = ({ why, kind, name }: HandOverStop, t: Translate, at: 'link' | 'hq'): string => {
  if (why === 'UNREADABLE') return t(`${at}.handOverStopped.UNREADABLE`, { name });
  const what = name === '' ? handedKind(kind, t) : `${handedKind(kind, t)} “${name}”`;
  return t(`${at}.handOverStopped.REFUSED`, { what });
};
