import type { ReactNode } from 'react';
import { DraftField } from '#renderer/features/setup/parts/draft-field.tsx';
import { problemText, type StepProps } from '#renderer/features/setup/step-props.ts';
import { TextField } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Passwords } from '../setup-draft.ts';

interface AccountStepProps extends StepProps {
  readonly needsKey: boolean;
  readonly passwords: Passwords;
  readonly onPasswords: (passwords: Passwords) => void;
}

/** Who owns the chain here, and how they come in. */
export function AccountStep(props: AccountStepProps): ReactNode {
  const t = useT();
  const { needsKey, passwords, onPasswords, ...step } = props;
  const field = (name: keyof Passwords, label: string, hint?: string) => (
    <TextField
      label={label}
      hint={hint}
      name={name}
      type="password"
      autoComplete="new-password"
      maxLength={200}
      value={passwords[name]}
      onChange={(text) => onPasswords({ ...passwords, [name]: text })}
      error={problemText(step.problems[name], t)}
    />
  );
  return (
    <>
      <FormSection title={t('hq.setup.step.account')} hint={t('hq.setup.accountHint')}>
        <WideField>
          <DraftField {...step} field="account" label={t('hq.signIn.account')} autoFocus />
        </WideField>
        {field('password', t('hq.signIn.password'), t('hq.password.rule'))}
        {field('again', t('hq.password.again'))}
        {needsKey ? (
          <WideField>
            <DraftField {...step} field="key" label={t('hq.setup.key')} hint={t('hq.setup.keyHint')} />
          </WideField>
        ) : null}
      </FormSection>
      <NoticeLine>{t('hq.setup.factorComes')}</NoticeLine>
    </>
  );
}
