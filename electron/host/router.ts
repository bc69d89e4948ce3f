import { randomUUID } from 'node:crypto';
import { type ImplementerInternalWithMiddlewares, implement, ORPCError, type Router } from '@orpc/server';
import { storeErrorOf } from '#electron/store/store-error.ts';
import type { Meta } from '#shared/contract/base.ts';
import { type Contract, contract } from '#shared/contract/index.ts';
import type { DomainError } from '#shared/domain/error.ts';
import { rightState } from '#shared/domain/people/authorize.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import type { Result } from '#shared/domain/result.ts';
import type { By } from '#shared/services/journal/by.ts';
import type { Session } from './session.ts';

/** What every procedure is called with: the session of the line it came by. */
export interface HostContext {
  readonly session: Session;
}

/**
 * The contract, to be implemented: `on.tickets.open.handler(…)`. Every procedure made from it passes the guard: a call that may
 * not be made is refused before its input is read, a refusal of the domain goes out typed, a fault goes out without its details.
 */
export const on: ImplementerInternalWithMiddlewares<Contract, HostContext, HostContext> = implement(contract)
  .$context<HostContext>()
  .use(async ({ context, procedure, next }) => {
    const { meta, inputSchema } = procedure['~orpc'];
    admit(context.session, meta, acceptsApproval(inputSchema));
    try {
      return await next({ context: {} });
    } catch (error) {
      throw answerFor(error);
    }
  });

/** One area of the router; annotate what a handlers file answers with it. */
export type Handlers<Area extends keyof Contract> = Router<Contract[Area], HostContext>;

/** A call as a handler gets it. */
export interface Call<Input> {
  readonly context: HostContext;
  readonly input: Input;
  readonly path: readonly string[];
}

/**
 * Runs a change for whoever is signed in and answers its value. The approval the call names is used up by success and given back
 * by a refusal. Throws the contract's REFUSED with the service's own error.
 *
 * @example on.tickets.void.handler((call) => tell(call, (by) => voidTicket(register.host)(by, call.input)))
 */
export async function tell<
  Input extends { readonly commandId: string; readonly approval?: string | undefined },
  T,
>(call: Call<Input>, work: (by: By) => Promise<Result<T, DomainError>>): Promise<T> {
  const { session } = call.context;
  const actor = signedIn(call);
  const { commandId, approval, ...input } = call.input;
  const approvals = session.approvals.take(approval);
  const command = { id: commandId, actor: actor.person, name: call.path.join('.'), input };
  let answered = false;
  try {
    const result = await work({ command, actor, approvals });
    answered = result.ok;
    const value = answer(result);
    allowDrawer(session, call.path.join('.'), commandId, value);
    return value;
  } finally {
    if (!answered && approvals.length > 0) session.approvals.giveBack(approval);
  }
}

/** Whoever is signed in. Throws UNAUTHORIZED. */
export function signedIn(call: Pick<Call<unknown>, 'context'>): Actor {
  const actor = call.context.session.actor();
  if (actor === null) throw new ORPCError('UNAUTHORIZED', { status: 401 });
  return actor;
}

/** The value of a result; throws its error as the contract's REFUSED. */
export function answer<T>(result: Result<T, DomainError>): T {
  if (result.ok) return result.value;
  throw refused(result.error);
}

/** A refusal of the domain as the contract says it. */
export const refused = (error: DomainError): ORPCError<'REFUSED', DomainError> =>
  new ORPCError('REFUSED', { status: 422, message: error.code, data: error });

function admit(session: Session, { needs, scripts }: Meta, approvable: boolean): void {
  if (session.via === 'token' && !scripts) throw forbidden('no-script');
  // What anyone may ask is asked by the screen itself and does not keep a till open.
  if (needs === 'anyone') return;
  const actor = session.actor();
  if (actor === null) throw new ORPCError('UNAUTHORIZED', { status: 401 });
  session.touch();
  if (needs === 'signed-in') return;
  const state = rightState(actor, needs);
  // Where an approval may come with the call, the decider asks for the very one it needs.
  if (state === 'allowed' || (state === 'approval' && approvable)) return;
  throw forbidden(needs);
}

export const forbidden = (right: string) => new ORPCError('FORBIDDEN', { status: 403, data: { right } });

const acceptsApproval = (schema: unknown): boolean =>
  typeof schema === 'object' &&
  schema !== null &&
  'shape' in schema &&
  typeof schema.shape === 'object' &&
  schema.shape !== null &&
  'approval' in schema.shape;

/** What a call answers for something thrown. The cause goes to the log with the trace the person is shown, and nowhere else. */
function answerFor(error: unknown): unknown {
  if (error instanceof ORPCError && error.status < 500) return error;
  const trouble = storeErrorOf(error);
  if (trouble)
    return new ORPCError('STORE_TROUBLE', { status: 503, data: { problem: trouble.problem }, cause: error });
  return new ORPCError('INTERNAL_SERVER_ERROR', { data: { trace: randomUUID().slice(0, 8) }, cause: error });
}

/** Documents that may open the drawer: their answer says so. Opening it without a sale is a command of its own. */
function allowDrawer(session: Session, name: string, command: string, value: unknown): void {
  const said =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  if (said['drawer'] !== true && name !== 'shifts.openDrawer') return;
  session.drawer.allow(
    command,
    [said['sale'], said['ret']].filter((id) => typeof id === 'string'),
  );
}
