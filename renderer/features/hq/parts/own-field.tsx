import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Source } from '../own-layers.ts';
import styles from './own-field.module.css';

interface OwnFieldProps {
  readonly source: Source;
  /** Whose word would hold instead; null when nothing of its own is said. */
  readonly wider: Source | null;
  readonly error: string | null;
  readonly onUndo: () => void;
  readonly children: ReactNode;
}

/** A setting with the word on where its value comes from. */
export function OwnField({ source, wider, error, onUndo, children }: OwnFieldProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['field']} data-own={wider !== null}>
      {children}
      <div className={styles['source']}>
        <span>{t(`hq.own.from.${source}`)}</span>
        {wider === null ? null : (
          <Button onPress={onUndo}>{t(wider === 'store' ? 'hq.own.useStore' : 'hq.own.useChain')}</Button>
        )}
      </div>
      <ErrorLine text={error} />
    </div>
  );
}
