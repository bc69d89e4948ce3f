import type { ReactNode } from 'react';
import { TextField } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Pins } from '../own-problems.ts';
import { problemText, type StepProps } from '../step-props.ts';
import { DraftField } from './draft-field.tsx';

interface OwnerStepProps extends StepProps {
  readonly pins: Pins;
  readonly onPins: (pins: Pins) => void;
}

/** Who may do everything here, and the PIN for it. */
export function OwnerStep({ pins, onPins, ...props }: OwnerStepProps): ReactNode {
  const t = useT();
  const pinField = (field: keyof Pins, label: string) => (
    <TextField
      label={label}
      hint={field === 'pin' ? t('signIn.pinRule') : undefined}
      name={field}
      type="password"
      inputMode="numeric"
      maxLength={8}
      value={pins[field]}
      onChange={(text) => onPins({ ...pins, [field]: text.replaceAll(/\D/g, '') })}
      error={problemText(props.problems[field], t)}
    />
  );
  return (
    <>
      <FormSection title={t('setup.step.owner')} hint={t('setup.ownerHint')}>
        <WideField>
          <DraftField {...props} field="owner" label={t('setup.ownerName')} autoFocus />
        </WideField>
        {pinField('pin', t('people.pin'))}
        {pinField('again', t('setup.pinAgain'))}
      </FormSection>
      <NoticeLine>{t('setup.codeComes')}</NoticeLine>
    </>
  );
}
