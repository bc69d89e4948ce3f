import { useEffect } from 'react';

let holds = 0;

/** Whether something is under way that a lock would break: money is being taken. */
export const isHeld = (): boolean => holds > 0;

/**
 * Keeps the register from locking itself while `busy`: a payment is being taken.
 * @example useIdleHold(tenders.length > 0)
 */
export function useIdleHold(busy: boolean): void {
  useEffect(() => {
    if (!busy) return undefined;
    holds += 1;
    return () => {
      holds -= 1;
    };
  }, [busy]);
}
