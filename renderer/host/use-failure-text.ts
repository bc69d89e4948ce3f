import { useCallback } from 'react';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { failureText } from './failure.ts';

/**
 * Turns what a call threw into a sentence; null stays null, so it can feed an `ErrorLine` directly.
 * @example <ErrorLine text={say(mutation.error)} />
 */
export function useFailureText(): (failure: unknown) => string | null {
  const t = useT();
  const formats = useFormats();
  return useCallback(
    (failure) => (failure === null || failure === undefined ? null : failureText(failure, t, formats)),
    [t, formats],
  );
}
