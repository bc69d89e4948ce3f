import { useState } from 'react';
import { useFailureText } from '#renderer/host/use-failure-text.ts';

/** One step through the door, as whatever takes it sees it. */
export interface Step {
  readonly go: () => unknown;
  readonly busy: boolean;
  readonly error: string | null;
}

/** One step through the door: not sent again by itself, since wrong tries are counted. */
export function useStep<T>(
  call: () => Promise<T>,
  onDone: (answer: T) => void,
): { readonly go: () => Promise<void>; readonly busy: boolean; readonly error: string | null } {
  const say = useFailureText();
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure: unknown }>({
    busy: false,
    failure: null,
  });
  const go = async (): Promise<void> => {
    setState({ busy: true, failure: null });
    try {
      const answer = await call();
      setState({ busy: false, failure: null });
      onDone(answer);
    } catch (failure) {
      setState({ busy: false, failure });
    }
  };
  return { go, busy: state.busy, error: say(state.failure) };
}
