import { useLayoutEffect, useRef } from 'react';

/** One function for the life of a component that always does what the newest render says: for listeners and memoised parts. */
export function useStable<Given extends readonly unknown[], Answer>(
  run: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useRef((...given: Given) => latest.current(...given)).current;
}
