import { err, ok, type Result } from '#shared/domain/result.ts';
import type { RecallReply, RecallRequest } from '#shared/link/recall.ts';
import type { CallFault } from './hq-client.ts';
import type { LinkSession, SessionParts } from './session.ts';

/** How long a clerk waits for headquarters' word on a parked ticket, ms: on one of this register's own, and on another's. */
export const PATIENCE = { own: 3_000, others: 6_000 } as const;

export interface AskedTaking extends RecallRequest {
  readonly own: boolean;
}

/**
 * Asks headquarters for a parked ticket. For one parked here only over a line that is up, and not for long: without an answer it can be
 * taken up all the same. A session that is over is opened again, and the same question asked once more.
 */
export function askTaking({
  client,
  ports,
  session,
}: Pick<SessionParts, 'client' | 'ports'> & { readonly session: () => LinkSession }) {
  const ask = async (asked: AskedTaking, again: boolean): Promise<Result<RecallReply, CallFault>> => {
    const { own, ...question } = asked;
    const standing = session().current();
    if (standing === null && own) return err(AWAY);
    const greeted = standing === null ? await session().greeted() : ok(standing);
    if (!greeted.ok) return greeted;
    const answer = await client.recall(greeted.value.token, question);
    if (answer.ok) return answer;
    session().failed(answer.error, greeted.value);
    return answer.error.code === 'NO_SESSION' && again ? await ask({ ...asked, own: false }, false) : answer;
  };
  return async (asked: AskedTaking): Promise<RecallReply | null> => {
    const patience = PATIENCE[asked.own ? 'own' : 'others'];
    let callOff = () => {};
    const late = new Promise<null>((resolve) => {
      callOff = ports.timers.after(patience, () => resolve(null));
    });
    const answer = await Promise.race([ask(asked, true), late]);
    callOff();
    return answer?.ok ? answer.value : null;
  };
}

const AWAY: CallFault = { code: 'UNREACHABLE', retryAfter: 0 };
