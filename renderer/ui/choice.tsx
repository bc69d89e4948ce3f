import {
  Checkbox as MantineCheckbox,
  SegmentedControl as MantineSegmentedControl,
  Switch as MantineSwitch,
  Tabs as MantineTabs,
} from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './choice.module.css';
import { defined } from './field.tsx';

interface ToggleProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly disabled?: boolean;
}

/** On or off, at once. */
export function Switch({ label, hint, value, onChange, disabled }: ToggleProps): ReactNode {
  return (
    <MantineSwitch
      {...defined({ description: hint, disabled })}
      label={label}
      checked={value}
      classNames={{
        root: styles['toggle'] ?? '',
        label: styles['toggleLabel'] ?? '',
        track: styles['track'] ?? '',
      }}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

/** Yes or no in a form. */
export function Checkbox({ label, hint, value, onChange, disabled }: ToggleProps): ReactNode {
  return (
    <MantineCheckbox
      {...defined({ description: hint, disabled })}
      label={label}
      checked={value}
      classNames={{
        root: styles['toggle'] ?? '',
        label: styles['toggleLabel'] ?? '',
        input: styles['box'] ?? '',
      }}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean }[];
}

/** One of two to five, all in sight. */
export function SegmentedControl<Value extends string>(props: ChoiceProps<Value>): ReactNode {
  return (
    <MantineSegmentedControl
      aria-label={props.label}
      data={props.options.map((option) => ({ ...option }))}
      value={props.value}
      transitionDuration={0}
      classNames={{
        root: styles['segments'] ?? '',
        label: styles['segment'] ?? '',
        indicator: styles['indicator'] ?? '',
      }}
      onChange={(value) => {
        const chosen = props.options.find((option) => option.value === value);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    />
  );
}

interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly content: ReactNode }[];
}

/** Parts of one page; only the chosen one is there. */
export function Tabs<Value extends string>({ label, value, onChange, tabs }: TabsProps<Value>): ReactNode {
  return (
    <MantineTabs
      value={value}
      keepMounted={false}
      classNames={{ root: styles['tabs'] ?? '', tab: styles['tab'] ?? '', panel: styles['panel'] ?? '' }}
      onChange={(next) => {
        const chosen = tabs.find((tab) => tab.value === next);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <MantineTabs.List aria-label={label}>
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.value} value={tab.value}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map((tab) => (
        <MantineTabs.Panel key={tab.value} value={tab.value}>
          {tab.content}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  );
}
