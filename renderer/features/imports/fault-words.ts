import { refusalOf } from '#renderer/host/failure.ts';
import { isHq } from '#renderer/host/kind.ts';
import type { PlainKey, Translate } from '#shared/i18n/index.ts';

const FAULTS = [
  'empty',
  'encoding',
  'archive-too-large',
  'archive-damaged',
  'no-sheet',
  'too-many-rows',
  'not-a-table',
  'changed',
  'gone',
  'unreadable',
] as const;

/** Why a whole file can't be read, in words; null where the refusal is another. */
export function faultWords(failure: unknown, t: Translate): string | null {
  const fault = refusalOf(failure)?.data?.['fault'];
  const known = FAULTS.find((each) => each === fault);
  return known === undefined ? null : t(`imports.fault.${known}`);
}

/** Why an import ended before its end, in words; the program's own where it was the machine. */
export function reasonWords(reason: string, t: Translate): string {
  if (reason === 'interrupted') return t(isHq ? 'imports.interruptedAtHq' : 'imports.interrupted');
  const known = FAULTS.find((each) => each === reason.replace(/:\d+$/, ''));
  return known === undefined ? t('imports.why', { reason }) : t(`imports.fault.${known}`);
}

const LINE_ERRORS = [
  'LINE_TOO_LONG',
  'QUOTE_OPEN',
  'QUOTE_INSIDE',
  'NAME_MISSING',
  'TEXT_TOO_LONG',
  'BARCODE_INVALID',
  'CHECK_DIGIT',
  'BARCODE_TWICE',
  'SKU_TWICE',
  'KNOWN',
  'AMBIGUOUS',
  'PRICE_INVALID',
  'QUANTITY_INVALID',
  'COST_INVALID',
  'UNIT_UNKNOWN',
  'TAX_CLASS_UNKNOWN',
  'CATEGORY_UNKNOWN',
  'YES_OR_NO',
  'STOCK_NEGATIVE',
  'STOCK_INVALID',
  'STOCK_KNOWN',
] as const;

/** Why a line, or its stock, was not taken, in words. */
export function lineErrorWords(code: string, t: Translate): string {
  const known = LINE_ERRORS.find((each) => each === code);
  return known === undefined
    ? t('imports.error.other', { code })
    : t(`imports.error.${known}` satisfies PlainKey);
}
