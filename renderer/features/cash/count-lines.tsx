import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { TextField } from '#renderer/ui/field.tsx';
import { join } from '#renderer/ui/layout.tsx';
import { type PadKey, padKeyOf, pressPad } from '#renderer/ui/number-entry.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import styles from './count-lines.module.css';
import { amountOf, type CountField } from './count-sheet.ts';
import type { Texts } from './use-kept.ts';

interface CountLinesProps {
  readonly fields: readonly CountField[];
  readonly typed: Texts;
  readonly onTyped: (typed: Texts) => void;
  /** The line the number pad types into. */
  readonly active: string | null;
  readonly onActive: (id: string) => void;
  readonly label: string;
  /** Two columns for notes and coins, one for ways of paying. */
  readonly columns?: 1 | 2;
}

/**
 * Lines to count in: digits into the line, Enter or ↓ to the next one, ↑ back; with fingers the line is touched and the
 * number pad beside types into it.
 */
export function CountLines(props: CountLinesProps): ReactNode {
  const { fields, columns = 1 } = props;
  const rows = Math.ceil(fields.length / columns);
  return (
    <fieldset
      className={styles['lines']}
      aria-label={props.label}
      style={{ gridTemplateRows: `repeat(${rows}, auto)` }}
      data-columns={columns}
    >
      {fields.map((field) => (
        <CountLine key={field.id} field={field} {...props} />
      ))}
    </fieldset>
  );
}

function CountLine({
  field,
  typed,
  onTyped,
  ...props
}: CountLinesProps & { readonly field: CountField }): ReactNode {
  const t = useT();
  const { amount } = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const value = amountOf(field, typed);
  const active = props.active === field.id;
  useEffect(() => {
    if (active && document.activeElement !== input.current) input.current?.focus({ preventScroll: false });
  }, [active]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears its own field; the field is what is used
    <div
      className={join(styles['line'], active && styles['active'])}
      onFocus={() => props.onActive(field.id)}
      onKeyDown={travel}
    >
      <span className={styles['name']} aria-hidden="true">
        {field.label}
      </span>
      <span className={styles['times']} aria-hidden="true">
        {field.each === null ? '' : '×'}
      </span>
      <TextField
        className={styles['field'] ?? ''}
        label={field.each === null ? field.label : t('cash.countOf', { note: field.label })}
        labelled="hidden"
        value={typed[field.id] ?? ''}
        onChange={(text) => onTyped({ ...typed, [field.id]: cleaned(text, field) })}
        inputMode="none"
        align="end"
        name={field.id}
        inputRef={input}
      />
      <span className={styles['amount']}>{field.each === null || value === null ? '' : amount(value)}</span>
    </div>
  );
}

/** Keeps what the number pad could have typed. */
const cleaned = (text: string, { rules }: CountField): string =>
  Array.from(text, padKeyOf).reduce<string>(
    (sofar, key) => (key === null ? sofar : pressPad(sofar, key, rules)),
    '',
  );

/** The texts after a key of the number pad in the active line. */
export function pressLine(typed: Texts, field: CountField | undefined, key: PadKey): Texts {
  if (field === undefined) return typed;
  return { ...typed, [field.id]: pressPad(typed[field.id] ?? '', key, field.rules) };
}

/** From any count field on the screen to the one before or after it, whichever list it is in. */
function travel(event: KeyboardEvent<HTMLElement>): void {
  const by = STEPS[event.key];
  if (by === undefined || event.nativeEvent.isComposing || event.ctrlKey) return;
  event.preventDefault();
  focusLine(event.target, by);
}

const STEPS: Readonly<Record<string, number>> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

/**
 * Moves the focus by lines, from a field or the line of that id; past the last one it stays, so that nothing is pressed
 * by one Enter too many.
 */
export function focusLine(from: EventTarget | string | null, by: number): void {
  const all = Array.from(document.querySelectorAll<HTMLInputElement>(`.${styles['line']} input`));
  const at = all.findIndex((field) => field === from || field.name === from);
  const next = all[at + by];
  next?.focus();
  next?.select();
}
