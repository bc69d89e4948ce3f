import { useRef, useState } from 'react';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { tryUntilAnswered } from '#renderer/features/approval/try-until-answered.ts';
import { isTrouble, refusalOf } from '#renderer/host/failure.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';

/** A command of the back office: how to send it, and what came of the last try. */
export interface Send<Input, Output> {
  /** Answers null where it was refused; the words are then in `error`. */
  readonly send: (input: Input) => Promise<Output | null>;
  readonly busy: boolean;
  /** What went wrong, in words, until the next try. */
  readonly error: string | null;
  /** The same as it was thrown, for a screen that has better words. */
  readonly failure: unknown;
  /** The field the refusal is about, where it names one. */
  readonly field: string | null;
  readonly clear: () => void;
}

interface Command {
  readonly commandId: string;
}

/**
 * Sends a command, and again under the same id where no answer came, so that a broken line never does a thing twice.
 * @example const save = useSend(client.catalog.save); await save.send({ product, value })
 */
export function useSend<Sent extends Command, Output>(
  call: (command: Sent) => Promise<Output>,
): Send<Omit<Sent, 'commandId'>, Output> {
  const say = useFailureText();
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure: unknown }>(IDLE);
  const unanswered = useRef<{ readonly id: string; readonly of: string } | null>(null);
  const send = async (input: Omit<Sent, 'commandId'>): Promise<Output | null> => {
    const of = JSON.stringify(input);
    const { id } = unanswered.current?.of === of ? unanswered.current : { id: newCommandId() };
    unanswered.current = { id, of };
    setState({ busy: true, failure: null });
    try {
      const output = await tryUntilAnswered(() => call({ ...input, commandId: id } as Sent));
      unanswered.current = null;
      setState(IDLE);
      return output;
    } catch (failure) {
      if (!isTrouble(failure)) unanswered.current = null;
      setState({ busy: false, failure });
      return null;
    }
  };
  const field = refusalOf(state.failure)?.data?.['field'];
  return {
    send,
    busy: state.busy,
    error: say(state.failure),
    failure: state.failure,
    field: typeof field === 'string' ? field : null,
    clear: () => setState(IDLE),
  };
}

const IDLE = { busy: false, failure: null };
