import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hq } from '#renderer/host/hq.ts';
import { Select } from '#renderer/ui/field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './store-filter.module.css';

/** From so many stores on one is found by typing. */
const MANY = 13;

/** Of which store something is shown; '' is all of them. */
export function StoreFilter({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (store: string) => void;
}): ReactNode {
  const t = useT();
  const stores = useQuery(hq.stores.list.queryOptions()).data ?? [];
  return (
    <Select
      label={t('hq.store')}
      labelled="hidden"
      className={styles['store'] ?? ''}
      value={value}
      searchable={stores.length >= MANY}
      options={[
        { value: '', label: t('hq.allStores') },
        ...stores.map(({ store, name }) => ({ value: store, label: `${name} · ${store}` })),
      ]}
      onChange={onChange}
    />
  );
}
