import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ActionFace, Scope } from './action.ts';
import { type Chord, isFunctionChord, isTextChord, isUsableChord } from './chord.ts';

/** Keys a person chose, by action id; an action that is not listed has its own. */
export type KeyOverrides = Readonly<Record<string, readonly Chord[]>>;

export const keysOf = (action: Pick<ActionFace, 'id' | 'keys'>, overrides: KeyOverrides): readonly Chord[] =>
  overrides[action.id] ?? action.keys;

/** Two actions that could be meant by the same press. */
export interface KeyClash {
  readonly chord: Chord;
  readonly first: ActionFace;
  readonly second: ActionFace;
}

/** Every chord that two actions in overlapping scopes share. Must be empty for the shipped actions (tested). */
export function findClashes(
  actions: readonly ActionFace[],
  overrides: KeyOverrides = {},
): readonly KeyClash[] {
  const clashes: KeyClash[] = [];
  actions.forEach((first, index) => {
    for (const second of actions.slice(index + 1)) {
      if (first.id === second.id || !meet(first.scope, second.scope)) continue;
      const others = keysOf(second, overrides);
      for (const chord of keysOf(first, overrides))
        if (others.includes(chord)) clashes.push({ chord, first, second });
    }
  });
  return clashes;
}

export type RemapRefusal =
  | { readonly reason: 'clash'; readonly clash: KeyClash }
  | { readonly reason: 'needs-plain' }
  | { readonly reason: 'not-usable'; readonly chord: Chord };

/**
 * Gives an action other keys. Refuses a key that another action of the same place has, a key that types text or
 * belongs to the system, and a list of function keys only (not every keyboard has them).
 */
export function remap(
  actions: readonly ActionFace[],
  overrides: KeyOverrides,
  change: { readonly id: string; readonly keys: readonly Chord[] },
): Result<KeyOverrides, RemapRefusal> {
  const target = actions.find((action) => action.id === change.id);
  const unusable = change.keys.find(
    (chord) => !isUsableChord(chord) || (isTextChord(chord) && target?.scope !== 'office'),
  );
  if (unusable !== undefined) return err({ reason: 'not-usable', chord: unusable });
  if (change.keys.every(isFunctionChord)) return err({ reason: 'needs-plain' });
  const next = { ...overrides, [change.id]: change.keys };
  const clash = findClashes(actions, next).find(
    ({ first, second }) => first.id === change.id || second.id === change.id,
  );
  return clash === undefined ? ok(next) : err({ reason: 'clash', clash });
}

const TILL: readonly Scope[] = ['till', 'sell', 'pay', 'receipt', 'shift', 'returns'];

/** Whether two scopes can be on the screen together. A dialog covers what is under it, except what is everywhere. */
function meet(a: Scope, b: Scope): boolean {
  if (a === b || a === 'everywhere' || b === 'everywhere') return true;
  return (a === 'till' && TILL.includes(b)) || (b === 'till' && TILL.includes(a));
}
