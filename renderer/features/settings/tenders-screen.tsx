import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { KeptList, nextPlace, stateColumn } from '#renderer/features/office/parts/kept-list.tsx';
import { host } from '#renderer/host/host.ts';
import type { GridColumn } from '#renderer/ui/data-grid/grid-model.ts';
import { useT } from '#renderer/ui/words.tsx';
import type { TenderView } from '#shared/contract/back-office.ts';
import { TENDER_FLAGS, TenderPanel } from './parts/tender-panel.tsx';

/** Ways of paying, in the order the pay screen offers them. */
export function TendersScreen(): ReactNode {
  const t = useT();
  const query = useQuery(host.settings.tenders.queryOptions());
  const columns = useMemo(
    (): readonly GridColumn<TenderView>[] => [
      { id: 'sort', title: t('settings.sort'), value: ({ sort }) => sort, align: 'end', width: 70 },
      { id: 'name', title: t('products.name'), value: ({ name }) => name },
      {
        id: 'kind',
        title: t('settings.tenderKind'),
        value: ({ kind }) => t(`settings.kind.${kind}`),
        width: 190,
      },
      {
        id: 'flags',
        title: t('settings.tenderFlags'),
        value: (tender) =>
          TENDER_FLAGS.filter((flag) => tender[flag])
            .map((flag) => t(`settings.${flag}`))
            .join(' · ') || t('settings.flagsNone'),
      },
      stateColumn(t),
    ],
    [t],
  );
  return (
    <KeptList
      title={t('settings.tenders')}
      hint={t('settings.tendersHint')}
      needs="settings.edit"
      newLabel={t('settings.tenderAdd')}
      query={query}
      columns={columns}
      order="sort"
      panel={(tender, all, ends) => <TenderPanel tender={tender} nextPlace={nextPlace(all)} {...ends} />}
    />
  );
}
