import type { ReactNode } from 'react';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { DeviceRow } from '#shared/contract/hq/stores.ts';

/** What is known to be lost with a register whose folder is gone: of this one where it was revoked, or of the one that was it before. */
export function LostFacts({ device }: { readonly device: DeviceRow }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const seen = (at: number | null): string => (at === null ? '–' : formats.dateTime(at));
  const { state, missing, lastSeen, former } = device;
  if (state === 'revoked')
    return (
      <NoticeLine tone={missing > 0 ? 'warn' : 'plain'}>
        {missing > 0
          ? t('hq.device.lost', { count: formats.count(missing), at: seen(lastSeen) })
          : t('hq.device.lostNone', { at: seen(lastSeen) })}
      </NoticeLine>
    );
  if (former === null) return null;
  const { name } = former;
  return (
    <NoticeLine tone={former.missing > 0 ? 'warn' : 'plain'}>
      {former.missing > 0
        ? t('hq.device.formerLost', { name, count: formats.count(former.missing), at: seen(former.lastSeen) })
        : t('hq.device.formerLostNone', { name, at: seen(former.lastSeen) })}
    </NoticeLine>
  );
}
