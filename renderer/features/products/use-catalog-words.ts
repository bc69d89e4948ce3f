import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { host } from '#renderer/host/host.ts';
import { useLocale } from '#renderer/ui/words.tsx';
import type { CategoryView, TaxClassView } from '#shared/contract/catalog.ts';
import { nameIn } from '#shared/i18n/index.ts';

/** Departments and tax classes, and what they are called in the language of the screen. */
export interface CatalogWords {
  readonly categories: readonly CategoryView[];
  readonly taxClasses: readonly TaxClassView[];
  readonly categoryName: (id: string | null) => string;
  readonly taxClassName: (id: string) => string;
  readonly known: boolean;
}

export function useCatalogWords(): CatalogWords {
  const locale = useLocale();
  const categories = useQuery(host.catalog.categories.queryOptions()).data;
  const taxClasses = useQuery(host.catalog.taxClasses.queryOptions()).data;
  return useMemo(() => {
    const named = categories?.map((each) => ({ ...each, name: nameIn(locale, each) })) ?? [];
    const names = new Map(named.map(({ id, name }) => [id, name]));
    const taxes = new Map(taxClasses?.map(({ id, name }) => [id, name]));
    return {
      categories: named,
      taxClasses: taxClasses ?? [],
      categoryName: (id) => (id === null ? '' : (names.get(id) ?? '')),
      taxClassName: (id) => taxes.get(id) ?? '',
      known: categories !== undefined && taxClasses !== undefined,
    };
  }, [categories, taxClasses, locale]);
}
