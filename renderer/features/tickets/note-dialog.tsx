import { type ReactNode, useState } from 'react';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { useT } from '#renderer/ui/words.tsx';

interface NoteDialogProps {
  /** What the note is about: a line's name, "Ticket 1". */
  readonly about: string;
  readonly note: string;
  readonly answer: Answer<string>;
}

/** A note; it is printed on the receipt. */
export function NoteDialog({ about, note, answer }: NoteDialogProps): ReactNode {
  const t = useT();
  const [text, setText] = useState(note);
  return (
    <Dialog
      title={t('common.note')}
      onClose={() => answer(null)}
      confirm={{ label: t('common.save'), onPress: () => answer(text.trim()) }}
    >
      <TextField
        label={about}
        hint={t('sell.noteHint')}
        value={text}
        onChange={setText}
        maxLength={200}
        autoFocus
      />
    </Dialog>
  );
}
