import { randomUUID } from 'node:crypto';
import { type ImplementerInternalWithMiddlewares, implement, ORPCError, type Router } from '@orpc/server';
import type { HqMeta } from '#shared/contract/hq/base.ts';
import { type HqContract, hqContract } from '#shared/contract/hq/index.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { hqGrants, hqMay } from '#shared/domain/people/hq-roles.ts';
import type { Result } from '#shared/domain/result.ts';
import type { By } from '#shared/services/journal/by.ts';
import type { SignedIn } from '../people/sessions.ts';
import type { HqContext, KnownContext } from './caller.ts';
import type { Hq } from './hq.ts';

/**
 * The contract, to be implemented by one headquarters. Every procedure made from it passes the guard: a call that may not be made is
 * refused before its input is read, a refusal of the domain goes out typed, a fault goes out without its details.
 */
export const onHq = (hq: Hq): ImplementerInternalWithMiddlewares<HqContract, HqContext, KnownContext> =>
  implement(hqContract)
    .$context<HqContext>()
    .use(async ({ context, procedure, next }) => {
      const token = context.caller.token();
      const signedIn = token === null ? null : await hq.accounts.sessions.find(token);
      admit(context, signedIn, procedure['~orpc'].meta as HqMeta);
      try {
        return await next({ context: { signedIn } });
      } catch (error) {
        throw answerFor(error);
      }
    });
export type On = ImplementerInternalWithMiddlewares<HqContract, HqContext, KnownContext>;

/** One area of the router; annotate what a handlers file answers with it. */
export type HqHandlers<Area extends keyof HqContract> = Router<HqContract[Area], HqContext>;

/** A call as a handler gets it. */
export interface HqCall<Input> {
  readonly context: KnownContext;
  readonly input: Input;
  readonly path: readonly string[];
}

/** Runs a service's change for whoever is signed in and answers its value. Throws the contract's REFUSED with its error. */
export async function tell<Input extends { readonly commandId: string }, T>(
  call: HqCall<Input>,
  work: (by: By) => Promise<Result<T, DomainError>>,
): Promise<T> {
  const { user } = signedIn(call);
  const { commandId, ...input } = call.input;
  const person = user.id as PersonId;
  const command = { id: commandId, actor: person, name: call.path.join('.'), input };
  const by: By = { command, actor: { person, grants: hqGrants(user.role) }, approvals: [] };
  return answer(await work(by));
}

/** Whoever gave their password. Throws UNAUTHORIZED. */
export function signedIn(call: Pick<HqCall<unknown>, 'context'>): SignedIn {
  const found = call.context.signedIn;
  if (found === null) throw unauthorized();
  return found;
}

/** The value of a result; throws its error as the contract's REFUSED. */
export function answer<T>(result: Result<T, DomainError>): T {
  if (result.ok) return result.value;
  throw refused(result.error);
}

export const refused = (error: DomainError): ORPCError<'REFUSED', DomainError> =>
  new ORPCError('REFUSED', { status: 422, message: error.code, data: error });

/** What a list that should have the row answers where somebody took it away in the very moment. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw refused(refuse('NOT_FOUND'));
  return value;
}

/** Takes a cookie where the line can; the guard has seen to that. */
export function giveToken({ caller }: HqContext, token: string | null): void {
  if (caller.setToken === null) throw forbidden('door');
  caller.setToken(token);
}

function admit({ caller }: HqContext, who: SignedIn | null, { needs, door }: HqMeta): void {
  if (door && caller.setToken === null) throw forbidden('door');
  if (needs === 'anyone') return;
  if (who === null) throw unauthorized();
  if (needs === 'half') return;
  if (who.stage !== null) throw unauthorized();
  if (needs !== 'signed-in' && !hqMay(who.user.role, needs)) throw forbidden(needs);
}

const unauthorized = () => new ORPCError('UNAUTHORIZED', { status: 401 });
const forbidden = (right: string) => new ORPCError('FORBIDDEN', { status: 403, data: { right } });

/** What a call answers for something thrown. The cause goes to the log with the trace the person is shown, and nowhere else. */
function answerFor(error: unknown): unknown {
  if (error instanceof ORPCError && error.status < 500) return error;
  return new ORPCError('INTERNAL_SERVER_ERROR', { data: { trace: randomUUID().slice(0, 8) }, cause: error });
}
