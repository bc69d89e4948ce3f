import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Grid, Stack } from '#renderer/ui/layout.tsx';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { PinPad } from '#renderer/ui/pin-pad.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { LIMITED_RIGHTS } from '#shared/domain/people/rights.ts';
import styles from './approval-dialog.module.css';
import type { Wanted } from './with-approval.tsx';

interface ApprovalDialogProps {
  readonly wanted: Wanted;
  /** The one-shot id of the approval, or null: one step back. */
  readonly answer: Answer<string>;
}

interface Person {
  readonly id: string;
  readonly name: string;
}

/**
 * A second person says yes on the spot: who they are first, then their PIN (domain.md, People). It says what exactly
 * they agree to; where only one person could, they are asked at once.
 */
export function ApprovalDialog({ wanted, answer }: ApprovalDialogProps): ReactNode {
  const t = useT();
  const people = useQuery(host.approvals.approvers.queryOptions({ input: wanted })).data;
  const [chosen, setChosen] = useState<Person | null>(null);
  const only = people?.length === 1 ? people[0] : undefined;
  const who = chosen ?? only ?? null;
  const goBack = (): void => (chosen === null ? answer(null) : setChosen(null));
  return (
    <Dialog
      title={t('people.approval')}
      size="wide"
      onClose={goBack}
      cancelLabel={t(chosen === null ? 'common.cancel' : 'common.back')}
    >
      {who === null ? (
        <>
          <What wanted={wanted} />
          <Approvers people={people} onChoose={setChosen} />
        </>
      ) : (
        <Proof key={who.id} wanted={wanted} person={who} onGranted={answer} />
      )}
    </Dialog>
  );
}

/** "Take goods back · ¥45.00. Holds for this one step only." */
function What({ wanted }: { readonly wanted: Wanted }): ReactNode {
  const t = useT();
  const { money, rate } = useFormats();
  const { right, amount } = wanted;
  const unit = right in LIMITED_RIGHTS ? LIMITED_RIGHTS[right as keyof typeof LIMITED_RIGHTS] : 'minor';
  const bound = amount === null ? null : unit === 'rate' ? rate(amount) : money(amount);
  return (
    <div className={styles['what']} data-surface="warn">
      <span className={styles['right']}>{t(`right.${right}`)}</span>
      {bound === null ? null : <span className={styles['amount']}>{bound}</span>}
      <span className={styles['once']}>{t('approval.once')}</span>
    </div>
  );
}

interface ApproversProps {
  readonly people: readonly Person[] | undefined;
  readonly onChoose: (who: Person) => void;
}

function Approvers({ people, onChoose }: ApproversProps): ReactNode {
  const t = useT();
  if (people?.length === 0)
    return <EmptyState title={t('approval.nobody')} hint={t('approval.nobodyHint')} />;
  return (
    <Stack gap={2}>
      <h3>{t('people.approver')}</h3>
      <Grid min={200}>
        {people?.map((person, index) => (
          <Button
            key={person.id}
            size="large"
            layout="spread"
            autoFocus={index === 0}
            onPress={() => onChoose(person)}
          >
            {person.name}
          </Button>
        ))}
      </Grid>
    </Stack>
  );
}

interface ProofProps {
  readonly wanted: Wanted;
  readonly person: Person;
  readonly onGranted: (approval: string) => void;
}

function Proof({ wanted, person, onGranted }: ProofProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [reason, setReason] = useState('');
  const box = useRef<HTMLDivElement>(null);
  // The focus rests on nothing that takes keys: digits are the PIN, whoever opened this and however.
  useEffect(() => box.current?.focus(), []);
  const grant = useMutation({
    mutationFn: (pin: string) =>
      client.approvals.grant({ ...wanted, approver: person.id, pin, reason: reason.trim() }),
    onSuccess: ({ approval }) => onGranted(approval),
  });
  return (
    <div className={styles['proof']} tabIndex={-1} data-autofocus ref={box}>
      <Stack gap={4}>
        <What wanted={wanted} />
        <TextField label={t('approval.whyOptional')} value={reason} onChange={setReason} maxLength={200} />
      </Stack>
      <PinPad
        title={t('people.enterPin', { name: person.name })}
        onPin={(pin) => grant.mutate(pin)}
        error={say(grant.error) ?? undefined}
        busy={grant.isPending}
      />
    </div>
  );
}
