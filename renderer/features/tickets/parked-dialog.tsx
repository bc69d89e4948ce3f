import { IconParking } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { AsOf } from '#renderer/features/link/as-of.tsx';
import { host } from '#renderer/host/host.ts';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ParkedView } from '#shared/contract/tickets.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { ChoiceDialog } from './choice-dialog.tsx';

/** The parked tickets of this store, newest first; answers the one to take up. */
export function ParkedDialog({ answer }: { readonly answer: Answer<string> }): ReactNode {
  const t = useT();
  const { money, ago } = useFormats();
  const now = useNow(10_000);
  const parked = useQuery(host.tickets.parked.queryOptions()).data;
  const choices = (parked ?? [])
    .toSorted((a, b) => b.at - a.at)
    .map((each) => ({
      id: each.park,
      title: each.note === '' ? t('sell.ticket', { label: each.label }) : each.note,
      hint: hintOf(each, ago(each.at, Math.max(now, each.at)), t),
      figure: money(each.total),
    }));
  return (
    <ChoiceDialog
      title={t('sell.parkedTitle')}
      choices={choices}
      confirm={t('sell.recall')}
      onChoose={answer}
      onClose={() => answer(null)}
      empty={
        parked === undefined ? null : (
          <EmptyState icon={IconParking} title={t('sell.parkedNone')} hint={t('sell.parkedNoneHint')} />
        )
      }
    >
      <AsOf what="others" />
    </ChoiceDialog>
  );
}

/** What is on it, whose it is, how old, and who else is about it. */
function hintOf(
  { items, here, register, by, givenTo, copiedAt }: ParkedView,
  age: string,
  t: Translate,
): string {
  return [
    t('common.items', { count: items }),
    ...(here ? [] : [t('sell.parkedAt', { register })]),
    by,
    age,
    ...(givenTo === null ? [] : [t('sell.parkedGiven', { register: givenTo })]),
    ...(copiedAt === null ? [] : [t('sell.parkedCopied', { register: copiedAt })]),
  ].join(' · ');
}
