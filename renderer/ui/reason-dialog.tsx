import { type ReactNode, useState } from 'react';
import { Chip } from './chip.tsx';
import { Dialog } from './dialog.tsx';
import type { Answer } from './dialogs.tsx';
import { TextField } from './field.tsx';
import { Row } from './layout.tsx';
import { useT } from './words.tsx';

export interface ReasonWords {
  readonly title: string;
  readonly text?: ReactNode;
  readonly confirm?: string;
  /** Common reasons, one touch each. */
  readonly suggestions?: readonly string[];
  readonly tone?: 'accent' | 'danger';
}

/** Asks why; the answer is kept with the record. */
export function ReasonDialog({
  answer,
  ...words
}: ReasonWords & { readonly answer: Answer<string> }): ReactNode {
  const t = useT();
  const [reason, setReason] = useState('');
  const [pressed, setPressed] = useState(false);
  const empty = reason.trim() === '';
  const send = (): void => (empty ? setPressed(true) : answer(reason.trim()));
  return (
    <Dialog
      title={words.title}
      onClose={() => answer(null)}
      confirm={{ label: words.confirm ?? t('common.ok'), onPress: send, tone: words.tone ?? 'accent' }}
    >
      {words.text === undefined ? null : <p>{words.text}</p>}
      {words.suggestions === undefined ? null : (
        <Row gap={2} wrap>
          {words.suggestions.map((suggestion) => (
            <Chip key={suggestion} selected={reason === suggestion} onPress={() => setReason(suggestion)}>
              {suggestion}
            </Chip>
          ))}
        </Row>
      )}
      <TextField
        label={t('common.reason')}
        value={reason}
        onChange={setReason}
        maxLength={200}
        autoFocus
        error={pressed && empty ? t('common.reasonNeeded') : undefined}
      />
    </Dialog>
  );
}
