import { Select as MantineSelect, Textarea, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import styles from './field.module.css';

export interface FieldProps {
  readonly label: string;
  /** `hidden`: said to assistive software only, where the place makes it plain. */
  readonly labelled?: 'visible' | 'hidden';
  readonly hint?: ReactNode;
  /** A refusal of this field, in words. It stays until it is right. */
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly name?: string;
  readonly className?: string;
}

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly type?: 'text' | 'password' | 'email' | 'tel' | 'date' | 'time' | 'search';
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'none';
  readonly maxLength?: number;
  readonly lines?: number;
  readonly leading?: ReactNode;
  readonly trailing?: ReactNode;
  /** Room for `trailing`, px; 40 without it. */
  readonly trailingWidth?: number | undefined;
  readonly align?: 'start' | 'end';
  /** A scan while this field has the focus goes into it, replacing what is there. */
  readonly takesScan?: boolean;
  /** 8 to 14 digits and Enter typed here are a barcode. For search. */
  readonly takesTypedCodes?: boolean;
  readonly onEnter?: () => void;
  readonly onBlur?: () => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly size?: 'normal' | 'large';
  /** What a browser may fill in by itself: accounts at headquarters, nothing at a till. */
  readonly autoComplete?: 'username' | 'current-password' | 'new-password' | 'one-time-code';
}

/** A line of text, or several with `lines`. */
export function TextField(props: TextFieldProps): ReactNode {
  const shared = {
    ...labels(props),
    value: props.value,
    placeholder: props.placeholder,
    maxLength: props.maxLength ?? 500,
    onBlur: props.onBlur,
    'data-takes-scan': props.takesScan === true ? '' : undefined,
    'data-typed-codes': props.takesTypedCodes === true ? '' : undefined,
    autoComplete: props.autoComplete ?? 'off',
    spellCheck: false,
  };
  if (props.lines !== undefined)
    return (
      <Textarea
        {...defined(shared)}
        rows={props.lines}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...defined(shared)}
      {...defined({
        ref: props.inputRef,
        type: props.type ?? 'text',
        inputMode: props.inputMode,
        leftSection: props.leading,
        rightSection: props.trailing,
        rightSectionWidth: props.trailing === undefined ? undefined : (props.trailingWidth ?? 40),
        'data-align': props.align,
        'data-size': props.size,
      })}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing || props.onEnter === undefined) return;
        event.preventDefault();
        props.onEnter();
      }}
    />
  );
}

interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean }[];
  readonly placeholder?: string;
  /** Long lists can be searched by typing. */
  readonly searchable?: boolean;
}

/** One of a list. */
export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  return (
    <MantineSelect
      {...defined(labels(props))}
      {...defined({ placeholder: props.placeholder })}
      data={props.options.map((option) => ({ ...option }))}
      value={props.value}
      allowDeselect={false}
      searchable={props.searchable === true}
      comboboxProps={{ transitionProps: { duration: 0 }, withinPortal: true }}
      rightSection={<IconChevronDown size={16} stroke={1.75} />}
      onChange={(value) => {
        const chosen = props.options.find((option) => option.value === value);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    />
  );
}

/** What all fields of the library are told alike. */
export function labels(props: FieldProps) {
  const hidden = props.labelled === 'hidden';
  return {
    label: hidden ? undefined : props.label,
    'aria-label': hidden ? props.label : undefined,
    description: props.hint,
    error: props.error,
    disabled: props.disabled,
    required: props.required,
    withAsterisk: false,
    autoFocus: props.autoFocus,
    'data-autofocus': props.autoFocus === true ? true : undefined,
    name: props.name,
    className: props.className,
    inputWrapperOrder: ORDER,
    classNames: CLASSES,
  };
}

const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
const CLASSES = {
  input: styles['input'] ?? '',
  label: styles['label'] ?? '',
  description: styles['hint'] ?? '',
  error: styles['error'] ?? '',
  section: styles['section'] ?? '',
};

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out what was not given: the library's types do not know `undefined`. */
export const defined = <T extends object>(props: T): Partial<Defined<T>> =>
  Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>;
