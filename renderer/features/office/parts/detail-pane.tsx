import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Fields } from '#renderer/ui/read-only.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './detail-pane.module.css';

interface DetailPaneProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly onClose: () => void;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** Stays in sight below what scrolls: Save, Cancel. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
  /** Nothing in it takes the focus: the pane itself does, so that keys can scroll it. */
  readonly toRead?: boolean;
  /** `wide` for what is read across, such as a slip. */
  readonly width?: 'normal' | 'wide';
}

/** What is open, at the right of the list it was opened from. */
export function DetailPane(props: DetailPaneProps): ReactNode {
  const t = useT();
  return (
    <aside className={styles['pane']} aria-label={props.title} data-width={props.width ?? 'normal'}>
      <header className={styles['head']}>
        <div className={styles['titles']}>
          <h2>{props.title}</h2>
          {props.hint === undefined ? null : <p className="dim">{props.hint}</p>}
        </div>
        {props.actions}
        <IconButton icon={IconX} label={t('common.close')} variant="quiet" onPress={props.onClose} />
      </header>
      <div className={styles['body']} tabIndex={props.toRead === true ? 0 : undefined}>
        <Fields>{props.children}</Fields>
      </div>
      {props.footer === undefined ? null : <footer className={styles['foot']}>{props.footer}</footer>}
    </aside>
  );
}
