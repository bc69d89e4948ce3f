/** What a human number counts: each kind has its own gapless series per register and epoch (domain.md, Numbers). */
export const NUMBER_KINDS = ['sale', 'return', 'cash', 'z'] as const;
export type NumberKind = (typeof NUMBER_KINDS)[number];

export interface TicketNumber {
  readonly kind: NumberKind;
  readonly store: string;
  readonly register: string;
  /** From 1; the letter appears from 2. */
  readonly epoch: number;
  readonly counter: number;
}

const MARK = { sale: '', return: 'R', cash: 'C', z: 'Z' } as const satisfies Record<NumberKind, string>;

/** Store codes are letters and digits; a register code ends in a digit, so that the epoch letter can be told from it. */
export const STORE_CODE = /^[A-Z0-9]{1,8}$/;
export const REGISTER_CODE = /^[A-Z0-9]{0,3}[0-9]$/;

/**
 * `<store>-<register>[<epoch letter>]-<mark><counter, at least 6 digits>`: no mark for a sale, R for a return, C for a
 * cash move, Z for a close.
 *
 * @example formatTicketNumber({ kind: 'return', store: 'R01', register: '1', epoch: 2, counter: 12 }) === 'R01-1B-R000012'
 */
export const formatTicketNumber = (number: TicketNumber): string =>
  `${number.store}-${number.register}${epochLetter(number.epoch)}-${MARK[number.kind]}${String(number.counter).padStart(6, '0')}`;

const WRITTEN = /^([A-Z0-9]{1,8})-([A-Z0-9]{0,3}[0-9])([A-Z]*)-([RCZ]?)(\d{6,15})$/;

/** Reads a number as typed or scanned, small letters allowed; null where it is none. */
export function parseTicketNumber(text: string): TicketNumber | null {
  const match = WRITTEN.exec(text.trim().toUpperCase());
  if (match === null) return null;
  const [, store = '', register = '', letters = '', mark = '', digits = ''] = match;
  const kind = NUMBER_KINDS.find((candidate) => MARK[candidate] === mark);
  const epoch = epochOf(letters);
  const counter = Number(digits);
  if (kind === undefined || epoch === null || counter === 0) return null;
  const number = { kind, store, register, epoch, counter };
  return formatTicketNumber(number) === match[0] ? number : null;
}

/** '' for the first epoch, then B, C … Z, AA, AB: bijective base 26 with A left out as the unwritten first. */
export function epochLetter(epoch: number): string {
  if (!Number.isSafeInteger(epoch) || epoch < 1) throw new RangeError(`not an epoch: ${epoch}`);
  if (epoch === 1) return '';
  let letters = '';
  for (let left = epoch; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

function epochOf(letters: string): number | null {
  if (letters === '') return 1;
  let epoch = 0;
  for (const letter of letters) epoch = epoch * 26 + (letter.charCodeAt(0) - 64);
  return epoch >= 2 && Number.isSafeInteger(epoch) ? epoch : null;
}
