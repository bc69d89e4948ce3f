import { Fragment, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { ConfirmDialog, type ConfirmWords } from './confirm-dialog.tsx';
import { ReasonDialog, type ReasonWords } from './reason-dialog.tsx';

/** Closes the dialog with an answer; null is "one step back". */
export type Answer<Value> = (value: Value | null) => void;

interface OpenDialog {
  readonly id: number;
  readonly content: ReactNode;
  /** News waits for whoever comes next; a question belongs to the person it was asked. */
  readonly news: boolean;
  /** One step back, as Esc. */
  readonly leave: () => void;
}

const dialogs = createStore<{ readonly open: readonly OpenDialog[]; readonly queued: readonly OpenDialog[] }>(
  () => ({
    open: [],
    queued: [],
  }),
);
let made = 0;

/**
 * Opens a dialog from anywhere and waits for its answer.
 * `now` opens it over what is open; `after` waits its turn until no dialog is open.
 * @example const qty = await openDialog<number>((answer) => <QuantityDialog line={line} answer={answer} />)
 */
export function openDialog<Value>(
  draw: (answer: Answer<Value>) => ReactNode,
  turn: 'now' | 'after' = 'now',
): Promise<Value | null> {
  return new Promise((resolve) => {
    made += 1;
    const id = made;
    const answer: Answer<Value> = (value) => {
      close(id);
      resolve(value);
    };
    const dialog = { id, content: draw(answer), news: turn === 'after', leave: () => answer(null) };
    dialogs.setState(({ open, queued }) =>
      turn === 'now' || open.length === 0 ? { open: [...open, dialog] } : { queued: [...queued, dialog] },
    );
  });
}

function close(id: number): void {
  dialogs.setState(({ open, queued }) => {
    const left = open.filter((dialog) => dialog.id !== id);
    const [next, ...later] = queued;
    return left.length === 0 && next !== undefined ? { open: [next], queued: later } : { open: left };
  });
}

/** Yes or no. Esc is no. */
export const askConfirm = async (words: ConfirmWords): Promise<boolean> =>
  (await openDialog<true>((answer) => <ConfirmDialog {...words} answer={answer} />)) === true;

/** Why: a reason of at least one word, or null when the person went back. */
export const askReason = (words: ReasonWords): Promise<string | null> =>
  openDialog<string>((answer) => <ReasonDialog {...words} answer={answer} />);

/** Bad news that must be read: waits its turn, and until it is put away. */
export const tell = async (words: Pick<ConfirmWords, 'title' | 'text'>): Promise<void> => {
  await openDialog<true>((answer) => <ConfirmDialog {...words} look="news" answer={answer} />, 'after');
};

/** The person has gone: what was asked of them is left as by Esc, news stays. */
export function leaveDialogs(): void {
  for (const dialog of dialogs.getState().open) if (!dialog.news) dialog.leave();
}

/** Draws the open dialogs; once, in the frame. */
export function DialogHost(): ReactNode {
  const open = useStore(dialogs, (all) => all.open);
  return open.map(({ id, content }) => <Fragment key={id}>{content}</Fragment>);
}
