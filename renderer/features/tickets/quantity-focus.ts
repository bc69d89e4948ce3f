import { createStore } from 'zustand/vanilla';

/** Counts how often the quantity field of the chosen line was asked for; the field listens. */
export const quantityFocus = createStore(() => ({ turn: 0 }));

/** Puts the cursor into the quantity of the chosen line. */
export const focusQuantity = (): void => quantityFocus.setState(({ turn }) => ({ turn: turn + 1 }));
