import { Progress as MantineProgress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ActionIcon } from '#renderer/commands/action.ts';
import { Row, Stack } from './layout.tsx';
import styles from './notice.module.css';
import { useFormats, useT } from './words.tsx';

interface EmptyStateProps {
  readonly title: string;
  readonly hint?: string;
  readonly icon?: ActionIcon;
  /** The button that does something about it. */
  readonly children?: ReactNode;
}

/** Nothing is here: why, and what to do. */
export function EmptyState({ title, hint, icon: Icon, children }: EmptyStateProps): ReactNode {
  return (
    <div className={styles['empty']}>
      {Icon === undefined ? null : <Icon size={36} stroke={1.25} />}
      <p className={styles['emptyTitle']}>{title}</p>
      {hint === undefined ? null : <p className="dim">{hint}</p>}
      {children}
    </div>
  );
}

interface NoticeLineProps {
  readonly children: ReactNode;
  readonly tone?: 'bad' | 'warn' | 'good' | 'plain';
  /** What can be done about it, beside it. */
  readonly action?: ReactNode;
}

const SIGNS = {
  bad: IconAlertTriangle,
  warn: IconAlertTriangle,
  good: IconCircleCheck,
  plain: IconInfoCircle,
} as const;
const SURFACES = { bad: 'bad', warn: 'warn', good: 'accent', plain: 'card' } as const;

/** A line that stays until what it says is no longer so. Bad news about money is said here or in a dialog, never in a toast. */
export function NoticeLine({ children, tone = 'plain', action }: NoticeLineProps): ReactNode {
  const Sign = SIGNS[tone];
  return (
    <div
      className={styles['line']}
      data-surface={SURFACES[tone]}
      data-tone={tone}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      <Sign size={20} stroke={1.75} className={styles['sign']} aria-hidden="true" />
      <span className={styles['text']}>{children}</span>
      {action}
    </div>
  );
}

/** What went wrong, in words, until it is put right. Shows nothing when there is nothing to say. */
export function ErrorLine({
  text,
  action,
}: {
  readonly text: string | null | undefined;
  readonly action?: ReactNode;
}): ReactNode {
  if (text === null || text === undefined || text === '') return null;
  return (
    <NoticeLine tone="bad" action={action}>
      {text}
    </NoticeLine>
  );
}

/** Harmless news that may be missed: "Saved". */
export function toast(text: string): void {
  notifications.show({ message: text, autoClose: 3500, withBorder: true, withCloseButton: false });
}

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  /** null: not known yet. */
  readonly total: number | null;
  readonly children?: ReactNode;
}

/** Long work: how far it is, in words and as a bar. */
export function Progress({ label, done, total, children }: ProgressProps): ReactNode {
  const t = useT();
  const { count } = useFormats();
  const known = total !== null && total > 0;
  const value = known ? Math.min(100, (done / total) * 100) : 100;
  return (
    <Stack gap={2}>
      <Row justify="between">
        <span className="strong">{label}</span>
        <span className="dim">
          {known ? t('common.progress', { done: count(done), total: count(total) }) : count(done)}
        </span>
      </Row>
      <MantineProgress.Root size="lg" radius="sm" classNames={{ root: styles['bar'] ?? '' }}>
        <MantineProgress.Section
          value={value}
          aria-label={label}
          aria-valuetext={known ? undefined : count(done)}
        />
      </MantineProgress.Root>
      {children}
    </Stack>
  );
}
