import type { LinkView } from '#shared/contract/link.ts';
import type { PlainKey, Translate } from '#shared/i18n/index.ts';

/** Why headquarters did not take a register, or takes nothing from it now. */
const TROUBLES: Readonly<Record<string, PlainKey>> = {
  UNREACHABLE: 'link.trouble.UNREACHABLE',
  NOT_HQ: 'link.trouble.NOT_HQ',
  BUSY: 'link.trouble.BUSY',
  VERSION: 'link.trouble.VERSION',
  REVOKED: 'link.trouble.REVOKED',
  CLONE: 'link.trouble.CLONE',
  UNKNOWN_DEVICE: 'link.trouble.UNKNOWN_DEVICE',
  NO_SESSION: 'link.trouble.BUSY',
};

/** What is wrong with the line to headquarters, in words; null when nothing is. */
export const troubleWords = ({ trouble }: Pick<LinkView, 'trouble'>, t: Translate): string | null =>
  trouble === null ? null : t(TROUBLES[trouble] ?? 'link.trouble.other', { code: trouble });

const REFUSALS: Readonly<Record<string, PlainKey>> = {
  ADDRESS: 'link.refused.ADDRESS',
  CODE_UNKNOWN: 'link.refused.CODE_UNKNOWN',
  REGISTER_TAKEN: 'link.refused.REGISTER_TAKEN',
  WRONG_STORE: 'link.refused.WRONG_STORE',
  WRONG_DEVICE: 'link.refused.WRONG_STORE',
  SHIFT: 'link.refused.SHIFT',
  PARKED: 'link.refused.PARKED',
  JOINED: 'link.refused.JOINED',
  UNREACHABLE: 'link.refused.UNREACHABLE',
  NOT_HQ: 'link.refused.NOT_HQ',
  BUSY: 'link.trouble.BUSY',
  VERSION: 'link.trouble.VERSION',
};

/** Why joining was refused, and what to do. */
export const refusalWords = (reason: string, t: Translate): string =>
  t(REFUSALS[reason] ?? 'link.refused.other', { reason });
