import { type ReactNode, useEffect, useRef, useState } from 'react';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { entryValue } from '#renderer/ui/number-entry.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { AmountPad } from './amount-pad.tsx';
import styles from './cash-move-dialog.module.css';
import { reasonsFor } from './reasons.ts';

export type CashMove = 'pay-in' | 'pay-out' | 'drop';

/** What became of it. */
export interface Moved {
  readonly commandId: string;
  readonly number: string;
  readonly amount: number;
  readonly drawer: boolean;
}

interface CashMoveDialogProps {
  readonly kind: CashMove;
  readonly answer: Answer<Moved>;
}

/** Money into the drawer or out of it that is not a sale: how much and why; a drop to the safe needs no reason. */
export function CashMoveDialog({ kind, answer }: CashMoveDialogProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { place } = useFormats();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [state, setState] = useState<{ busy?: true; failure?: unknown; pressed?: true }>({});
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const amount = entryValue(text, place.currency.exponent) ?? 0;
  const needsReason = kind !== 'drop' && reason.trim() === '';
  const send = async (): Promise<void> => {
    if (amount === 0 || needsReason) return setState({ pressed: true });
    setState({ busy: true });
    const commandId = newCommandId();
    try {
      const input = { kind, amount, reason: reason.trim() };
      const moved = await withApproval(
        (attempt) => client.shifts.moveCash({ ...attempt, ...input }),
        commandId,
      );
      setState({});
      if (moved !== null) answer({ commandId, amount, number: moved.number, drawer: moved.drawer });
    } catch (failure) {
      setState({ failure });
    }
  };
  return (
    <Dialog
      title={t(`cash.${kind}`)}
      size="wide"
      onClose={() => answer(null)}
      confirm={{ label: t(`cash.${kind}.do`), onPress: send, busy: state.busy === true }}
    >
      <div className={styles['halves']} tabIndex={-1} data-autofocus ref={box}>
        <AmountPad label={t('common.amount')} text={text} onText={setText} />
        <div className={styles['why']}>
          <p className="dim">{t(`cash.${kind}.hint`)}</p>
          <Row gap={2} wrap>
            {reasonsFor(kind, t).map((each) => (
              <Chip key={each} selected={reason === each} onPress={() => setReason(each)}>
                {each}
              </Chip>
            ))}
          </Row>
          <TextField
            label={kind === 'drop' ? t('cash.reasonOptional') : t('common.reason')}
            value={reason}
            onChange={setReason}
            maxLength={200}
            error={state.pressed && needsReason ? t('common.reasonNeeded') : undefined}
          />
          {state.pressed && amount === 0 ? (
            <NoticeLine tone="warn">{t('cash.amountNeeded')}</NoticeLine>
          ) : null}
          <ErrorLine text={say(state.failure)} />
        </div>
      </div>
    </Dialog>
  );
}
