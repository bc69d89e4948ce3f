import type { ComponentType } from 'react';
import type { Right } from '#shared/domain/people/rights.ts';
import type { PlainKey } from '#shared/i18n/index.ts';
import type { Chord } from './chord.ts';

/** Where an action lives: for help, and to know which keys could meet. `till` is all of selling, `everywhere` is all. */
export const SCOPES = [
  'everywhere',
  'till',
  'sell',
  'pay',
  'receipt',
  'shift',
  'returns',
  'lock',
  'dialog',
  'office',
] as const;
export type Scope = (typeof SCOPES)[number];

export type ActionIcon = ComponentType<{ size?: number | string; stroke?: number | string }>;

/**
 * One thing a person can do. Buttons, palette, help and key map all read this object, so they can't disagree.
 * `State` is what the screen hands over while it is shown (`useActions`).
 */
export interface Action<State = void> {
  /** `sell.pay`: area and verb; remapped keys are kept under it. */
  readonly id: string;
  readonly name: PlainKey;
  readonly icon: ActionIcon;
  readonly scope: Scope;
  /** First the one printed on the button; at least one of them no function key. */
  readonly keys: readonly Chord[];
  /** Without this right the action is disabled; where it needs approval, `run` asks for it. */
  readonly needs?: Right;
  /** False: the action does not exist in this state; nothing shows it. */
  readonly when?: (state: State) => boolean;
  /** False: shown, but can't be done now. */
  readonly enabled?: (state: State) => boolean;
  /** `key`: for travel keys like ↑ that would only be noise in the palette. */
  readonly listed?: 'everywhere' | 'help-only';
  /** Whether a held key repeats it. Never for anything that touches money. */
  readonly repeats?: boolean;
  /** May answer a promise; what it throws reaches the frame and is said to the person, never swallowed. */
  readonly run: (state: State) => unknown;
}

/** States the type of an action's state once: `const pay = action<SellState>({ … })`. */
export const action = <State = void>(description: Action<State>): Action<State> => description;

/** What is true of every action whatever its state: enough for help, key map and clash checks. */
export type ActionFace = Pick<
  Action,
  'id' | 'name' | 'icon' | 'scope' | 'keys' | 'needs' | 'listed' | 'repeats'
>;

/** An action with the state of the screen that offers it. */
export interface BoundAction extends ActionFace {
  readonly enabled: boolean;
  readonly run: () => unknown;
}
