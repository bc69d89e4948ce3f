import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { host } from '#renderer/host/host.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Card } from '#renderer/ui/layout.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductView } from '#shared/contract/catalog.ts';
import styles from '../overview.module.css';

const SHOWN = 8;

/** Products below zero or at their minimum, lowest first. */
export function RunningOut(): ReactNode {
  const t = useT();
  const { count } = useFormats();
  const { data } = useQuery(
    host.catalog.list.queryOptions({ input: { stock: 'low', state: 'active', limit: SHOWN } }),
  );
  return (
    <Card gap={2} label={t('overview.stock')}>
      <div className={styles['title']}>
        <h2>{t('overview.stock')}</h2>
        {data === undefined || data.rows.length === 0 ? null : (
          <Link href="/office/products?stock=low">
            {t('overview.stockAll', { count: count(data.count ?? data.rows.length) })}
          </Link>
        )}
      </div>
      {data?.rows.length === 0 ? <p className="dim">{t('overview.stockNone')}</p> : null}
      <ul className={styles['list']}>
        {data?.rows.map((product) => (
          <Line key={product.id} product={product} />
        ))}
      </ul>
    </Card>
  );
}

function Line({ product }: { readonly product: ProductView }): ReactNode {
  const t = useT();
  const { quantityOf } = useFormats();
  const { stock, minStock, unit } = product;
  const below = stock !== null && stock < 0;
  return (
    <li className={styles['line']}>
      <Link className={styles['name']} href={`/office/products?open=${encodeURIComponent(product.id)}`}>
        {product.name}
      </Link>
      <span className="dim small">
        {below
          ? t('overview.stockBelowZero')
          : t('overview.stockLow', { min: quantityOf(minStock ?? 0, unit) })}
      </span>
      <StatusWord tone={below ? 'bad' : 'warn'}>{quantityOf(stock ?? 0, unit)}</StatusWord>
    </li>
  );
}
