import type { ReactNode } from 'react';
import { Stack } from '#renderer/ui/layout.tsx';
import { NoticeLine, Progress } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './link.module.css';
import { troubleWords } from './link-words.ts';
import { useLink } from './use-link.ts';

/** A new register has joined and waits for what it needs to open: products, prices, people. */
export function WaitingForHq(): ReactNode {
  const t = useT();
  const link = useLink();
  if (link == null) return null;
  const { file, feeds } = link;
  const end = file?.of ?? feeds.reduce((sum, feed) => sum + feed.end, 0);
  const done = file?.chunks ?? feeds.reduce((sum, feed) => sum + feed.position, 0);
  const trouble = troubleWords(link, t);
  const here = file === null && done >= end && link.online;
  return (
    <section className={styles['waiting']} aria-labelledby="waiting-title">
      <Stack gap={4}>
        <h1 id="waiting-title">{t('link.waitingTitle', { chain: link.chain })}</h1>
        <p className="dim">{t(here && end > 0 ? 'link.waitingPeople' : 'link.waitingHint')}</p>
        <Progress label={t('link.waitingFacts')} done={done} total={Math.max(1, end)} />
        {trouble === null ? null : <NoticeLine tone="warn">{trouble}</NoticeLine>}
      </Stack>
    </section>
  );
}
