import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useScans } from '#renderer/commands/use-keys.ts';
import { Pane } from '#renderer/ui/layout.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { back, backActions } from './back.ts';
import { findSlip } from './find-slip.ts';
import { SaleFinder } from './parts/sale-finder.tsx';
import { showReturnSlip } from './return-slip-dialog.tsx';

/** Finished sales and returns: by scanning the slip, by number, day or amount. */
export function SalesScreen(): ReactNode {
  const t = useT();
  const [address, navigate] = useLocation();
  const base = address.startsWith('/office') ? '/office/sales' : '/sales';
  const open = (found: { readonly kind: 'sale' | 'return'; readonly id: string }): void => {
    if (found.kind === 'sale') navigate(`${base}/${encodeURIComponent(found.id)}`);
    else void showReturnSlip(found.id);
  };
  useActions(backActions, { goBack: () => navigate(address.startsWith('/office') ? '/office/today' : '/') });
  useScans(async ({ text }) => {
    const found = await findSlip(text);
    if (found === null) return 'bad';
    open(found);
    return 'good';
  });
  return (
    <Pane header={<ScreenHead title={t('action.sales')} hint={t('sales.hint')} back={back} />}>
      <SaleFinder onOpen={open} />
    </Pane>
  );
}
