import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

const spoken = createStore<{ readonly text: string; readonly turn: number }>(() => ({ text: '', turn: 0 }));

/** Says something to people who listen instead of looking: "Whole Milk added. Total ¥25.80." */
export const announce = (text: string): void => spoken.setState(({ turn }) => ({ text, turn: turn + 1 }));

/** Once, in the frame. Two regions take turns, so that the same words twice are said twice. */
export function LiveRegion(): ReactNode {
  const { text, turn } = useStore(spoken);
  return (
    <div className="visually-hidden">
      <p role="status" aria-live="polite">
        {turn % 2 === 0 ? text : ''}
      </p>
      <p role="status" aria-live="polite">
        {turn % 2 === 1 ? text : ''}
      </p>
    </div>
  );
}
