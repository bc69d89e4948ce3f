import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './step-list.module.css';

interface StepListProps<Step extends string> {
  readonly label: string;
  readonly steps: readonly { readonly id: Step; readonly title: string }[];
  readonly step: Step;
  /** How many are behind. */
  readonly reached: number;
  readonly onStep: (step: Step) => void;
}

/** Where one is; steps that are behind can be gone back to. */
export function StepList<Step extends string>(props: StepListProps<Step>): ReactNode {
  const { label, steps, step, reached, onStep } = props;
  return (
    <ol className={styles['steps']} aria-label={label}>
      {steps.map(({ id: each, title }, index) => (
        <li key={each}>
          <button
            type="button"
            className={styles['step']}
            aria-current={each === step ? 'step' : undefined}
            disabled={index > reached}
            onClick={() => onStep(each)}
          >
            <span className={styles['sign']} data-done={index < reached}>
              {index < reached ? <IconCheck size={16} stroke={2.5} aria-hidden="true" /> : index + 1}
            </span>
            {title}
          </button>
        </li>
      ))}
    </ol>
  );
}
