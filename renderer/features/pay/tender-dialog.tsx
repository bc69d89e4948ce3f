import { type ReactNode, useState } from 'react';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TenderView } from '#shared/contract/back-office.ts';
import styles from './pay.module.css';

interface TenderDialogProps {
  readonly tender: Pick<TenderView, 'name' | 'kind' | 'needsReference'>;
  readonly amount: number;
  readonly answer: Answer<{ readonly reference: string | null }>;
}

/** Did the money really come? Asked for every way of paying that the clerk can't hold in the hand. */
export function TenderDialog({ tender, amount, answer }: TenderDialogProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const [reference, setReference] = useState('');
  const missing = tender.needsReference && reference.trim() === '';
  const words = WORDS[tender.kind];
  return (
    <Dialog
      title={t(words.title, { tender: tender.name })}
      onClose={() => answer(null)}
      cancelLabel={t(words.no)}
      confirm={{
        label: t(words.yes),
        disabled: missing,
        onPress: () => answer({ reference: reference.trim() === '' ? null : reference.trim() }),
      }}
    >
      <p className={styles['ask']}>
        <AmountText minor={amount} as="money" size="total" />
      </p>
      <p>{t(words.text, { amount: money(amount), tender: tender.name })}</p>
      {tender.needsReference ? (
        <TextField
          label={t('pay.reference')}
          hint={t('pay.referenceHint')}
          value={reference}
          onChange={setReference}
          maxLength={80}
          size="large"
          takesScan
          autoFocus
        />
      ) : null}
    </Dialog>
  );
}

const WORDS = {
  cash: {
    title: 'pay.confirmOther',
    text: 'pay.confirmOtherText',
    yes: 'pay.received',
    no: 'pay.notReceived',
  },
  card: { title: 'pay.confirmCard', text: 'pay.confirmCardText', yes: 'pay.approved', no: 'pay.notApproved' },
  wallet: {
    title: 'pay.confirmWallet',
    text: 'pay.confirmWalletText',
    yes: 'pay.received',
    no: 'pay.notReceived',
  },
  voucher: {
    title: 'pay.confirmVoucher',
    text: 'pay.confirmVoucherText',
    yes: 'pay.received',
    no: 'common.cancel',
  },
  other: {
    title: 'pay.confirmOther',
    text: 'pay.confirmOtherText',
    yes: 'pay.received',
    no: 'pay.notReceived',
  },
} as const satisfies Record<TenderView['kind'], object>;
