import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hq, hqClient, useHqNow } from '#renderer/host/hq.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { minutesLeft } from '../minutes-left.ts';

/** Codes nobody has used yet, each with how long it holds. */
export function WaitingCodes(): ReactNode {
  const t = useT();
  const now = useHqNow();
  const codes = useQuery(hq.codes.list.queryOptions()).data ?? [];
  const cancelling = useSend(hqClient.codes.cancel);
  const cancel = async (id: string): Promise<void> => {
    if ((await cancelling.send({ id })) !== null) await invalidate(['devices']);
  };
  return (
    <>
      <ErrorLine text={cancelling.error} />
      {codes
        .filter(({ expiresAt }) => expiresAt > now)
        .map(({ id, store, register, expiresAt, madeBy }) => (
          <NoticeLine
            key={id}
            action={<Button onPress={() => void cancel(id)}>{t('hq.codes.cancel')}</Button>}
          >
            {t('hq.codes.waits', { store, register, by: madeBy, time: minutesLeft(expiresAt, now) })}
          </NoticeLine>
        ))}
    </>
  );
}
