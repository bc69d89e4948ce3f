import { parseTicketNumber, type TicketNumber } from '../ticket-number.ts';
import { barcodeForms } from './barcode-forms.ts';
import { matchLabel, type ScaleReading } from './scale-label.ts';
import type { ScaleRule } from './scale-rule.ts';

/** What a scan means; `text` as scanned, cleaned of blanks and control characters at its ends. */
export type Scan =
  | { readonly kind: 'ticket'; readonly text: string; readonly number: TicketNumber }
  | { readonly kind: 'return-slip'; readonly text: string; readonly number: TicketNumber }
  /** `forms`: a product listed under the very code comes before the label's reading. */
  | {
      readonly kind: 'scale-label';
      readonly text: string;
      readonly reading: ScaleReading;
      readonly forms: readonly string[];
    }
  | { readonly kind: 'product'; readonly text: string; readonly forms: readonly string[] }
  | { readonly kind: 'unknown'; readonly text: string };

/**
 * Routes a scan by its meaning, never into a field (pos-features.md 4.1): a sale's number starts a return or shows the
 * sale, a return's number shows the return, then scale labels, then articles.
 */
export function classifyScan(
  scanned: string,
  known: { readonly rules: readonly ScaleRule[]; readonly exponent: number },
): Scan {
  const text = cleanScan(scanned);
  const number = parseTicketNumber(text);
  if (number?.kind === 'sale') return { kind: 'ticket', text, number };
  if (number?.kind === 'return') return { kind: 'return-slip', text, number };
  if (number !== null || !/^[!-~]{1,48}$/.test(text)) return { kind: 'unknown', text };
  const forms = barcodeForms(text);
  const reading = matchLabel(known.rules, text, known.exponent);
  return reading === null ? { kind: 'product', text, forms } : { kind: 'scale-label', text, reading, forms };
}

/** Some scanners send a symbology mark (`]E0`) or control characters around the code. */
export const cleanScan = (scanned: string): string =>
  scanned.replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '').replace(/^\][A-Za-z]\d/, '');
