import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useLocation } from 'wouter';
import { KeptList, nextPlace, stateColumn } from '#renderer/features/office/parts/kept-list.tsx';
import { host } from '#renderer/host/host.ts';
import type { GridColumn } from '#renderer/ui/data-grid/grid-model.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { CategoryView } from '#shared/contract/catalog.ts';
import { DepartmentPanel } from './parts/department-panel.tsx';
import { useCatalogWords } from './use-catalog-words.ts';

/** Departments: the tabs at the till and the groups of the reports. */
export function DepartmentsScreen(): ReactNode {
  const t = useT();
  const query = useQuery(host.catalog.categories.queryOptions());
  const columns = useColumns();
  const [, go] = useLocation();
  const toProducts = (id: string): void =>
    go(`/office/products?department=${encodeURIComponent(id)}&state=all`);
  return (
    <KeptList
      title={t('departments.title')}
      hint={t('departments.hint')}
      needs="catalog.edit"
      newLabel={t('departments.add')}
      query={query}
      columns={columns}
      order="sort"
      empty={{ title: t('departments.none') }}
      panel={(department, all, ends) => (
        <DepartmentPanel
          department={department}
          nextPlace={nextPlace(all)}
          onProducts={toProducts}
          {...ends}
        />
      )}
    />
  );
}

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
      stateColumn(t),
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
