import { refuse } from '#shared/domain/error.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { type Asked, mayApprove } from '#shared/domain/people/authorize.ts';
import type { Right } from '#shared/domain/people/rights.ts';
import { personViews } from '#shared/services/people/person-view.ts';
import { isLateReturn } from '#shared/services/returns/late-return.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, refused, signedIn } from '../router.ts';

/** Approval on the spot: first who, then the proof; good for one command of this session. */
export function approvalHandlers({ host, people, checkPin }: Register): Handlers<'approvals'> {
  const may = (person: PersonId, right: Right, asked: Asked): boolean => {
    const actor = people.actorOf(person);
    return actor !== null && mayApprove(actor, right, asked);
  };
  /** What only the books know of it: after the sale's last day no limit reaches, the approver's as little as the clerk's. */
  const askedOf = async (right: Right, target: string, amount: number | null): Promise<Asked> => ({
    target,
    amount,
    beyondLimit: right === 'return.accept' && (await isLateReturn(host)(target)),
  });
  return {
    approvers: on.approvals.approvers.handler(async (call) => {
      const { right, amount, target = '' } = call.input;
      const asked = await askedOf(right, target, amount);
      const me = signedIn(call).person;
      const views = await personViews(host.read, people.all(), host.now());
      return views
        .filter(({ id, hasPin }) => hasPin && id !== me && may(id, right, asked))
        .map(({ id, name }) => ({ id, name }));
    }),
    grant: on.approvals.grant.handler(async (call) => {
      const { right, target, amount, pin, reason } = call.input;
      const requester = signedIn(call).person;
      const approver = call.input.approver as PersonId;
      if (approver === requester || !may(approver, right, await askedOf(right, target, amount)))
        throw refused(refuse('RIGHT_MISSING', { right }));
      answer(await checkPin(approver, pin));
      // Somebody else may have signed in while the PIN was being checked.
      if (signedIn(call).person !== requester) throw refused(refuse('STALE'));
      const approval = { right, target, amount, requester, approver, method: 'pin', reason } as const;
      return { approval: call.context.session.approvals.keep(approval) };
    }),
  };
}
