import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useLocation } from 'wouter';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import type { GridColumn, GridView } from '#renderer/ui/data-grid/grid-model.ts';
import { PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { CategoryView } from '#shared/contract/catalog.ts';
import { DepartmentPanel } from './parts/department-panel.tsx';
import { useCatalogWords } from './use-catalog-words.ts';

/** Departments: the tabs at the till and the groups of the reports. */
export function DepartmentsScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(host.catalog.categories.queryOptions());
  const columns = useColumns();
  const [view, setView] = useGridAddress(START);
  const [open, setOpen] = useAddressState('open', '');
  const [, go] = useLocation();
  const chosen = data?.find(({ id }) => id === open) ?? null;
  const close = (): void => setOpen('');
  const last = Math.max(0, ...(data ?? []).map(({ sort }) => sort));
  return (
    <OfficePage
      title={t('departments.title')}
      hint={t('departments.hint')}
      needs="catalog.edit"
      keptAtHq
      onNew={() => setOpen('new')}
      newLabel={t('departments.add')}
      body="fill"
      onClose={close}
      aside={
        data !== undefined && (open === 'new' || chosen !== null) ? (
          <DepartmentPanel
            key={open}
            department={chosen}
            nextPlace={last + 1}
            onClose={close}
            onSaved={setOpen}
            onProducts={(id) => go(`/office/products?department=${encodeURIComponent(id)}&state=all`)}
          />
        ) : null
      }
    >
      <ErrorLine text={say(error)} />
      <DataGrid
        label={t('departments.title')}
        columns={columns}
        rows={data ?? NONE}
        rowId={({ id }) => id}
        loading={data === undefined}
        onOpen={({ id }) => setOpen(id)}
        openId={open}
        view={view}
        onView={setView}
        empty={{ title: t('departments.none') }}
      />
    </OfficePage>
  );
}

const NONE: readonly CategoryView[] = [];
const START: GridView = { ...PLAIN_VIEW, sort: { id: 'sort', desc: false } };

function useColumns(): readonly GridColumn<CategoryView>[] {
  const t = useT();
  const { count } = useFormats();
  const words = useCatalogWords();
  return useMemo(
    () => [
      { id: 'name', title: t('products.name'), value: ({ id }) => words.categoryName(id) },
      { id: 'sort', title: t('departments.sort'), value: ({ sort }) => sort, align: 'end', width: 80 },
      {
        id: 'tax',
        title: t('products.taxClass'),
        value: ({ taxClass }) => words.taxClassName(taxClass),
        width: 150,
      },
      {
        id: 'openPrice',
        title: t('departments.openPriceShort'),
        value: ({ openPrice }) => (openPrice ? t('common.yes') : t('common.no')),
        width: 110,
      },
      {
        id: 'state',
        title: t('office.state'),
        value: ({ active }) => (active ? t('office.on') : t('office.off')),
        cell: ({ active }) =>
          active ? t('office.on') : <StatusWord tone="warn">{t('office.off')}</StatusWord>,
        width: 100,
      },
      {
        id: 'products',
        title: t('departments.products'),
        value: ({ products }) => products,
        text: ({ products }) => count(products),
        align: 'end',
        width: 100,
        total: (rows) => count(rows.reduce((sum, { products }) => sum + products, 0)),
      },
    ],
    [t, count, words],
  );
}
