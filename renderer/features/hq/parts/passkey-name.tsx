import type { ReactNode } from 'react';
import { TextField, type TextFieldProps } from '#renderer/ui/field.tsx';
import { useT } from '#renderer/ui/words.tsx';

/** What somebody calls one of their passkeys. */
export function PasskeyName(props: Pick<TextFieldProps, 'value' | 'onChange' | 'size'>): ReactNode {
  const t = useT();
  return (
    <TextField
      {...props}
      label={t('hq.passkey.name')}
      hint={t('hq.passkey.nameHint')}
      maxLength={60}
      autoFocus
    />
  );
}
