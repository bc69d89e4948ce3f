import type { ReactNode } from 'react';
import { TextField } from '#renderer/ui/field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { OwnField } from '../own-draft.ts';
import { problemText, type StepProps } from '../step-props.ts';

interface DraftFieldProps extends StepProps {
  readonly field: OwnField | 'chain' | 'account' | 'key';
  readonly label: string;
  readonly hint?: string;
  readonly autoFocus?: boolean;
  /** Codes are capital letters and digits, whatever is typed. */
  readonly capitals?: boolean;
}

/** One answer of the wizard as a line of text, with what is wrong with it below. */
export function DraftField({
  field,
  texts,
  onTexts,
  problems,
  capitals,
  ...rest
}: DraftFieldProps): ReactNode {
  const t = useT();
  return (
    <TextField
      {...rest}
      name={field}
      value={texts[field] ?? ''}
      maxLength={capitals === true ? 6 : 120}
      onChange={(text) => onTexts({ ...texts, [field]: capitals === true ? text.toUpperCase() : text })}
      error={problemText(problems[field], t)}
    />
  );
}
