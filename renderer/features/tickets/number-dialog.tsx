import { IconBackspace } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { action } from '#renderer/commands/action.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useTypedKeys } from '#renderer/commands/use-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { type EntryRules, entryValue, type PadKey, padKeyOf, pressPad } from '#renderer/ui/number-entry.ts';
import { NumberPad } from '#renderer/ui/number-pad.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './number-dialog.module.css';

interface NumberDialogProps {
  readonly title: string;
  readonly rules: EntryRules;
  /** Shown dim until something is typed. */
  readonly now?: string;
  /** Stands behind the figure: `kg`, `CNY`, `%`. */
  readonly unit?: string;
  /** The answer, as a verb; null: what is typed can't be taken. */
  readonly confirm: (value: number | null) => { readonly label: string; readonly ready: boolean };
  readonly onValue: (value: number) => unknown;
  readonly onClose: () => void;
  /** Above the figure: what it is about. */
  readonly children?: ReactNode;
  /** Beside the pad: choices and reasons. */
  readonly aside?: ReactNode;
  readonly busy?: boolean;
  /** What is typed belongs to this; another starts empty. */
  readonly entry?: string;
}

interface EntryState {
  readonly erase: () => void;
}

const erase = action<EntryState>({
  id: 'number.erase',
  name: 'common.backspace',
  icon: IconBackspace,
  scope: 'dialog',
  keys: ['Backspace'],
  listed: 'help-only',
  repeats: true,
  run: (state) => state.erase(),
});
const numberActions = [erase] as const;

/** Asks for one number, by fingers or keys; the value is in units of the last decimal. */
export function NumberDialog(props: NumberDialogProps): ReactNode {
  const t = useT();
  const { rules, entry = '' } = props;
  const [typed, setTyped] = useState({ entry, text: '' });
  const text = typed.entry === entry ? typed.text : '';
  const press = (key: PadKey): void =>
    setTyped((now) => ({ entry, text: pressPad(now.entry === entry ? now.text : '', key, rules) }));
  useTypedKeys((strokes) => {
    const keys = strokes.map(({ char }) => padKeyOf(char)).filter((key) => key !== null);
    for (const key of keys) press(key);
    return true;
  });
  const value = entryValue(text, rules.decimals);
  const { label, ready } = props.confirm(value);
  return (
    <Dialog
      title={props.title}
      size={props.aside === undefined ? 'small' : 'wide'}
      onClose={props.onClose}
      confirm={{
        label,
        disabled: !ready,
        busy: props.busy === true,
        onPress: () => (value === null ? undefined : props.onValue(value)),
      }}
    >
      <Erasing erase={() => press('back')} />
      {props.children}
      <div className={styles['columns']} data-aside={props.aside !== undefined}>
        <div className={styles['entry']}>
          <output className={styles['figure']} data-empty={text === ''}>
            {text === '' ? (props.now ?? '0') : text}
            {props.unit === undefined ? null : <span className={styles['unit']}>{props.unit}</span>}
          </output>
          <div className={styles['pad']}>
            <NumberPad decimals={rules.decimals} onKey={press}>
              <Button onPress={() => press('clear')}>{t('common.clear')}</Button>
            </NumberPad>
          </div>
        </div>
        {props.aside}
      </div>
    </Dialog>
  );
}

/** Mounted inside the dialog, so that its key lies above the dialog's layer. */
function Erasing(state: EntryState): ReactNode {
  useActions(numberActions, state);
  return null;
}
