import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { useKeyCaps } from '#renderer/commands/use-actions.ts';
import { useTypedKeys } from '#renderer/commands/use-keys.ts';
import { counter } from '#renderer/features/tickets/counter.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { focusSearch, holdSearchField, search, typeSearch } from './search.ts';
import { searchAction } from './search-actions.ts';
import styles from './sell.module.css';
import type { Goods } from './use-goods.ts';

interface SearchFieldProps {
  readonly goods: Goods;
  /** Takes what Enter means: the chosen tile, or the first that is found. */
  readonly onEnter: () => void;
  /** ← → over the tiles, where the cursor has nowhere to go. */
  readonly onSide: (by: 1 | -1) => void;
}

/** Search: `/`, or just typing. 8 to 14 digits and Enter are a barcode (keyboard.ts). */
export function SearchField({ goods, onEnter, onSide }: SearchFieldProps): ReactNode {
  const t = useT();
  const text = useStore(search, (state) => state.text);
  useTypedKeys((strokes) => {
    if (strokes.length === 1 && strokes[0]?.code === 'Slash') return false;
    typeSearch(search.getState().text + strokes.map(({ char }) => char).join(''));
    focusSearch();
    return true;
  });
  // Typed on the screen before this one: the next sale has begun.
  useEffect(() => {
    if (search.getState().text !== '') focusSearch();
  }, []);
  const sideways = (event: KeyboardEvent): void => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || event.nativeEvent.isComposing) return;
    const atEnd = field.selectionStart === field.value.length;
    const right = event.key === 'ArrowRight' && atEnd;
    const left = event.key === 'ArrowLeft' && atEnd && (search.getState().tile ?? 0) > 0;
    if (!right && !left) return;
    event.preventDefault();
    onSide(right ? 1 : -1);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears what bubbles up from the field inside
    <div
      className={styles['search']}
      onFocus={() => search.setState({ focused: true })}
      onBlur={() => search.setState({ focused: false })}
      onKeyDown={sideways}
    >
      <TextField
        label={t('sell.search')}
        labelled="hidden"
        placeholder={t('sell.search')}
        value={text}
        onChange={typeSearch}
        onEnter={onEnter}
        inputRef={holdSearchField}
        takesTypedCodes
        maxLength={100}
        leading={<IconSearch size={18} stroke={2} />}
        trailing={<Trailing goods={goods} />}
      />
    </div>
  );
}

function Trailing({ goods }: { readonly goods: Goods }): ReactNode {
  const t = useT();
  const { count, quantity } = useFormats();
  const text = useStore(search, (state) => state.text);
  const nextQty = useStore(counter, (state) => state.nextQty);
  const [cap] = useKeyCaps(searchAction);
  const { found } = goods;
  return (
    <span className={styles['trailing']}>
      {nextQty === null ? null : (
        <Chip selected look="ticket" onPress={() => counter.setState({ nextQty: null })}>
          {t('sell.times', { count: quantity(nextQty) })} {t('sell.next')}
        </Chip>
      )}
      {found === null || text === '' ? null : (
        <span className={styles['count']}>
          {t('sell.foundCount', {
            shown: `${count(goods.rows.length)}${found.more ? '+' : ''}`,
            all: count(found.products),
            ms: count(Math.max(1, Math.round(found.ms))),
          })}
        </span>
      )}
      {text === '' ? (
        cap === undefined ? null : (
          <KeyCap>{cap}</KeyCap>
        )
      ) : (
        <button
          type="button"
          className={styles['clear']}
          aria-label={t('common.clear')}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => typeSearch('')}
        >
          <IconX size={20} stroke={2} />
        </button>
      )}
    </span>
  );
}
