import { createStore } from 'zustand/vanilla';
import type { Right, RightState } from '#shared/domain/people/rights.ts';
import type { Action, ActionFace, BoundAction } from './action.ts';
import type { Chord } from './chord.ts';
import { type KeyOverrides, keysOf } from './keymap.ts';

/** The actions one mounted screen, dialog or frame offers. A `modal` layer covers all below it but what is everywhere. */
export interface Layer {
  readonly id: string;
  readonly modal: boolean;
  readonly actions: readonly BoundAction[];
}

interface CommandState {
  /** Oldest first; the last one is on top. */
  readonly layers: readonly Layer[];
  readonly overrides: KeyOverrides;
  readonly rights: (right: Right) => RightState;
  /** Where what an action threw is said to the person; set once by the frame. */
  readonly onFailure: (failure: unknown, action: ActionFace) => void;
}

/** What can be done now, and by which keys. */
export const commands = createStore<CommandState>(() => ({
  layers: [],
  overrides: {},
  rights: () => 'allowed',
  onFailure: (failure) => {
    throw failure;
  },
}));

/** A state held outside React, so that `run` always sees the newest one. */
export interface LiveState<State> {
  current: State;
}

/** Actions that exist in this state, bound to it. */
export function bind<State>(
  actions: readonly Action<State>[],
  live: LiveState<State>,
  rights: (right: Right) => RightState,
): readonly BoundAction[] {
  return actions
    .filter((action) => action.when?.(live.current) ?? true)
    .map((action) => {
      const { when: _when, enabled, run, ...face } = action;
      const denied = action.needs !== undefined && rights(action.needs) === 'denied';
      return {
        ...face,
        enabled: !denied && (enabled?.(live.current) ?? true),
        run: () => run(live.current),
      };
    });
}

/** Puts a layer on top, or replaces the actions of one that is there. */
export function putLayer(layer: Layer): void {
  commands.setState(({ layers }) => {
    const at = layers.findIndex(({ id }) => id === layer.id);
    if (at === -1) return { layers: [...layers, layer] };
    return same(layers[at], layer) ? {} : { layers: layers.with(at, layer) };
  });
}

export const dropLayer = (id: string): void =>
  commands.setState(({ layers }) => ({ layers: layers.filter((layer) => layer.id !== id) }));

/** `run` reads the live state, so only what is seen from outside counts as a change. */
function same(a: Layer | undefined, b: Layer): boolean {
  if (a === undefined || a.modal !== b.modal || a.actions.length !== b.actions.length) return false;
  return a.actions.every((action, index) => {
    const other = b.actions[index];
    return other !== undefined && action.id === other.id && action.enabled === other.enabled;
  });
}

/** Everything that can be reached now, top layer first: what palette, help and keys offer. */
export function reachable(layers: readonly Layer[]): readonly BoundAction[] {
  const cover = layers.findLastIndex(({ modal }) => modal);
  const open = cover === -1 ? layers : layers.slice(cover);
  const under = cover === -1 ? [] : layers.slice(0, cover);
  return [
    ...open.toReversed().flatMap(({ actions }) => actions),
    ...under.flatMap(({ actions }) => actions.filter(({ scope }) => scope === 'everywhere')),
  ];
}

export const actionById = (layers: readonly Layer[], id: string): BoundAction | undefined =>
  reachable(layers).find((action) => action.id === id);

/** The action a chord means now: that of the topmost layer that has it. */
export function actionFor(chord: Chord): BoundAction | undefined {
  const { layers, overrides } = commands.getState();
  return reachable(layers).find((action) => keysOf(action, overrides).includes(chord));
}

/** Whether any mounted action has this chord, reachable or not: its browser meaning must not surface either. */
export function isMapped(chord: Chord): boolean {
  const { layers, overrides } = commands.getState();
  return layers.some(({ actions }) => actions.some((action) => keysOf(action, overrides).includes(chord)));
}

/** Does it, if it can be done now; failures go to the frame. */
export function perform(action: BoundAction): void {
  if (!action.enabled) return;
  const fail = (failure: unknown): void => commands.getState().onFailure(failure, action);
  try {
    void Promise.resolve(action.run()).catch(fail);
  } catch (failure) {
    fail(failure);
  }
}
