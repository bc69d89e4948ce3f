import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';
import type { Formats } from '#shared/format/index.ts';
import type { PlainKey, Translate } from '#shared/i18n/index.ts';

/** Rules over lines of transfers; what they find is about `<transfer>/<line>`. */
const isOfTransfers = (rule: string): boolean => rule === 'BACK_AND_RECEIVED' || rule === 'RECEIVED_TWICE';

/** Where the transfer is read: where it was sent from. null for an exception about something else. */
export function transferAddress({ rule, store, subject, detail }: ExceptionRow): string | null {
  if (!isOfTransfers(rule)) return null;
  const isSender = rule === 'BACK_AND_RECEIVED';
  const from = isSender ? store : String(detail['from'] ?? '');
  const transfer = subject.slice(0, subject.lastIndexOf('/'));
  const show = isSender ? 'differs' : 'done';
  return `/hq/transfers?show=${show}&open=${encodeURIComponent(`${from} ${transfer}`)}`;
}

/** The figures of such an exception in words, or null for one about something else. */
export function transferFacts(
  { rule, detail }: Pick<ExceptionRow, 'rule' | 'detail'>,
  { quantity }: Pick<Formats, 'quantity'>,
  t: Translate,
): readonly (readonly [string, string])[] | null {
  if (!isOfTransfers(rule)) return null;
  return WORDS.flatMap(([name, label]): (readonly [string, string])[] => {
    const value = detail[name];
    if (value === undefined) return [];
    return [[t(label), typeof value === 'number' ? quantity(value) : value]];
  });
}

const WORDS = [
  ['name', 'transfers.product'],
  ['from', 'transfers.from'],
  ['to', 'transfers.to'],
  ['sent', 'transfers.sentQty'],
  ['received', 'transfers.receipts'],
  ['back', 'transfers.recalled'],
] as const satisfies readonly (readonly [string, PlainKey])[];
