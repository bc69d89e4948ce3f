import { useId, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useT } from '#renderer/ui/words.tsx';
import type { Action, BoundAction } from './action.ts';
import { type Chord, chordCap } from './chord.ts';
import { keysOf } from './keymap.ts';
import { actionById, bind, commands, dropLayer, type LiveState, putLayer } from './registry.ts';

/**
 * Offers actions while the component is mounted, with its newest state. Keep `actions` a constant of the module.
 * @example useActions(sellActions, { ticket, search })
 */
export function useActions<State>(actions: readonly Action<State>[], state: State): void {
  useLayer(actions, state, false);
}

/** The same for a dialog: keys of what it covers fall silent, except actions whose scope is `everywhere`. */
export function useModalActions<State>(actions: readonly Action<State>[], state: State): void {
  useLayer(actions, state, true);
}

function useLayer<State>(actions: readonly Action<State>[], state: State, modal: boolean): void {
  const id = useId();
  const live = useRef<LiveState<State>>({ current: state });
  const rights = useStore(commands, (all) => all.rights);
  useLayoutEffect(() => {
    live.current.current = state;
    putLayer({ id, modal, actions: bind(actions, live.current, rights) });
  });
  useLayoutEffect(() => () => dropLayer(id), [id]);
}

/** An action as it stands now, for a button; undefined while no screen offers it. */
export const useAction = (id: string): BoundAction | undefined =>
  useStore(commands, ({ layers }) => actionById(layers, id));

/** The keys of an action as printed on caps, first the one for the button. */
export function useKeyCaps(
  action: { readonly id: string; readonly keys: readonly Chord[] } | undefined,
): readonly string[] {
  const t = useT();
  const overrides = useStore(commands, (all) => all.overrides);
  if (action === undefined) return [];
  const words = { enter: t('keys.enter'), space: t('keys.space'), esc: t('keys.esc'), num: t('keys.num') };
  return keysOf(action, overrides).map((chord) => chordCap(chord, words));
}
