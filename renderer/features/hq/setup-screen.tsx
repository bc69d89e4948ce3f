import { type ReactNode, useState } from 'react';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useKept } from '#renderer/features/cash/use-kept.ts';
import { back, next } from '#renderer/features/setup/keys.ts';
import wizard from '#renderer/features/setup/own-store-wizard.module.css';
import { MoneyStep } from '#renderer/features/setup/parts/money-step.tsx';
import { StepList } from '#renderer/features/setup/parts/step-list.tsx';
import { focusFirstProblem, type StepProps } from '#renderer/features/setup/step-props.ts';
import { useSuggestions } from '#renderer/features/setup/use-suggestions.ts';
import { hqDoor, nowIAm, useHqSession } from '#renderer/host/hq.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { AccountStep } from './parts/account-step.tsx';
import { ChainStep } from './parts/chain-step.tsx';
import { DoorFrame } from './parts/door-frame.tsx';
import {
  firstOpenStep,
  type Passwords,
  problemsOf,
  SETUP_STEPS,
  type SetupStep,
  setUpOf,
} from './setup-draft.ts';
import { useStep } from './use-step.ts';

const wizardActions = [next, back] as const;

/** An empty headquarters: the chain, its money and its owner, in three short steps. Answers are kept over a reload, the password is not. */
export function HqSetupScreen(): ReactNode {
  const t = useT();
  const { needsKey } = useHqSession();
  const [texts, setTexts] = useKept('hq.setup');
  const [passwords, setPasswords] = useState<Passwords>({ password: '', again: '' });
  const [pressed, setPressed] = useState<SetupStep | null>(null);
  useSuggestions(texts, setTexts);
  const step = SETUP_STEPS.find((each) => each === texts['step']) ?? 'chain';
  const at = SETUP_STEPS.indexOf(step);
  const given = { texts, passwords, needsKey };
  const problems = problemsOf(step, given);
  const founding = useStep(
    () => hqDoor.setup.chain(setUpOf(texts, passwords.password)),
    (view) => {
      setTexts(null);
      nowIAm(view);
    },
  );
  const go = (to: SetupStep): void => {
    setPressed(null);
    setTexts({ ...texts, step: to });
  };
  const forward = (): unknown => {
    setPressed(step);
    if (Object.keys(problems).length > 0) return focusFirstProblem();
    if (step !== 'account') return go(SETUP_STEPS[at + 1] ?? 'account');
    const open = firstOpenStep(given);
    return open === null ? founding.go() : go(open);
  };
  const goBack = (): void => (at === 0 ? undefined : go(SETUP_STEPS[at - 1] ?? 'chain'));
  useActions(wizardActions, { ready: !founding.busy, forward, back: goBack });
  const props: StepProps = { texts, onTexts: setTexts, problems: pressed === step ? problems : {} };
  return (
    <DoorFrame chain={null}>
      <div className={wizard['wizard']}>
        <StepList
          label={t('hq.setup.title')}
          steps={SETUP_STEPS.map((id) => ({ id, title: t(`hq.setup.step.${id}`) }))}
          step={step}
          reached={at}
          onStep={go}
        />
        <form
          className={wizard['step']}
          key={step}
          aria-label={t(`hq.setup.step.${step}`)}
          onSubmit={(event) => event.preventDefault()}
          noValidate
        >
          <div className={wizard['fields']}>
            {step === 'chain' ? <ChainStep {...props} /> : null}
            {step === 'money' ? <MoneyStep {...props} /> : null}
            {step === 'account' ? (
              <AccountStep {...props} needsKey={needsKey} passwords={passwords} onPasswords={setPasswords} />
            ) : null}
            <ErrorLine text={founding.error} />
          </div>
          <div className={wizard['actions']}>
            {at === 0 ? <span /> : <ActionButton action={back} withIcon />}
            <ActionButton action={next} variant="accent" size="large" busy={founding.busy}>
              {t(step === 'account' ? 'hq.setup.go' : 'common.next')}
            </ActionButton>
          </div>
        </form>
      </div>
    </DoorFrame>
  );
}
