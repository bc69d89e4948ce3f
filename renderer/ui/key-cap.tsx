import type { ReactNode } from 'react';
import styles from './key-cap.module.css';

/** A key as it is printed on the keyboard, small, on what it does. Decoration: the help overlay says it to all. */
export function KeyCap({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <kbd> takes no focus
    <kbd className={styles['cap']} aria-hidden="true">
      {children}
    </kbd>
  );
}
