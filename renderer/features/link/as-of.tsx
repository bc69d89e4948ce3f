import type { ReactNode } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { useLink } from './use-link.ts';

interface AsOfProps {
  /** What is shown above or below: what others of the store did, or what lies on the shelf. */
  readonly what: 'others' | 'stock';
  readonly className?: string | undefined;
}

/**
 * How old the knowledge of the rest of the store is while headquarters is away: a quiet line, no alarm, for selling does not need it.
 * Nothing while it is current, and nothing where there is no headquarters.
 */
export function AsOf({ what, className }: AsOfProps): ReactNode {
  const t = useT();
  const { time, dateTime } = useFormats();
  const now = useNow(60_000);
  const link = useLink();
  if (link == null || link.online) return null;
  const at = link.feeds.find(({ feed }) => feed === 'store')?.currentAt ?? null;
  if (at === null) return null;
  const when = now - at < TODAY_MS ? time(at) : dateTime(at);
  return (
    <p className={`dim ${className ?? ''}`} role="status">
      {t(what === 'stock' ? 'link.stockAsOf' : 'link.othersAsOf', { time: when })}
    </p>
  );
}

/** Within this, the time alone is plain, ms. */
const TODAY_MS = 12 * 3_600_000;
