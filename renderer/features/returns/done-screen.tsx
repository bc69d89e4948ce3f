import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation, useParams } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { Slip } from '#renderer/features/receipt/slip.tsx';
import { useScanRouter } from '#renderer/features/sell/scan-router.tsx';
import { useTickets } from '#renderer/features/tickets/use-tickets.ts';
import { host } from '#renderer/host/host.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { Pane } from '#renderer/ui/layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { useKept } from '../cash/use-kept.ts';
import { backActions } from '../sales-search/back.ts';
import { choose, listKeys } from '../sales-search/list-keys.ts';
import { reprint, reprintActions } from '../sales-search/reprint.ts';
import { printCopy } from '../sales-search/return-slip-dialog.tsx';
import { returnAddress } from './commands.ts';
import { DONE, type DoneReturn, doneOf } from './done.ts';
import styles from './done-screen.module.css';

/** The return is booked: what to hand over in very large type, way by way, and its slip. The next scan is the next ticket. */
export function DoneScreen(): ReactNode {
  const t = useT();
  const { ret } = useParams<{ ret: string }>();
  const [, navigate] = useLocation();
  const [texts] = useKept(DONE);
  const done = doneOf(texts, ret);
  const slip = useQuery(host.sales.slip.queryOptions({ input: { document: ret, kind: 'return' } })).data;
  const finish = (): void => navigate('/');
  useTickets();
  useScanRouter({ onItem: finish, onTicket: finish, onSale: (sale) => navigate(returnAddress(sale)) });
  useActions(listKeys, { go: () => undefined, choose: finish, any: true });
  useActions(backActions, { goBack: finish });
  useActions(reprintActions, { print: () => printCopy(ret, 'return', t) });
  return (
    <div className={styles['screen']}>
      <Pane
        header={<ScreenHead title={t('returns.done', { number: done?.number ?? slip?.number ?? '' })} />}
        footer={
          <div className={styles['buttons']}>
            <ActionButton action={reprint} withIcon size="large" />
            <ActionButton action={choose} variant="accent" size="pay">
              {t('returns.finish')}
            </ActionButton>
          </div>
        }
      >
        {done === null ? null : <HandOver done={done} />}
      </Pane>
      <Pane surface="card" body="read" className={styles['slip']} label={t('pay.receipt')}>
        {slip === undefined ? null : <Slip svg={slip.svg} />}
      </Pane>
    </div>
  );
}

function HandOver({ done }: { readonly done: DoneReturn }): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const others = done.tenders.filter(({ kind }) => kind !== 'cash');
  const cash = done.tenders.reduce((sum, { kind, amount }) => (kind === 'cash' ? sum + amount : sum), 0);
  return (
    <div className={styles['over']}>
      {cash === 0 ? null : (
        <div className={styles['cash']} data-surface="accent">
          <span className={styles['label']}>{t('returns.giveCash')}</span>
          <AmountText minor={cash} as="money" size="total" tone="good" />
          {done.rounding === 0 ? null : (
            <span className="dim">
              {t('pay.rounded', { total: money(done.total), rounding: money(done.rounding) })}
            </span>
          )}
        </div>
      )}
      {others.map((tender) => (
        <div key={tender.name} className={styles['other']}>
          <span className={styles['label']}>{t(tenderWords(tender.kind), { name: tender.name })}</span>
          <AmountText minor={tender.amount} as="money" size={cash === 0 ? 'total' : 'title'} weight="heavy" />
        </div>
      ))}
      {done.printJob === null ? <NoticeLine>{t('returns.noSlip')}</NoticeLine> : null}
    </div>
  );
}

/** Money of a card goes back on the terminal, by hand: the register only books it. */
const tenderWords = (kind: string) => (kind === 'card' ? 'returns.giveCard' : 'returns.giveOther');
