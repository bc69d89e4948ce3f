import { IconMoodEmpty } from '@tabler/icons-react';
import { memo, type ReactNode, type Ref, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Tone } from '#renderer/ui/badge.tsx';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { Tile } from '#renderer/ui/tile.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductHit } from '#shared/contract/catalog.ts';
import { unitSymbol } from '#shared/format/index.ts';
import { search } from './search.ts';
import styles from './sell.module.css';
import type { Goods } from './use-goods.ts';

interface TilesProps {
  readonly goods: Goods;
  readonly onChoose: (product: ProductHit) => void;
  readonly gridRef: Ref<HTMLDivElement>;
}

/** Products to touch. The one Enter takes is outlined. */
export function Tiles({ goods, onChoose, gridRef }: TilesProps): ReactNode {
  const t = useT();
  const tile = useStore(search, (state) => state.tile);
  const text = useStore(search, (state) => state.text);
  const { rows, stale, more } = goods;
  if (rows.length === 0 && !stale)
    return text === '' ? (
      <EmptyState title={t('sell.noTiles')} hint={t('sell.noTilesHint')} />
    ) : (
      <EmptyState icon={IconMoodEmpty} title={t('sell.nothingFound')} hint={t('sell.nothingFoundHint')} />
    );
  return (
    <div className={styles['tiles']} ref={gridRef}>
      {rows.map((product, index) => (
        <ProductTile key={product.id} product={product} selected={index === tile} onChoose={onChoose} />
      ))}
      {more === null ? null : <MoreWhenSeen more={more} />}
    </div>
  );
}

interface ProductTileProps {
  readonly product: ProductHit;
  readonly selected: boolean;
  readonly onChoose: (product: ProductHit) => void;
}

const ProductTile = memo(function ProductTile({ product, selected, onChoose }: ProductTileProps): ReactNode {
  const { money } = useFormats();
  const stock = useStockWords(product);
  const unit = unitSymbol(product.unit);
  return (
    <Tile
      id={`tile-${product.id}`}
      name={product.name}
      price={money(product.price)}
      unit={unit === '' ? undefined : unit}
      stock={stock}
      selected={selected}
      picture={product.picture === null ? undefined : `/pictures/${product.picture}`}
      onPress={() => onChoose(product)}
    />
  );
});

/** Low when at or under its minimum; where none is set, at three or fewer (thousandths). */
const FEW = 3000;

/** The number says how much is left; nothing is said while the store does not know. Never a reason to grey a tile. */
function useStockWords({ stock, minStock }: ProductHit): { text: string; tone: Tone } | undefined {
  const t = useT();
  const { quantity } = useFormats();
  if (stock === null) return undefined;
  const count = quantity(stock);
  if (stock > (minStock ?? FEW)) return { text: count, tone: 'plain' };
  return { text: t('sell.left', { count }), tone: stock > 0 ? 'warn' : 'bad' };
}

/** Asks for the next tiles when the end comes into sight. */
function MoreWhenSeen({ more }: { readonly more: () => void }): ReactNode {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) more();
    });
    if (end.current !== null) seen.observe(end.current);
    return () => seen.disconnect();
  }, [more]);
  return <div ref={end} className={styles['end']} />;
}
