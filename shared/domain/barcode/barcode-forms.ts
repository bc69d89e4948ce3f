import { type DomainError, refuse } from '../error.ts';
import { err, ok, type Result } from '../result.ts';
import { hasCheckDigit } from './check-digit.ts';
import { compressUpcA, expandUpcE } from './upc-e.ts';

/**
 * Every way a scanner or a catalog may write the same article number: as given first, then UPC-A ↔ EAN-13 ↔ GTIN-14
 * and UPC-E, so that a scan of any finds the product (pos-features.md 2.3.1). A code that is no GTIN has only itself.
 *
 * @example barcodeForms('036000291452') → ['036000291452', '0036000291452', '00036000291452']
 */
export function barcodeForms(text: string): string[] {
  const code = text.trim();
  const upcE = code.length === 8 ? expandUpcE(code) : null;
  const gtins = [hasLength(code) && hasCheckDigit(code) ? code : null, upcE].filter((each) => each !== null);
  return [...new Set([code, ...gtins.flatMap(sameGtin)])];
}

const hasLength = (code: string): boolean => /^(?:\d{8}|\d{12,14})$/.test(code);

/** A GTIN is one number in 14 places; shorter forms leave out leading zeros. A case pack (14 digits, first not 0) is alone. */
function sameGtin(code: string): string[] {
  const long = code.padStart(14, '0');
  const forms = [13, 12, 14]
    .filter((length) => /^0*$/.test(long.slice(0, 14 - length)))
    .map((length) => long.slice(14 - length));
  const upcE = forms
    .map((form) => (form.length === 12 ? compressUpcA(form) : null))
    .filter((each) => each !== null);
  const ean8 = /^0{6}/.test(long) ? [long.slice(6)] : [];
  return [...forms, ...upcE, ...ean8];
}

const MAX_LENGTH = 48;

/**
 * Whether a text can be a product's barcode: 1 to 48 printable ASCII characters without blanks, and where it has the
 * length of a GTIN outside the shop's own prefixes (02, 20–29), its check digit must hold. BARCODE_INVALID.
 */
export function checkBarcode(text: string): Result<string, DomainError> {
  const code = text.trim();
  if (!/^[!-~]+$/.test(code) || code.length > MAX_LENGTH)
    return err(refuse('BARCODE_INVALID', { code: code.slice(0, 60) }));
  const own = /^(?:2\d{12}|02\d{10,11}|2\d{7})$/.test(code);
  const sound =
    !hasLength(code) || own || hasCheckDigit(code) || (code.length === 8 && expandUpcE(code) !== null);
  return sound ? ok(code) : err(refuse('BARCODE_INVALID', { code, checkDigit: true }));
}
