import type { Tone } from '#renderer/ui/badge.tsx';
import type { TransferRow } from '#shared/contract/transfers.ts';
import type { Translate } from '#shared/i18n/index.ts';

type State = Pick<TransferRow, 'status' | 'differs'>;

/** Where a transfer stands, and whether something about it is wrong. */
export const stateWords = ({ status, differs }: State, t: Translate): string =>
  [t(`transfers.status.${status}`), ...(differs ? [t('transfers.differs')] : [])].join(' · ');

export const stateTone = ({ status, differs }: State): Tone =>
  differs ? 'warn' : status === 'received' ? 'good' : 'plain';
