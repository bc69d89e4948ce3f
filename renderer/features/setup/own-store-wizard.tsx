import { type ReactNode, useState } from 'react';
import { useActions } from '#renderer/commands/use-actions.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Texts } from '../cash/use-kept.ts';
import { keepNews } from './founding-news.ts';
import { back, next } from './keys.ts';
import { ownStoreOf } from './own-draft.ts';
import { firstOpenStep, type Pins, problemsOf, STEPS, type Step } from './own-problems.ts';
import styles from './own-store-wizard.module.css';
import { CheckStep } from './parts/check-step.tsx';
import { MoneyStep } from './parts/money-step.tsx';
import { OwnerStep } from './parts/owner-step.tsx';
import { ShopStep } from './parts/shop-step.tsx';
import { StepList } from './parts/step-list.tsx';
import { focusFirstProblem, type StepProps } from './step-props.ts';
import { useSuggestions } from './use-suggestions.ts';

interface WizardProps {
  readonly texts: Texts;
  readonly onTexts: (texts: Texts | null) => void;
}

const wizardActions = [next, back] as const;

/** A store of one's own in four short steps; answers are kept over a reload, the PIN is not. */
export function OwnStoreWizard({ texts, onTexts }: WizardProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [pins, setPins] = useState<Pins>({ pin: '', again: '' });
  const [pressed, setPressed] = useState<Step | null>(null);
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure?: unknown }>({ busy: false });
  useSuggestions(texts, onTexts);
  const step = STEPS.find((each) => each === texts['step']) ?? 'shop';
  const at = STEPS.indexOf(step);
  const problems = problemsOf(step, texts, pins);
  const go = (to: Step): void => {
    setPressed(null);
    onTexts({ ...texts, step: to });
  };
  const forward = async (): Promise<void> => {
    setPressed(step);
    if (Object.keys(problems).length > 0) return focusFirstProblem();
    if (step !== 'check') return go(STEPS[at + 1] ?? 'check');
    const open = firstOpenStep(texts, pins);
    if (open !== 'check') return go(open);
    setState({ busy: true });
    try {
      await found(texts, pins.pin);
      onTexts(null);
    } catch (failure) {
      setState({ busy: false, failure });
    }
  };
  const goBack = (): void => (at === 0 ? onTexts(null) : go(STEPS[at - 1] ?? 'shop'));
  useActions(wizardActions, { ready: !state.busy, forward, back: goBack });
  const props: StepProps = { texts, onTexts, problems: pressed === step ? problems : {} };
  return (
    <div className={styles['wizard']}>
      <StepList
        label={t('setup.own')}
        steps={STEPS.map((id) => ({ id, title: t(`setup.step.${id}`) }))}
        step={step}
        reached={at}
        onStep={go}
      />
      <form
        className={styles['step']}
        key={step}
        aria-label={t(`setup.step.${step}`)}
        onSubmit={stay}
        noValidate
      >
        <div className={styles['fields']}>
          {step === 'shop' ? <ShopStep {...props} /> : null}
          {step === 'money' ? <MoneyStep {...props} /> : null}
          {step === 'owner' ? <OwnerStep {...props} pins={pins} onPins={setPins} /> : null}
          {step === 'check' ? <CheckStep texts={texts} onStep={go} /> : null}
          <ErrorLine text={say(state.failure)} />
        </div>
        <div className={styles['actions']}>
          <ActionButton action={back} withIcon />
          <ActionButton action={next} variant="accent" size="large" busy={state.busy}>
            {t(step === 'check' ? 'setup.found' : 'common.next')}
          </ActionButton>
        </div>
      </form>
    </div>
  );
}

const stay = (event: { preventDefault: () => void }): void => event.preventDefault();

/** Founds the store; the recovery code waits on the next screen, then the page follows the register. */
async function found(texts: Texts, pin: string): Promise<void> {
  const asked = ownStoreOf(texts, pin);
  const { recoveryCode } = await client.setup.own(asked);
  keepNews({ code: recoveryCode, store: asked.name, owner: asked.owner.name });
  await queries.invalidateQueries({ queryKey: host.session.key() });
}
