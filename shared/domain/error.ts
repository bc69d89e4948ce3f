/**
 * A refusal of the domain: a code of the closed list `DOMAIN_ERRORS` and the data its message needs.
 * The words are in `shared/i18n` under `error.<code>`; nothing here is ever shown as it is.
 */
export interface DomainError {
  readonly code: DomainErrorCode;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
}

export const DOMAIN_ERRORS = [
  'AMOUNT_INVALID',
  'APPROVAL_NEEDED',
  'BARCODE_INVALID',
  'BARCODE_TAKEN',
  'CART_CHANGED',
  'CART_EMPTY',
  'CART_HAS_TENDERS',
  'CART_NOT_FOUND',
  'CART_PARKED',
  'CLOCK_BEHIND',
  'CODE_TAKEN',
  'COUNT_INCOMPLETE',
  'CREDENTIALS_WRONG',
  'DISCOUNT_TOO_LARGE',
  'DRAWER_COUNTING',
  'FACTOR_WRONG',
  'HQ_AWAY',
  'ID_REUSED',
  'IN_USE',
  'JOIN_REFUSED',
  'KEPT_AT_HQ',
  'LAST_FACTOR',
  'LINE_NOT_FOUND',
  'NAME_MISSING',
  'NOTHING_TO_UNDO',
  'NOT_FOUND',
  'PARK_TAKEN',
  'PASSKEY_WRONG',
  'PASSWORD_WEAK',
  'PASSWORD_WRONG',
  'PERSON_LOCKED',
  'PIN_TAKEN',
  'PIN_WEAK',
  'PIN_WRONG',
  'PRICE_INVALID',
  'QUANTITY_INVALID',
  'QUANTITY_FRACTION',
  'QUANTITY_UNUSUAL',
  'REASON_MISSING',
  'REFERENCE_MISSING',
  'RETURN_EXCEEDS_SOLD',
  'RIGHT_MISSING',
  'SETTING_INVALID',
  'SETUP_KEY_WRONG',
  'SHIFT_CLOSED',
  'SHIFT_OF_ANOTHER',
  'SHIFT_OPEN',
  'SIGNED_OUT',
  'SOLD_ELSEWHERE',
  'STALE',
  'STOCK_SHORT',
  'TENDER_NOT_ALLOWED',
  'TENDER_EXCEEDS_DUE',
  'TENDERS_INCOMPLETE',
  'TOTAL_TOO_LARGE',
  'TRANSFER_COUNTED',
  'TRANSFER_DONE',
  'TRANSFER_EMPTY',
  'TRANSFER_EXCEEDED',
  'TRANSFER_OPEN',
  'TRIED_TOO_OFTEN',
  'WORK_UNDER_WAY',
] as const;
export type DomainErrorCode = (typeof DOMAIN_ERRORS)[number];

export const refuse = (code: DomainErrorCode, data?: DomainError['data']): DomainError =>
  data === undefined ? { code } : { code, data };
