import type { ReactNode } from 'react';
import type { ActionFace } from '#renderer/commands/action.ts';
import { ActionButton } from './action-button.tsx';
import styles from './screen-head.module.css';

interface ScreenHeadProps {
  readonly title: string;
  readonly hint?: ReactNode;
  /** One step back, with its key. */
  readonly back?: Pick<ActionFace, 'id' | 'keys' | 'name' | 'icon'>;
  readonly children?: ReactNode;
}

/** The head of a till screen: what it is, and the way back at the same place everywhere. */
export function ScreenHead({ title, hint, back, children }: ScreenHeadProps): ReactNode {
  return (
    <div className={styles['head']}>
      {back === undefined ? null : <ActionButton action={back} withIcon variant="quiet" />}
      <div className={styles['words']}>
        <h1>{title}</h1>
        {hint === undefined ? null : <p className="dim">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
