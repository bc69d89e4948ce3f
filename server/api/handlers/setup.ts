import { randomUUID, timingSafeEqual } from 'node:crypto';
import { CURRENCIES } from '#shared/domain/currencies.ts';
import { refuse } from '#shared/domain/error.ts';
import { checkPassword } from '../../people/passwords.ts';
import { foundChain } from '../chain/found-chain.ts';
import type { Hq } from '../hq.ts';
import { answer, giveToken, type HqHandlers, type On, refused } from '../router.ts';
import { hqSessionView } from '../session-view.ts';

/** An empty headquarters becomes one: the chain, its first store, its owner. Once. */
export function setupHandlers(hq: Hq, on: On): HqHandlers<'setup'> {
  const { users, sessions, signIn } = hq.accounts;
  return {
    options: on.setup.options.handler(() => ({
      currencies: CURRENCIES.map(({ currency: { code, exponent }, cashRounding }) => ({
        code,
        exponent,
        cashRounding,
      })),
      timeZones: Intl.supportedValuesOf('timeZone'),
      suggested: {
        currency: 'CNY',
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        locale: 'en',
      },
    })),
    chain: on.setup.chain.handler(async ({ context, input }) => {
      const { key, owner, ...chain } = input;
      if (await users.any()) throw refused(refuse('STALE'));
      if (hq.setupKey !== null && !same(key.trim(), hq.setupKey)) throw refused(refuse('SETUP_KEY_WRONG'));
      answer(checkPassword(owner.password, owner.account));
      const id = randomUUID();
      const founder = await users.founder({ id, role: 'owner', ...owner });
      answer(await foundChain(hq.host, chain, id));
      const first = { code: chain.store, name: chain.storeName };
      answer(await hq.chain.setUp({ chain: chain.chain, store: first }, founder));
      const { address } = context.caller;
      const token = answer(await signIn.password({ ...owner, address }));
      giveToken(context, token);
      hq.changes.tell(['session', 'stores']);
      return await hqSessionView(hq, { who: await sessions.find(token), caller: context.caller });
    }),
  };
}

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
};
