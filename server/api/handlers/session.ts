import type { Hq } from '../hq.ts';
import { answer, giveToken, type HqHandlers, type On, signedIn } from '../router.ts';
import { hqSessionView, preferencesOf } from '../session-view.ts';

/** Coming in and going out. */
export function sessionHandlers(hq: Hq, on: On): HqHandlers<'session'> {
  const { sessions, signIn, users } = hq.accounts;
  /** What this browser is now that its cookie has changed. */
  const now = async (token: string) => hqSessionView(hq, await sessions.find(token));
  return {
    get: on.session.get.handler(({ context }) => hqSessionView(hq, context.signedIn)),
    signIn: on.session.signIn.handler(async ({ context, input }) => {
      const token = answer(await signIn.password({ ...input, address: context.caller.address }));
      if (context.signedIn) await sessions.end(context.signedIn.hash);
      giveToken(context, token);
      return await now(token);
    }),
    choosePassword: on.session.choosePassword.handler(async (call) => {
      answer(await signIn.choose(signedIn(call), call.input.password));
      return await now(call.context.caller.token() ?? '');
    }),
    newFactor: on.session.newFactor.handler(async (call) =>
      answer(await signIn.newFactor(signedIn(call), await hq.chain.name())),
    ),
    confirmFactor: on.session.confirmFactor.handler(async (call) => {
      const { address } = call.context.caller;
      const done = answer(await signIn.confirm(signedIn(call), { ...call.input, address }));
      giveToken(call.context, done.token);
      return { session: await now(done.token), recoveryCodes: done.recoveryCodes };
    }),
    prove: on.session.prove.handler(async (call) => {
      const { address } = call.context.caller;
      const token = answer(await signIn.prove(signedIn(call), { ...call.input, address }));
      giveToken(call.context, token);
      return await now(token);
    }),
    lock: on.session.lock.handler(async ({ context }) => {
      if (context.signedIn) await sessions.end(context.signedIn.hash);
      return await hqSessionView(hq, null);
    }),
    signOutEverywhere: on.session.signOutEverywhere.handler(async (call) => {
      await sessions.endAll(signedIn(call).user.id);
      return await hqSessionView(hq, null);
    }),
    stay: on.session.stay.handler(async (call) => {
      await sessions.touch(signedIn(call));
      return {};
    }),
    setDevice: on.session.setDevice.handler(async (call) => {
      const who = signedIn(call);
      await users.keepPreferences(who.user.id, { ...preferencesOf(who), ...call.input });
      return await now(call.context.caller.token() ?? '');
    }),
  };
}
