import { refusalOf } from '#renderer/host/failure.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import type { DomainError } from '#shared/domain/error.ts';
import { RIGHTS, type Right } from '#shared/domain/people/rights.ts';
import { ApprovalDialog } from './approval-dialog.tsx';
import { newCommandId } from './new-command-id.ts';
import { tryUntilAnswered } from './try-until-answered.ts';

/** What a command is sent with: the same id at every try, and the approval once there is one. */
export interface Attempt {
  readonly commandId: string;
  readonly approval?: string | undefined;
}

/** What the register wants approved: one right, one target, one amount. */
export interface Wanted {
  readonly right: Right;
  readonly target: string;
  readonly amount: number | null;
}

/**
 * Sends a command over whatever line there is. When the register wants a second person it asks for them on the spot and
 * sends the same command again with their approval. Answers null when the person went back; throws any other refusal.
 * @example await withApproval((attempt) => client.tickets.setPrice({ ...attempt, ticket, version, line, price, reason }))
 */
export async function withApproval<T>(
  call: (attempt: Attempt) => Promise<T>,
  commandId: string = newCommandId(),
): Promise<T | null> {
  let approval: string | undefined;
  for (;;) {
    try {
      return await tryUntilAnswered(() => call({ commandId, approval }));
    } catch (failure) {
      const wanted = wantedBy(refusalOf(failure));
      if (wanted === null) throw failure;
      const given = await openDialog<string>((answer) => <ApprovalDialog wanted={wanted} answer={answer} />);
      if (given === null) return null;
      approval = given;
    }
  }
}

/** What a refusal wants approved, or null when it is about something else. */
export function wantedBy(refusal: DomainError | null): Wanted | null {
  if (refusal?.code !== 'APPROVAL_NEEDED') return null;
  const { right, target, amount } = refusal.data ?? {};
  const known = RIGHTS.find((each) => each === right);
  if (known === undefined || typeof target !== 'string') return null;
  return { right: known, target, amount: typeof amount === 'number' ? amount : null };
}
