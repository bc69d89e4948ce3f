import type { ReactNode } from 'react';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './code-dialog.module.css';
import { CopyButton } from './copy-button.tsx';

interface HandOverProps {
  readonly account: string;
  readonly password: string;
  readonly onClose: () => void;
}

/** A password for somebody else: shown once, and good until they have chosen their own. */
export function HandOver({ account, password, onClose }: HandOverProps): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('hq.accounts.handOver', { account })} onClose={onClose} size="wide">
      <p>{t('hq.accounts.handOverText')}</p>
      <output className={styles['code']} aria-label={t('hq.signIn.password')}>
        {password}
      </output>
      <Row gap={2} justify="end">
        <CopyButton text={password} />
      </Row>
      <NoticeLine>{t('hq.codes.once')}</NoticeLine>
    </Dialog>
  );
}
