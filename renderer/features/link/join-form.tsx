import { type ReactNode, useState } from 'react';
import { refusalOf } from '#renderer/host/failure.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { FormLayout, FormSection } from '#renderer/ui/form-layout.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { refusalWords } from './link-words.ts';

interface JoinFormProps {
  readonly join: (asked: { readonly address: string; readonly code: string }) => Promise<unknown>;
  /** Where headquarters is, when that is known. */
  readonly from?: string;
  /** What follows for a store that has sold on its own. */
  readonly hint?: string;
  readonly onBack?: () => void;
}

/** Address and one-time code: all that joining needs. Every refusal says what to do. */
export function JoinForm({ join, from = '', hint, onBack }: JoinFormProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [address, setAddress] = useState(from);
  const [code, setCode] = useState('');
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure?: unknown }>({ busy: false });
  const ready = address.trim() !== '' && code.trim().length >= 6;
  const send = async (): Promise<void> => {
    if (!ready || state.busy) return;
    setState({ busy: true });
    try {
      await join({ address: address.trim(), code: code.trim() });
    } catch (failure) {
      setState({ busy: false, failure });
    }
  };
  const reason = refusalOf(state.failure)?.data?.['reason'];
  return (
    <FormLayout
      label={t('setup.join')}
      onSubmit={send}
      error={typeof reason === 'string' ? refusalWords(reason, t) : say(state.failure)}
      actions={
        <>
          {onBack === undefined ? null : <Button onPress={onBack}>{t('common.back')}</Button>}
          <Button variant="accent" type="submit" busy={state.busy} disabled={!ready}>
            {t('link.join')}
          </Button>
        </>
      }
    >
      <FormSection title={t('setup.join')} hint={hint ?? t('link.joinHint')}>
        <TextField
          label={t('link.address')}
          hint={t('link.addressHint')}
          value={address}
          maxLength={200}
          autoFocus
          onChange={setAddress}
        />
        <TextField
          label={t('link.code')}
          hint={t('link.codeHint')}
          value={code}
          maxLength={40}
          takesScan
          onChange={setCode}
        />
      </FormSection>
    </FormLayout>
  );
}
