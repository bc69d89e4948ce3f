import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ActionIcon } from '#renderer/commands/action.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { Dialog, type DialogProps } from '#renderer/ui/dialog.tsx';
import { keepFocus } from '#renderer/ui/press.ts';
import styles from './choice-dialog.module.css';
import { type ListState, listKeys } from './list-keys.ts';

export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly icon?: ActionIcon;
  /** At the end of the row: a price, a total. */
  readonly figure?: string;
}

interface ChoiceDialogProps extends Pick<DialogProps, 'title' | 'onClose' | 'actions' | 'size'> {
  readonly choices: readonly Choice[];
  readonly onChoose: (id: string) => void;
  /** What Enter does with the chosen row. */
  readonly confirm: string;
  /** Instead of the list when it is empty. */
  readonly empty?: ReactNode;
  readonly children?: ReactNode;
}

/** One of a list: a touch takes it, ↑ ↓ and Enter too. */
export function ChoiceDialog(props: ChoiceDialogProps): ReactNode {
  const { choices, onChoose } = props;
  const [at, setAt] = useState(0);
  const chosen = choices[Math.min(at, choices.length - 1)];
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      size={props.size ?? 'normal'}
      actions={props.actions}
      {...(chosen === undefined
        ? {}
        : { confirm: { label: props.confirm, onPress: () => onChoose(chosen.id) } })}
    >
      <ListKeys step={(by) => setAt(Math.max(0, Math.min(choices.length - 1, at + by)))} />
      {props.children}
      {choices.length === 0 ? props.empty : null}
      <ul className={styles['list']}>
        {choices.map((choice) => (
          <li key={choice.id}>
            <Row choice={choice} chosen={choice === chosen} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface RowProps {
  readonly choice: Choice;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
}

function Row({ choice, chosen, onChoose }: RowProps): ReactNode {
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const { icon: Icon } = choice;
  return (
    <button
      ref={row}
      type="button"
      className={styles['row']}
      aria-current={chosen}
      tabIndex={-1}
      onMouseDown={keepFocus}
      onClick={() => onChoose(choice.id)}
    >
      {Icon === undefined ? null : <Icon size={22} stroke={1.75} />}
      <span className={styles['what']}>
        <span className={styles['title']}>{choice.title}</span>
        {choice.hint === undefined ? null : <span className={styles['hint']}>{choice.hint}</span>}
      </span>
      {choice.figure === undefined ? null : <span className={styles['figure']}>{choice.figure}</span>}
    </button>
  );
}

/** Mounted inside the dialog, so that its keys lie above the dialog's. */
function ListKeys(state: ListState): ReactNode {
  useActions(listKeys, state);
  return null;
}
