import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { hq, useHqNow } from '#renderer/host/hq.ts';
import { useRight } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { type Need, needsOf } from '../needs.ts';

/** Everything in the chain that waits for a person, each with the button that leads to what can be done about it. */
export function NeedsYou(): ReactNode {
  const t = useT();
  const [, go] = useLocation();
  const needs = useNeeds();
  return (
    <Stack gap={2}>
      <h2>{t('overview.attention')}</h2>
      {needs === null ? <NoticeLine>{t('common.loading')}</NoticeLine> : null}
      {needs?.length === 0 ? <NoticeLine tone="good">{t('overview.allWell')}</NoticeLine> : null}
      {needs?.map(({ id, tone, words, help, address }) => (
        <NoticeLine key={id} tone={tone} action={<Button onPress={() => go(address)}>{help}</Button>}>
          {words}
        </NoticeLine>
      ))}
    </Stack>
  );
}

/** null while it is not known. */
function useNeeds(): readonly Need[] | null {
  const t = useT();
  const now = useHqNow(60_000);
  const { age } = useFormats();
  const devices = useQuery(hq.devices.list.queryOptions()).data;
  const exceptions = useQuery(hq.exceptions.list.queryOptions({ input: { limit: 1 } })).data;
  const kept = useQuery(hq.kept.sum.queryOptions()).data;
  const roles = useQuery(hq.people.roles.queryOptions()).data;
  const mayDecide = useRight('people.edit') === 'allowed';
  const goods = useQuery(hq.catalog.list.queryOptions({ input: { limit: 1 } })).data;
  if (!devices || !exceptions || !kept || !goods || !roles) return null;
  const state = {
    devices,
    openExceptions: exceptions.open,
    keptFacts: kept.count,
    undecidedRoles: mayDecide ? roles.filter(({ undecided }) => undecided.length > 0).length : 0,
    hasProducts: goods.rows.length > 0,
  };
  return needsOf(state, { t, age, now });
}
