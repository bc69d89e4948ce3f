import { IconMoodSad } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Button } from '#renderer/ui/button.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './broken-screen.module.css';

interface BrokenScreenProps {
  readonly failure: unknown;
  readonly onRetry: () => void;
}

/** In place of a screen that broke: what is safe, what to do, and the words support will ask for. */
export function BrokenScreen({ failure, onRetry }: BrokenScreenProps): ReactNode {
  const t = useT();
  const [, navigate] = useLocation();
  const words = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
  return (
    <main className={styles['screen']}>
      <EmptyState title={t('error.screenBroke')} hint={t('error.screenBrokeHint')} icon={IconMoodSad}>
        <code className={styles['words']}>{words.slice(0, 400)}</code>
        <Row gap={2}>
          <Button
            variant="accent"
            onPress={() => {
              onRetry();
              navigate('/');
            }}
          >
            {t('error.backToTicket')}
          </Button>
          <Button onPress={() => location.reload()}>{t('error.reload')}</Button>
        </Row>
      </EmptyState>
    </main>
  );
}
