import type { ReactNode } from 'react';
import { useTypedKeys } from '#renderer/commands/use-keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { entryValue, moneyEntry, padKeyOf, pressPad } from '#renderer/ui/number-entry.ts';
import { NumberPad } from '#renderer/ui/number-pad.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import styles from './amount-pad.module.css';

interface AmountPadProps {
  readonly label: string;
  /** As typed: `12.5`. */
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** An amount of money for fingers and keyboard alike: no text field, so the focus and Enter stay free for what comes next. */
export function AmountPad({ label, text, onText }: AmountPadProps): ReactNode {
  const t = useT();
  const { money, place } = useFormats();
  const rules = moneyEntry(place.currency.exponent);
  useTypedKeys((strokes) => {
    const keys = strokes.map(({ char }) => padKeyOf(char)).filter((key) => key !== null);
    onText(keys.reduce((typed, key) => pressPad(typed, key, rules), text));
    return keys.length > 0;
  });
  return (
    <div className={styles['pad']}>
      <p className={styles['label']}>{label}</p>
      <output className={styles['amount']} data-empty={text === ''} aria-label={label}>
        {money(entryValue(text, rules.decimals) ?? 0)}
      </output>
      <NumberPad decimals={rules.decimals} onKey={(key) => onText(pressPad(text, key, rules))}>
        <Button onPress={() => onText('')}>{t('common.clear')}</Button>
      </NumberPad>
    </div>
  );
}
