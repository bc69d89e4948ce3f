import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useKeyCaps } from '#renderer/commands/use-actions.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { keepFocus } from '#renderer/ui/press.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TenderView } from '#shared/contract/back-office.ts';
import { giveBack } from './give-back.tsx';
import styles from './pay.module.css';
import { backToTicket, cardAction, cashAction, splitAction } from './pay-actions.tsx';
import { paying } from './pay-state.ts';
import type { Payment } from './use-offer.ts';

/** Ways of paying, and what was taken already. */
export function TenderList({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  const { tenders, tender: chosen, store, ticket, ways } = payment;
  return (
    <section className={styles['left']} aria-label={t('pay.title')}>
      <div className={styles['head']}>
        <h1>{t('pay.title')}</h1>
        <ActionButton action={backToTicket} variant="quiet">
          {t('pay.backToTicket')}
        </ActionButton>
      </div>
      <Taken payment={payment} />
      <div className={styles['tenders']}>
        {tenders.map((tender, index) => (
          <TenderButton
            key={tender.id}
            tender={tender}
            chosen={tender === chosen}
            store={store}
            firstOfKind={tenders.findIndex(({ kind }) => kind === tender.kind) === index}
          />
        ))}
        <ActionButton action={splitAction} layout="spread" className={styles['split']} caps="first">
          <span className={styles['tenderName']}>{t('pay.severalWays')}</span>
          <span className={styles['tenderHint']}>
            {ways > 1 ? t('pay.waysLeft', { count: ways }) : t('pay.severalWaysHint')}
          </span>
        </ActionButton>
      </div>
      <p className={styles['hint']}>{t('pay.hint')}</p>
      <p className="visually-hidden">{t('sell.ticket', { label: ticket.label })}</p>
    </section>
  );
}

/** What is special about a way of paying. */
function useHint({ kind, needsReference }: TenderView, { cashRounding }: Payment['store']): string | null {
  const t = useT();
  const { money } = useFormats();
  const step = money(cashRounding.step);
  if (kind === 'cash' && cashRounding.step > 1)
    return t(cashRounding.mode === 'down' ? 'pay.roundsDown' : 'pay.rounds', { step });
  if (needsReference) return t('pay.needsReference');
  if (kind === 'card') return t('pay.separateDevice');
  return kind === 'wallet' ? t('pay.ownCode') : null;
}

interface TenderButtonProps {
  readonly tender: TenderView;
  readonly chosen: boolean;
  readonly store: Payment['store'];
  readonly firstOfKind: boolean;
}

function TenderButton({ tender, chosen, store, firstOfKind }: TenderButtonProps): ReactNode {
  const hint = useHint(tender, store);
  const [cashCap] = useKeyCaps(cashAction);
  const [cardCap] = useKeyCaps(cardAction);
  const cap = !firstOfKind
    ? undefined
    : tender.kind === 'cash'
      ? cashCap
      : tender.kind === 'card'
        ? cardCap
        : undefined;
  return (
    <button
      type="button"
      className={styles['tender']}
      aria-pressed={chosen}
      data-tender={tender.id}
      onMouseDown={keepFocus}
      onClick={() => paying.setState({ tender: tender.id })}
    >
      <span className={styles['tenderText']}>
        <span className={styles['tenderName']}>{tender.name}</span>
        {hint === null ? null : <span className={styles['tenderHint']}>{hint}</span>}
      </span>
      {cap === undefined ? null : <KeyCap>{cap}</KeyCap>}
    </button>
  );
}

/** Money that is in the drawer or on the terminal already; it can be given back, with a reason. */
function Taken({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const { tenders } = payment.ticket;
  if (tenders.length === 0) return null;
  return (
    <div className={styles['taken']}>
      <h2>{t('pay.taken')}</h2>
      <ul>
        {tenders.map((tender) => (
          <li key={tender.id}>
            <span className={styles['tenderText']}>
              <span className={styles['tenderName']}>{tender.name}</span>
              {tender.reference === null ? null : (
                <span className={styles['tenderHint']}>{tender.reference}</span>
              )}
            </span>
            <span className="strong">{money(tender.amount)}</span>
            <IconButton
              icon={IconX}
              variant="quiet"
              label={t('pay.giveBack', { what: `${tender.name} ${money(tender.amount)}` })}
              onPress={() => giveBack(tender)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
