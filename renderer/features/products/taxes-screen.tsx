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
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TaxClassView } from '#shared/contract/catalog.ts';
import { TaxClassPanel } from './parts/tax-class-panel.tsx';

/** Tax classes: their letter and their rates. */
export function TaxesScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { rate } = useFormats();
  const { data, error } = useQuery(host.catalog.taxClasses.queryOptions());
  const [view, setView] = useGridAddress(START);
  const [open, setOpen] = useAddressState('open', '');
  const chosen = data?.find(({ id }) => id === open) ?? null;
  const close = (): void => setOpen('');
  const columns = useMemo(
    (): readonly GridColumn<TaxClassView>[] => [
      { id: 'letter', title: t('taxes.letter'), value: ({ letter }) => letter, width: 80 },
      { id: 'name', title: t('products.name'), value: ({ name }) => name },
      {
        id: 'rates',
        title: t('taxes.rates'),
        value: ({ rates }) => rates.reduce((sum, each) => sum + each.rate, 0),
        text: ({ rates }) => rates.map((each) => `${each.name} ${rate(each.rate)}`.trim()).join(' + '),
        align: 'end',
        width: 240,
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
    [t, rate],
  );
  return (
    <OfficePage
      title={t('taxes.title')}
      hint={t('taxes.hint')}
      needs="settings.edit"
      keptAtHq
      onNew={() => setOpen('new')}
      newLabel={t('taxes.add')}
      body="fill"
      onClose={close}
      aside={
        data !== undefined && (open === 'new' || chosen !== null) ? (
          <TaxClassPanel key={open} taxClass={chosen} all={data} onClose={close} onSaved={setOpen} />
        ) : null
      }
    >
      <ErrorLine text={say(error)} />
      <DataGrid
        label={t('taxes.title')}
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

const NONE: readonly TaxClassView[] = [];
const START: GridView = { ...PLAIN_VIEW, sort: { id: 'letter', desc: false } };
