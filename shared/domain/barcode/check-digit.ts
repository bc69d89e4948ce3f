/**
 * GS1 modulo-10 check digit of the digits before it: weight 3 from the right, then 1, 3 … (EAN-8, EAN-13, UPC-A,
 * ITF-14 alike; GS1 General Specifications 7.9).
 *
 * @example checkDigit('211234500000') === '8'
 */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1;
    sum += weight * (digits.charCodeAt(index) - 48);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last digit of an all-digit code is the check digit of the others. */
export const hasCheckDigit = (code: string): boolean =>
  /^\d{2,}$/.test(code) && checkDigit(code.slice(0, -1)) === code.slice(-1);
