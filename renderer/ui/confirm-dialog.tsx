import type { ReactNode } from 'react';
import { Dialog } from './dialog.tsx';
import type { Answer } from './dialogs.tsx';
import { useT } from './words.tsx';

export interface ConfirmWords {
  readonly title: string;
  readonly text?: ReactNode;
  /** What happens, as a verb: "Void ticket", not "Yes". */
  readonly confirm?: string;
  readonly cancel?: string;
  readonly tone?: 'accent' | 'danger';
  /** `news`: nothing to decide, only to read. */
  readonly look?: 'question' | 'news';
}

/** Yes or no, with what it means. */
export function ConfirmDialog({
  answer,
  ...words
}: ConfirmWords & { readonly answer: Answer<true> }): ReactNode {
  const t = useT();
  const news = words.look === 'news';
  return (
    <Dialog
      title={words.title}
      size="small"
      onClose={() => answer(null)}
      cancelLabel={news ? t('common.ok') : (words.cancel ?? t('common.cancel'))}
      {...(news
        ? {}
        : {
            confirm: {
              label: words.confirm ?? t('common.ok'),
              onPress: () => answer(true),
              tone: words.tone ?? 'accent',
            },
          })}
    >
      {words.text === undefined ? null : <p>{words.text}</p>}
    </Dialog>
  );
}
