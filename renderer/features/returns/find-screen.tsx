import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { Pane } from '#renderer/ui/layout.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { back, backActions } from '../sales-search/back.ts';
import { SaleFinder } from '../sales-search/parts/sale-finder.tsx';
import { returnAddress } from './commands.ts';
import { useSlipScans } from './use-slip-scans.ts';

/** Which sale the goods are from: the slip is scanned, or the sale is found. */
export function FindScreen(): ReactNode {
  const t = useT();
  const [, navigate] = useLocation();
  useActions(backActions, { goBack: () => navigate('/') });
  useSlipScans();
  return (
    <Pane header={<ScreenHead title={t('returns.title')} hint={t('returns.findHint')} back={back} />}>
      <SaleFinder only="sale" onOpen={({ id }) => navigate(returnAddress(id))} />
    </Pane>
  );
}
