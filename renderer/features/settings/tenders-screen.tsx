import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { TenderView } from '#shared/contract/back-office.ts';
import { TENDER_FLAGS, TenderPanel } from './parts/tender-panel.tsx';

/** Ways of paying, in the order the pay screen offers them. */
export function TendersScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(host.settings.tenders.queryOptions());
  const [view, setView] = useGridAddress(START);
  const [open, setOpen] = useAddressState('open', '');
  const chosen = data?.find(({ id }) => id === open) ?? null;
  const close = (): void => setOpen('');
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
      {
        id: 'state',
        title: t('office.state'),
        value: ({ active }) => (active ? t('office.on') : t('office.off')),
        cell: ({ active }) =>
          active ? t('office.on') : <StatusWord tone="warn">{t('office.off')}</StatusWord>,
        width: 100,
      },
    ],
    [t],
  );
  const last = Math.max(0, ...(data ?? []).map(({ sort }) => sort));
  return (
    <OfficePage
      title={t('settings.tenders')}
      hint={t('settings.tendersHint')}
      needs="settings.edit"
      keptAtHq
      onNew={() => setOpen('new')}
      newLabel={t('settings.tenderAdd')}
      body="fill"
      onClose={close}
      aside={
        data !== undefined && (open === 'new' || chosen !== null) ? (
          <TenderPanel key={open} tender={chosen} nextPlace={last + 1} onClose={close} onSaved={setOpen} />
        ) : null
      }
    >
      <ErrorLine text={say(error)} />
      <DataGrid
        label={t('settings.tenders')}
        columns={columns}
        rows={data ?? NONE}
        rowId={({ id }) => id}
        loading={data === undefined}
        onOpen={({ id }) => setOpen(id)}
        openId={open}
        view={view}
        onView={setView}
      />
    </OfficePage>
  );
}

const NONE: readonly TenderView[] = [];
const START: GridView = { ...PLAIN_VIEW, sort: { id: 'sort', desc: false } };
