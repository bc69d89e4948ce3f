import type { DomainError } from '#shared/domain/error.ts';
import type { Result } from '#shared/domain/result.ts';
import type { FactorKept } from '../../people/factors.ts';
import { siteOf } from '../../people/site.ts';
import type { Caller, KnownContext } from '../caller.ts';
import type { Hq } from '../hq.ts';
import { answer, giveToken, type HqHandlers, type On, signedIn } from '../router.ts';
import { hqSessionView, preferencesOf } from '../session-view.ts';

/** Coming in and going out. */
export function sessionHandlers(hq: Hq, on: On): HqHandlers<'session'> {
  const { sessions, signIn, factors, users } = hq.accounts;
  /** What this browser is now that its cookie has changed. */
  const now = async (caller: Caller) => {
    const token = caller.token();
    return await hqSessionView(hq, { who: token === null ? null : await sessions.find(token), caller });
  };
  const kept = async (context: KnownContext, done: Result<FactorKept, DomainError>) => {
    const { token, recoveryCodes } = answer(done);
    if (token !== null) giveToken(context, token);
    return { session: await now(context.caller), recoveryCodes: [...recoveryCodes] };
  };
  return {
    get: on.session.get.handler(({ context }) =>
      hqSessionView(hq, { who: context.signedIn, caller: context.caller }),
    ),
    signIn: on.session.signIn.handler(async ({ context, input }) => {
      const token = answer(await signIn.password({ ...input, address: context.caller.address }));
      if (context.signedIn) await sessions.end(context.signedIn.hash);
      giveToken(context, token);
      return await now(context.caller);
    }),
    choosePassword: on.session.choosePassword.handler(async (call) => {
      answer(await signIn.choose(signedIn(call), call.input.password));
      return await now(call.context.caller);
    }),
    newFactor: on.session.newFactor.handler(async (call) =>
      answer(
        await factors.newApp(signedIn(call), {
          password: call.input?.password ?? null,
          address: call.context.caller.address,
          chain: await hq.chain.name(),
        }),
      ),
    ),
    confirmFactor: on.session.confirmFactor.handler(async (call) => {
      const { address } = call.context.caller;
      return await kept(call.context, await factors.keepApp(signedIn(call), { ...call.input, address }));
    }),
    newPasskey: on.session.newPasskey.handler(async (call) => {
      const { address, origin } = call.context.caller;
      return answer(
        await factors.newPasskey(signedIn(call), {
          password: call.input?.password ?? null,
          address,
          chain: await hq.chain.name(),
          site: siteOf(origin),
        }),
      );
    }),
    keepPasskey: on.session.keepPasskey.handler(async (call) => {
      const { address, origin } = call.context.caller;
      const given = { ...call.input, address, site: siteOf(origin) };
      return await kept(call.context, await factors.keepPasskey(signedIn(call), given));
    }),
    prove: on.session.prove.handler(async (call) => {
      const { address } = call.context.caller;
      giveToken(call.context, answer(await signIn.prove(signedIn(call), { ...call.input, address })));
      return await now(call.context.caller);
    }),
    askPasskey: on.session.askPasskey.handler(async (call) =>
      answer(await signIn.askPasskey(signedIn(call), siteOf(call.context.caller.origin))),
    ),
    provePasskey: on.session.provePasskey.handler(async (call) => {
      const { address, origin } = call.context.caller;
      const given = { ...call.input, address, site: siteOf(origin) };
      giveToken(call.context, answer(await signIn.provePasskey(signedIn(call), given)));
      return await now(call.context.caller);
    }),
    factors: on.session.factors.handler((call) =>
      factors.list(signedIn(call), siteOf(call.context.caller.origin)),
    ),
    removeFactor: on.session.removeFactor.handler(async (call) => {
      const { address, origin } = call.context.caller;
      answer(await factors.remove(signedIn(call), { ...call.input, address }));
      const who = await sessions.find(call.context.caller.token() ?? '');
      return await factors.list(who ?? signedIn(call), siteOf(origin));
    }),
    lock: on.session.lock.handler(async ({ context }) => {
      if (context.signedIn) await sessions.end(context.signedIn.hash);
      return await hqSessionView(hq, { who: null, caller: context.caller });
    }),
    signOutEverywhere: on.session.signOutEverywhere.handler(async (call) => {
      await sessions.endAll(signedIn(call).user.id);
      return await hqSessionView(hq, { who: null, caller: call.context.caller });
    }),
    stay: on.session.stay.handler(async (call) => {
      await sessions.touch(signedIn(call));
      return {};
    }),
    setDevice: on.session.setDevice.handler(async (call) => {
      const who = signedIn(call);
      await users.keepPreferences(who.user.id, { ...preferencesOf(who), ...call.input });
      return await now(call.context.caller);
    }),
  };
}
