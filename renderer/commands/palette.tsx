import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useStore } from 'zustand';
import { fold } from '#renderer/ui/data-grid/grid-model.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { translator } from '#shared/i18n/index.ts';
import type { ActionIcon, BoundAction } from './action.ts';
import { chordCap } from './chord.ts';
import { keysOf } from './keymap.ts';
import styles from './palette.module.css';
import { commands, perform } from './registry.ts';

/** A place to go or a thing to do that is no action: a page of the back office. */
export interface PaletteEntry {
  readonly id: string;
  readonly name: string;
  /** Found by these words too. */
  readonly alias?: string;
  readonly icon?: ActionIcon;
  readonly run: () => unknown;
}

interface PaletteProps {
  /** What could be done when the palette was opened; under it nothing else can be reached. */
  readonly actions: readonly BoundAction[];
  readonly entries: readonly PaletteEntry[];
  readonly onClose: () => void;
}

interface Item extends PaletteEntry {
  readonly cap?: string | undefined;
}

/** Everything that can be done now, found by typing. */
export function Palette({ actions, entries, onClose }: PaletteProps): ReactNode {
  const t = useT();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const items = useItems(actions, entries).filter((item) => matches(item, query));
  const at = Math.min(active, items.length - 1);
  const run = (item: Item | undefined): void => {
    if (item === undefined) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, items.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
    else if (event.key === 'Enter') run(items[at]);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={t('palette.title')} onClose={onClose}>
      <input
        className={styles['search']}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={items[at] === undefined ? undefined : `${listId}${at}`}
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        value={query}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles['list']} role="listbox" id={listId} aria-label={t('palette.title')}>
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search field holds the focus and its keys choose
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={item.id}
            id={`${listId}${index}`}
            ref={index === at ? (row) => row?.scrollIntoView({ block: 'nearest' }) : undefined}
            className={styles['item']}
            role="option"
            aria-selected={index === at}
            onClick={() => run(item)}
          >
            {item.icon === undefined ? (
              <span className={styles['gap']} />
            ) : (
              <item.icon size={18} stroke={1.75} />
            )}
            <span className={styles['name']}>{item.name}</span>
            {item.cap === undefined ? null : <KeyCap>{item.cap}</KeyCap>}
          </div>
        ))}
      </div>
      {items.length === 0 ? (
        <EmptyState title={t('palette.empty')} />
      ) : (
        <p className="dim small">{t('palette.hint')}</p>
      )}
    </Dialog>
  );
}

/** Names in English are found too: a shop may speak two languages. */
const english = translator('en');

function useItems(actions: readonly BoundAction[], entries: readonly PaletteEntry[]): readonly Item[] {
  const t = useT();
  const overrides = useStore(commands, (all) => all.overrides);
  const words = { enter: t('keys.enter'), space: t('keys.space'), esc: t('keys.esc'), num: t('keys.num') };
  const doable = actions.filter(({ listed, enabled }) => listed !== 'help-only' && enabled);
  return [
    ...doable.map((action): Item => {
      const [first] = keysOf(action, overrides);
      return {
        id: action.id,
        name: t(action.name),
        alias: english(action.name),
        icon: action.icon,
        cap: first === undefined ? undefined : chordCap(first, words),
        run: () => perform(action),
      };
    }),
    ...entries,
  ];
}

function matches(item: Item, query: string): boolean {
  const text = fold(`${item.name} ${item.alias ?? ''}`);
  return fold(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
