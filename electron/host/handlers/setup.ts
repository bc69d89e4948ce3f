import { CURRENCIES } from '#shared/domain/currencies.ts';
import { refuse } from '#shared/domain/error.ts';
import type { RegisterId, StoreId } from '#shared/domain/ids.ts';
import { plainCode, recoveryCode } from '#shared/services/people/recovery.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { foundRegister } from '../found-register.ts';
import { loadDemo } from '../load-demo.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, refused } from '../router.ts';
import { join } from './link.ts';
import { recoveryHash } from './session.ts';

/** The first run: the demo store, or a store of one's own. */
export function setupHandlers(register: Register): Handlers<'setup'> {
  const alone = oneAtATime();
  /** Only a register without a store is set up. */
  const first = <T>(work: () => Promise<T>): Promise<T> =>
    alone(async () => {
      if (register.store.chain().settings || register.link.isJoined()) throw refused(refuse('STALE'));
      return await work();
    });
  return {
    options: on.setup.options.handler(() => ({
      currencies: CURRENCIES.map(({ currency: { code, exponent }, cashRounding }) => ({
        code,
        exponent,
        cashRounding,
      })),
      timeZones: Intl.supportedValuesOf('timeZone'),
      suggested: suggestion(),
    })),
    join: on.setup.join.handler(({ input }) => first(() => join(register, input))),
    demo: on.setup.demo.handler(() => first(async () => ({ people: await loadDemo(register) }))),
    own: on.setup.own.handler(({ input }) =>
      first(async () => {
        const store = input.store as StoreId;
        const identity = { store, register: input.register as RegisterId };
        const draft = answer(ownStore({ ...input, ...identity }));
        const code = recoveryCode(register.ports.randomBytes);
        await foundRegister(register, { ...identity, draft, recoveryHash: recoveryHash(plainCode(code)) });
        return { recoveryCode: code };
      }),
    ),
  };
}

/** What this computer's own settings suggest. */
function suggestion() {
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
  const language = locale.startsWith('zh') ? ('zh-CN' as const) : ('en' as const);
  const region = new Intl.Locale(locale).maximize().region ?? '';
  const currency = CURRENCY_OF[region] ?? (language === 'zh-CN' ? 'CNY' : 'USD');
  return { currency, timeZone, locale: language };
}

const EURO = ['AT', 'BE', 'DE', 'ES', 'FI', 'FR', 'GR', 'IE', 'IT', 'NL', 'PT'];
const OWN =
  'CN:CNY GB:GBP US:USD CH:CHF JP:JPY HK:HKD MO:MOP TW:TWD SG:SGD KR:KRW CA:CAD AU:AUD NZ:NZD KW:KWD';
/** Currency by region, of those a store can have. */
const CURRENCY_OF: Readonly<Record<string, string>> = Object.fromEntries([
  ...EURO.map((region) => [region, 'EUR']),
  ...OWN.split(' ').map((pair) => pair.split(':')),
]);

function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => null);
    return mine;
  };
}
