import type { ReactNode } from 'react';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { Pane } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { giveBack } from '../return-keys.ts';
import type { Giving } from '../use-give-back.ts';
import styles from './refund-pane.module.css';

interface RefundPaneProps {
  readonly giving: Giving;
  /** How many lines come back. */
  readonly count: number;
}

/** What goes back to the customer, way by way, before anything is booked. */
export function RefundPane({ giving, count }: RefundPaneProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { money } = useFormats();
  const { preview } = giving;
  const paid = preview === undefined ? 0 : preview.total + preview.rounding;
  const words = preview === undefined ? t('returns.give') : t('returns.giveAmount', { amount: money(paid) });
  return (
    <Pane
      surface="card"
      className={styles['side']}
      label={t('returns.refund')}
      footer={
        // A long amount is written smaller, never cut.
        <ActionButton
          action={giveBack}
          variant="accent"
          size={words.length > 20 ? 'large' : 'pay'}
          className={styles['give']}
          busy={giving.busy}
        >
          {words}
        </ActionButton>
      }
    >
      <div className={styles['refund']}>
        <div className={styles['total']}>
          <span className="dim">{t('returns.toGive')}</span>
          <output aria-label={t('returns.toGive')}>
            <AmountText minor={paid} as="money" size="total" tone={preview === undefined ? 'dim' : 'ink'} />
          </output>
        </div>
        {preview === undefined ? (
          <p className={styles['hint']}>{t('returns.chooseHint')}</p>
        ) : (
          <dl className={styles['rows']}>
            <RefundRow label={t('common.lines', { count })} value={money(preview.total)} />
            <RefundRow label={t('shift.taxIn')} value={money(preview.tax)} />
            {preview.rounding === 0 ? null : (
              <RefundRow label={t('shift.rounding')} value={money(preview.rounding)} />
            )}
            {preview.tenders.map((tender, index) => (
              <RefundRow
                // biome-ignore lint/suspicious/noArrayIndexKey: the same way may stand twice, in the order it was paid
                key={index}
                label={t('returns.backTo', { name: tender.name })}
                value={money(tender.amount)}
                strong
              />
            ))}
          </dl>
        )}
        {preview?.late === true ? <NoticeLine tone="warn">{t('returns.lateApproval')}</NoticeLine> : null}
        <ErrorLine text={say(giving.failure)} />
      </div>
    </Pane>
  );
}

interface RefundRowProps {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
}

function RefundRow({ label, value, strong }: RefundRowProps): ReactNode {
  return (
    <div className={styles['row']} data-strong={strong === true}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
