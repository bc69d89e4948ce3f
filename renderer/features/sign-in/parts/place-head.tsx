import type { ReactNode } from 'react';
import { DoorHead } from '#renderer/app/door-head.tsx';
import { TroublePills } from '#renderer/app/status-pills.tsx';
import { useNow } from '#renderer/app/use-now.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { StatusPill } from '#renderer/ui/badge.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';

/** Where this register stands, that it is a demo if it is one, what is wrong, and the time large. */
export function PlaceHead(): ReactNode {
  const t = useT();
  const { day, time } = useFormats();
  const { store } = useSession();
  const now = useNow(60_000);
  return (
    <DoorHead
      size="slim"
      place={
        store === null ? undefined : t('frame.register', { store: store.name, register: store.register })
      }
      beside={store?.demo === true ? <StatusPill tone="plain">{t('signIn.demo')}</StatusPill> : null}
      end={
        <>
          <TroublePills />
          <time dateTime={new Date(now).toISOString()}>
            <span className="dim">{day(now)} </span>
            <strong>{time(now)}</strong>
          </time>
        </>
      }
    />
  );
}
