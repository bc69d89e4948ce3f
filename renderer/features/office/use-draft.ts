import { useStore } from 'zustand';
import { useSession } from '#renderer/host/use-session.ts';
import { drafts, dropDraft, keepDraft, same } from './drafts.ts';

/** A form's value while it is being edited. */
export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** Changes some of it: `draft.patch({ name })`. */
  readonly patch: (part: Partial<T>) => void;
  /** There is something to save. */
  readonly dirty: boolean;
  /** What the form was filled from changed meanwhile. */
  readonly overtaken: boolean;
  /** Back to what is saved. */
  readonly reset: () => void;
}

/**
 * The value of a form over what is saved. What was typed stays when the screen is left and waits there unsaved.
 * @example const draft = useDraft('store', settings); <TextField value={draft.value.name} onChange={(name) => draft.patch({ name })} />
 */
export function useDraft<T extends object>(form: string, saved: T): Draft<T> {
  const person = useSession().person?.id ?? '';
  const key = `${person} ${form}`;
  const kept = useStore(drafts, (all) => all[key]);
  const value = kept === undefined ? saved : (kept.value as T);
  const set = (next: T): void => {
    const base = drafts.getState()[key]?.base ?? saved;
    if (same(next, saved)) dropDraft(key);
    else keepDraft(key, { base, value: next });
  };
  return {
    value,
    set,
    // The newest draft counts, not the one this picture was drawn from: two fields may change in one event.
    patch: (part) => set({ ...((drafts.getState()[key]?.value as T | undefined) ?? saved), ...part }),
    dirty: kept !== undefined && !same(value, saved),
    overtaken: kept !== undefined && !same(kept.base, saved),
    reset: () => dropDraft(key),
  };
}

/** Forms that hold unsaved work of this person, by name. */
export function useUnsaved(): readonly string[] {
  const person = useSession().person?.id ?? '';
  const names = useStore(drafts, (all) =>
    Object.keys(all)
      .filter((key) => key.startsWith(`${person} `))
      .map((key) => key.slice(person.length + 1))
      .join('\n'),
  );
  return names === '' ? [] : names.split('\n');
}
