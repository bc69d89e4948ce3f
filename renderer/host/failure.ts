import { ORPCError } from '@orpc/client';
import { DOMAIN_ERRORS, type DomainError, type DomainErrorCode } from '#shared/domain/error.ts';
import { errorWords, type Formats } from '#shared/format/index.ts';
import { errorText, type Translate } from '#shared/i18n/index.ts';

/** The domain's own no, or null when it was something else. */
export function refusalOf(failure: unknown): DomainError | null {
  if (!(failure instanceof ORPCError) || failure.code !== 'REFUSED') return null;
  const data: unknown = failure.data;
  if (typeof data !== 'object' || data === null || !('code' in data) || !isDomainCode(data.code)) return null;
  return data as DomainError;
}

/**
 * Whether a call was refused with this code.
 * @example if (refusedWith(failure, 'QUANTITY_UNUSUAL')) askToConfirm()
 */
export const refusedWith = (failure: unknown, code: DomainErrorCode): boolean =>
  refusalOf(failure)?.code === code;

/** Not an answer of the host: the line broke or the host fell over. Trying again may help. */
export const isTrouble = (failure: unknown): boolean =>
  !(failure instanceof ORPCError) || failure.status >= 500;

/** What a person reads: what happened, what it means for this sale, what to do now. */
export function failureText(failure: unknown, t: Translate, formats: Formats): string {
  const refusal = refusalOf(failure);
  if (refusal !== null) return errorText(t, refusal.code, errorWords(refusal, formats));
  if (!(failure instanceof ORPCError))
    return t(isClosedLine(failure) ? 'error.disconnected' : 'error.unexpected');
  switch (failure.code) {
    case 'UNAUTHORIZED':
      return errorText(t, 'SIGNED_OUT');
    case 'FORBIDDEN':
      return errorText(t, 'RIGHT_MISSING');
    case 'BAD_REQUEST':
      return t('error.badInput');
    case 'STORE_TROUBLE':
      return t('error.storeTrouble');
    default:
      return t('error.unexpected');
  }
}

const isClosedLine = (failure: unknown): boolean =>
  failure instanceof Error &&
  (failure.name === 'AbortError' || /clos|abort|not open|does not answer/i.test(failure.message));

const isDomainCode = (code: unknown): code is DomainErrorCode =>
  (DOMAIN_ERRORS as readonly unknown[]).includes(code);
