import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { keepFocus } from './press.ts';
import styles from './tile.module.css';

interface TileProps {
  readonly name: string;
  readonly price: string;
  /** `kg`: what the price is for, where it is not a piece. */
  readonly unit?: string | undefined;
  /** What is known of the stock, in words or as a bare number; never a reason to grey the tile. */
  readonly stock?: { readonly text: string; readonly tone: Tone } | undefined;
  readonly picture?: string | undefined;
  readonly selected?: boolean;
  readonly onPress: () => void;
  readonly id?: string;
}

/** One product to touch. */
export function Tile({ name, price, unit, stock, picture, selected, onPress, id }: TileProps): ReactNode {
  return (
    <button
      type="button"
      id={id}
      className={styles['tile']}
      data-selected={selected === true}
      onMouseDown={keepFocus}
      onClick={onPress}
    >
      <span className={styles['top']}>
        {picture === undefined ? null : (
          <img className={styles['picture']} src={picture} alt="" loading="lazy" />
        )}
        <span className={styles['name']}>{name}</span>
      </span>
      <span className={styles['foot']}>
        <span className={styles['price']}>
          {price}
          {unit === undefined ? null : <span className={styles['unit']}> / {unit}</span>}
        </span>
        {stock === undefined ? null : (
          <span className={styles['stock']} data-tone={stock.tone}>
            {stock.text}
          </span>
        )}
      </span>
    </button>
  );
}
