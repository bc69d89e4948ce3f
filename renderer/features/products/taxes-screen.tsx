import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { KeptList, stateColumn } from '#renderer/features/office/parts/kept-list.tsx';
import { host } from '#renderer/host/host.ts';
import type { GridColumn } from '#renderer/ui/data-grid/grid-model.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TaxClassView } from '#shared/contract/catalog.ts';
import { TaxClassPanel } from './parts/tax-class-panel.tsx';

/** Tax classes: their letter and their rates. */
export function TaxesScreen(): ReactNode {
  const t = useT();
  const { rate } = useFormats();
  const query = useQuery(host.catalog.taxClasses.queryOptions());
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
      stateColumn(t),
    ],
    [t, rate],
  );
  return (
    <KeptList
      title={t('taxes.title')}
      hint={t('taxes.hint')}
      needs="settings.edit"
      newLabel={t('taxes.add')}
      query={query}
      columns={columns}
      order="letter"
      panel={(taxClass, all, ends) => <TaxClassPanel taxClass={taxClass} all={all} {...ends} />}
    />
  );
}
