import { IconReceipt, IconReceiptOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { action } from '#renderer/commands/action.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { Pane } from '#renderer/ui/layout.tsx';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { back, backActions } from '../sales-search/back.ts';
import { useSlipScans } from './use-slip-scans.ts';

const openSale = action<{ readonly open: () => void }>({
  id: 'returns.openSale',
  name: 'returns.openSale',
  icon: IconReceipt,
  scope: 'returns',
  keys: ['Enter', 'NumpadEnter', 'Alt+KeyO'],
  run: ({ open }) => open(),
});
const actions = [openSale] as const;

interface SoldElsewhereProps {
  readonly sale: string;
  readonly number: string;
  readonly register: string;
}

/** A sale of another register: it is taken back there, and can be looked at and printed again here. */
export function SoldElsewhere({ sale, number, register }: SoldElsewhereProps): ReactNode {
  const t = useT();
  const [, navigate] = useLocation();
  useSlipScans();
  useActions(backActions, { goBack: () => navigate('/return') });
  useActions(actions, { open: () => navigate(`/sales/${encodeURIComponent(sale)}`) });
  return (
    <Pane header={<ScreenHead title={t('returns.of', { number })} back={back} />}>
      <EmptyState
        icon={IconReceiptOff}
        title={t('sales.soldElsewhere', { register })}
        hint={t('sales.soldElsewhereHint', { register })}
      >
        <ActionButton action={openSale} variant="accent" />
      </EmptyState>
    </Pane>
  );
}
