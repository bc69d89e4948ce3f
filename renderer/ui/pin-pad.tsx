import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { action } from '#renderer/commands/action.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useTypedKeys } from '#renderer/commands/use-keys.ts';
import { ActionButton } from './action-button.tsx';
import { Stack } from './layout.tsx';
import { ErrorLine } from './notice.tsx';
import { type PadKey, padKeyOf, pressPad } from './number-entry.ts';
import { NumberPad } from './number-pad.tsx';
import styles from './pin-pad.module.css';
import { useT } from './words.tsx';

interface PinPadProps {
  /** "Mei Lin, your PIN". */
  readonly title: string;
  /** Asked for each try; the pad empties itself whatever the answer. */
  readonly onPin: (pin: string) => unknown;
  readonly error?: string | undefined;
  readonly busy?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface PinState {
  readonly ready: boolean;
  readonly send: () => void;
}

const enter = action<PinState>({
  id: 'pin.enter',
  name: 'common.ok',
  icon: IconCheck,
  scope: 'dialog',
  keys: ['Enter', 'NumpadEnter'],
  listed: 'help-only',
  enabled: ({ ready }) => ready,
  run: ({ send }) => send(),
});
const pinActions = [enter] as const;

/**
 * A PIN, by finger or keyboard. It is no text field: nothing to select, nothing a scan could fall into, nothing a
 * password manager could keep. Place it on the lock screen or inside a `Dialog`.
 */
export function PinPad(props: PinPadProps): ReactNode {
  const t = useT();
  const { minLength = 4, maxLength = 8 } = props;
  const [pin, setPin] = useState('');
  const press = (key: PadKey): void =>
    setPin((typed) => (key === '.' ? typed : pressPin(typed, key, maxLength)));
  useTypedKeys((strokes) => {
    const keys = strokes.map(({ char }) => padKeyOf(char)).filter((key) => key !== null);
    for (const key of keys) press(key);
    return keys.length > 0;
  });
  const send = (): void => {
    setPin('');
    props.onPin(pin);
  };
  useActions(pinActions, { ready: pin.length >= minLength && props.busy !== true, send });
  return (
    <Stack gap={3} className={styles['pad'] ?? ''}>
      <p className={styles['title']}>{props.title}</p>
      <div className={styles['dots']} aria-hidden="true">
        {Array.from({ length: Math.max(minLength, pin.length) }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have no other identity
          <span key={index} className={styles['dot']} data-filled={index < pin.length} />
        ))}
      </div>
      <p className="visually-hidden" role="status">
        {t('people.pinDigits', { count: String(pin.length) })}
      </p>
      {/* Its place is kept, so that a wrong PIN moves no key from under the finger. */}
      <div className={styles['error']}>
        <ErrorLine text={props.error} />
      </div>
      <NumberPad decimals={0} look="pin" onKey={press}>
        <ActionButton action={enter} variant="accent" caps="none" busy={props.busy} />
      </NumberPad>
    </Stack>
  );
}

/** A PIN keeps its leading zeros, unlike a number. */
function pressPin(typed: string, key: PadKey, maxLength: number): string {
  if (key === 'back' || key === 'clear') return pressPad(typed, key, { decimals: 0, digits: maxLength });
  return typed.length < maxLength ? typed + key : typed;
}
