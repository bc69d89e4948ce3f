import { IconAlertTriangle, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useNow } from '#renderer/app/use-now.ts';
import { useRight } from '#renderer/host/use-session.ts';
import { StatusPill } from '#renderer/ui/badge.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { useLink } from './use-link.ts';

/** Facts on their way for this long are no news: the line is only quick, ms. */
const PATIENCE = 10_000;

/** Troubles that pass by themselves; for any other somebody has to act. */
const PASSING: ReadonlySet<string> = new Set(['UNREACHABLE', 'BUSY', 'NO_SESSION', 'NOT_HQ']);

/** The tie to headquarters, quietly: what waits, and since when. Nothing before this register has joined. */
export function LinkPill(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow(10_000);
  const link = useLink();
  const [, go] = useLocation();
  const may = useRight('store.maintain') === 'allowed';
  if (link == null) return null;
  const { waiting, online } = link;
  const press = may ? { onPress: () => go('/office/headquarters') } : {};
  const age = formats.age(waiting.since ?? now, now);
  const isStopped = link.feeds.some(({ stopped }) => stopped) || link.handOver?.stopped;
  if (isStopped || (link.trouble !== null && !PASSING.has(link.trouble)))
    return (
      <StatusPill tone="bad" icon={IconAlertTriangle} {...press}>
        {t('link.attention')}
      </StatusPill>
    );
  if (!online)
    return (
      <StatusPill tone="warn" icon={IconCloudOff} {...press}>
        {waiting.facts === 0 ? t('link.offline') : t('frame.offline', { count: waiting.facts, age })}
      </StatusPill>
    );
  const slow = waiting.since !== null && now - waiting.since > PATIENCE;
  return (
    <StatusPill tone="plain" look="outline" icon={IconCloudUp} {...press}>
      {slow ? t('link.sending', { count: waiting.facts, age }) : t('link.online')}
    </StatusPill>
  );
}
