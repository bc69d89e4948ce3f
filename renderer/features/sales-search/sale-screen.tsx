import { IconCreditCardRefund } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation, useParams } from 'wouter';
import { action } from '#renderer/commands/action.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { goReturns } from '#renderer/features/returns/commands.ts';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { Pane, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { SaleView } from '#shared/contract/sales.ts';
import { back, backActions } from './back.ts';
import { CorrectTenderDialog } from './correct-tender-dialog.tsx';
import { SaleLines } from './parts/sale-lines.tsx';
import { SaleSums } from './parts/sale-sums.tsx';
import { reprint, reprintActions } from './reprint.ts';
import { printCopy } from './return-slip-dialog.tsx';
import styles from './sale-screen.module.css';

interface SaleState {
  readonly sale: SaleView | undefined;
}

const correct = action<SaleState>({
  id: 'sale.correctTender',
  name: 'action.correctTender',
  icon: IconCreditCardRefund,
  scope: 'returns',
  keys: ['F7', 'Alt+KeyC'],
  needs: 'tender.correct',
  enabled: ({ sale }) => sale?.tenders.some(({ correctable }) => correctable) === true,
  run: ({ sale }) =>
    sale === undefined
      ? undefined
      : openDialog<true>((answer) => <CorrectTenderDialog sale={sale} answer={answer} />),
});
const saleActions = [correct] as const;

/** One finished sale: what was sold, how it was paid, what came back, and what can be done with it. */
export function SaleScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { dateTime } = useFormats();
  const { sale: id } = useParams<{ sale: string }>();
  const [address, navigate] = useLocation();
  const { data: sale, error } = useQuery(host.sales.get.queryOptions({ input: { sale: id } }));
  useActions(saleActions, { sale });
  useActions(reprintActions, { print: () => printCopy(id, 'sale', t) });
  useActions(backActions, {
    goBack: () => navigate(address.startsWith('/office') ? '/office/sales' : '/sales'),
  });
  if (sale === undefined) return <ErrorLine text={say(error)} />;
  return (
    <div className={styles['screen']}>
      <Pane
        header={
          <ScreenHead
            title={sale.number}
            hint={t('sales.madeAt', { time: dateTime(sale.at), clerk: sale.clerk })}
            back={back}
          />
        }
        padding="none"
        body="read"
      >
        <SaleLines lines={sale.lines} />
        {sale.note === '' ? null : <p className={styles['note']}>{sale.note}</p>}
      </Pane>
      <Pane
        surface="card"
        className={styles['side']}
        label={t('sales.sums')}
        footer={
          <div className={styles['buttons']}>
            <ActionButton action={reprint} withIcon />
            <ActionButton action={correct}>{t('sales.correctShort')}</ActionButton>
            {sale.soldAt === null ? (
              <ActionButton action={goReturns} withIcon variant="accent" size="pay" />
            ) : null}
          </div>
        }
      >
        <Stack gap={4}>
          {sale.soldAt === null ? null : (
            <NoticeLine>
              {t('sales.soldElsewhere', { register: sale.soldAt })}.{' '}
              {t('sales.soldElsewhereHint', { register: sale.soldAt })}
            </NoticeLine>
          )}
          <SaleSums sale={sale} />
        </Stack>
      </Pane>
    </div>
  );
}
