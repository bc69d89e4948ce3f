import { checkBarcode } from '#shared/domain/barcode/barcode-forms.ts';
import { checkDigit } from '#shared/domain/barcode/check-digit.ts';

/** What is to be said about a code as it stands in the form. */
export type BarcodeVerdict =
  | { readonly is: 'empty' | 'good' | 'own' | 'signs' | 'twice' }
  | { readonly is: 'check-digit'; readonly right: string };

/**
 * Judges one code of a product's list before it is sent.
 * @example judgeBarcode('3017620422004', []) → { is: 'check-digit', right: '3017620422003' }
 */
export function judgeBarcode(typed: string, others: readonly string[]): BarcodeVerdict {
  const code = typed.trim();
  if (code === '') return { is: 'empty' };
  if (others.some((other) => other.trim() === code)) return { is: 'twice' };
  const checked = checkBarcode(code);
  if (checked.ok) return { is: /^(?:\d{8}|\d{12,14})$/.test(code) && !code.startsWith('2') ? 'good' : 'own' };
  if (checked.error.data?.['checkDigit'] !== true) return { is: 'signs' };
  const stem = code.slice(0, -1);
  return { is: 'check-digit', right: `${stem}${checkDigit(stem)}` };
}

/** Whether a list of codes may be sent. */
export const codesStand = (codes: readonly string[]): boolean =>
  codes.every((code, at) => ['empty', 'good', 'own'].includes(judgeBarcode(code, codes.slice(0, at)).is));
