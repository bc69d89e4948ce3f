import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { host } from '#renderer/host/host.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { useLocale, useT } from '#renderer/ui/words.tsx';
import { nameIn } from '#shared/i18n/index.ts';
import { CategoriesDialog } from './categories-dialog.tsx';
import { chooseCategory, search, typeSearch } from './search.ts';
import styles from './sell.module.css';

export interface Category {
  readonly id: string;
  readonly name: string;
}

/** The departments that have something to show, named in the language of the screen. */
export function useCategories(): readonly Category[] {
  const locale = useLocale();
  const all = useQuery(host.catalog.categories.queryOptions()).data ?? [];
  return all
    .filter(({ active, products }) => active && products > 0)
    .toSorted((a, b) => a.sort - b.sort || a.name.localeCompare(b.name))
    .map((each) => ({ id: each.id, name: nameIn(locale, each) }));
}

/** Found, favourites, and as many departments as fit in one row; the chosen one is always among them. */
export function Categories(): ReactNode {
  const t = useT();
  const categories = useCategories();
  const chosen = useStore(search, (state) => state.category);
  const searching = useStore(search, (state) => state.text.trim() !== '');
  const row = useRef<HTMLDivElement>(null);
  const [fit, setFit] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const box = row.current;
    if (box === null) return undefined;
    const measure = (): void => {
      const chips = [...box.children] as HTMLElement[];
      const top = chips[0]?.offsetTop;
      setFit(chips.filter(({ offsetTop }) => offsetTop === top).length);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  const before = searching ? 2 : 1;
  const hidden = categories.findIndex(({ id }) => id === chosen) >= fit - before;
  const shown = hidden ? toFront(categories, chosen) : categories;
  return (
    <nav className={styles['categories']} aria-label={t('sell.categories')}>
      <div className={styles['chips']} ref={row}>
        {searching ? (
          <Chip selected onPress={() => typeSearch(search.getState().text)}>
            {t('sell.found')}
          </Chip>
        ) : null}
        <Chip selected={!searching && chosen === null} onPress={() => chooseCategory(null)}>
          {t('sell.favourites')}
        </Chip>
        {shown.map(({ id, name }) => (
          <Chip key={id} selected={!searching && id === chosen} onPress={() => chooseCategory(id)}>
            {name}
          </Chip>
        ))}
      </div>
      {categories.length + before <= fit ? null : (
        <Chip onPress={() => void chooseFrom(categories)}>{t('common.more')}</Chip>
      )}
    </nav>
  );
}

async function chooseFrom(categories: readonly Category[]): Promise<void> {
  const id = await openDialog<string>((answer) => (
    <CategoriesDialog categories={categories} answer={answer} />
  ));
  if (id !== null) chooseCategory(id);
}

const toFront = (categories: readonly Category[], chosen: string | null): readonly Category[] => [
  ...categories.filter(({ id }) => id === chosen),
  ...categories.filter(({ id }) => id !== chosen),
];
