import { handedKind } from '#renderer/features/link/hand-over-words.ts';
import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';
import type { PlainKey, Translate } from '#shared/i18n/index.ts';

const OUTCOMES: Readonly<Record<string, PlainKey>> = {
  'chain-stands': 'hq.joined.chain-stands',
  'kept-beside': 'hq.joined.kept-beside',
  differs: 'hq.joined.differs',
  'offered-everywhere': 'hq.joined.offered-everywhere',
  'same-name': 'hq.joined.same-name',
  'code-taken': 'hq.joined.code-taken',
  'chain-prices': 'hq.joined.chain-prices',
};

const NAMES: Readonly<Record<string, PlainKey>> = {
  kind: 'hq.joined.kind',
  what: 'hq.joined.what',
  name: 'hq.joined.name',
  chain: 'hq.joined.chain',
  codes: 'hq.joined.codes',
  sku: 'hq.joined.sku',
  products: 'hq.joined.products',
  from: 'hq.joined.from',
};

/** Lines of an exception about a store that joined, in words: what it is, what became of it, and what the chain has. */
export function joinedFacts(
  { rule, detail }: Pick<ExceptionRow, 'rule' | 'detail'>,
  t: Translate,
): readonly (readonly [string, string])[] | null {
  if (!rule.startsWith('JOINED_')) return null;
  return Object.entries(NAMES).flatMap(([name, label]): (readonly [string, string])[] => {
    const value = detail[name];
    if (value === undefined) return [];
    return [[t(label), valueWords(name, String(value), t)]];
  });
}

function valueWords(name: string, value: string, t: Translate): string {
  if (name === 'kind') return handedKind(value, t);
  const outcome = name === 'what' ? OUTCOMES[value] : undefined;
  return outcome === undefined ? value.replace('T', name === 'from' ? ' ' : 'T') : t(outcome);
}
