import type { Tone } from '#renderer/ui/badge.tsx';
import type { TransferRow } from '#shared/contract/transfers.ts';
import type { Translate } from '#shared/i18n/index.ts';

type State = Pick<TransferRow, 'status' | 'differs' | 'over'>;

/** Where a transfer stands, and whether something about it is wrong. */
export const stateWords = ({ status, differs, over }: State, t: Translate): string =>
  [
    t(`transfers.status.${status}`),
    ...(differs ? [t('transfers.differs')] : []),
    ...(over ? [t('transfers.more')] : []),
  ].join(' · ');

export const stateTone = ({ status, differs }: State): Tone =>
  differs ? 'warn' : status === 'received' || status === 'closed' ? 'good' : 'plain';
