import type { HqSessionView } from '#shared/contract/hq/session.ts';
import { hqGrants } from '#shared/domain/people/hq-roles.ts';
import { IDLE, type SignedIn } from '../people/sessions.ts';
import { type Site, siteOf } from '../people/site.ts';
import type { UserRow } from '../people/tables.ts';
import type { Caller } from './caller.ts';
import type { Hq } from './hq.ts';

/** Everything the frame of the app needs, for one browser. */
export async function hqSessionView(
  hq: Hq,
  { who, caller }: { readonly who: SignedIn | null; readonly caller: Caller },
): Promise<HqSessionView> {
  const isSetUp = await hq.accounts.users.any();
  const isIn = who !== null && who.stage === null;
  const chain = isSetUp ? await hq.chain.name() : null;
  return {
    mode: isSetUp ? (isIn ? 'open' : 'locked') : 'setup',
    store: isIn ? storeView(hq, chain ?? '') : null,
    person: isIn ? personOf(who.user) : null,
    returnKey: null,
    link: null,
    shift: null,
    printer: { state: 'none', waiting: 0, forTap: 0, asked: 0 },
    clock: { now: hq.now(), behindMs: 0 },
    notices: [],
    device: { locale: null, theme: 'system', keys: {}, volume: 0, ...preferencesOf(who) },
    stage: who?.stage ?? null,
    factors: who === null ? [] : await factorsFor(hq, who, siteOf(caller.origin)),
    chain,
    needsKey: !isSetUp && hq.setupKey !== null,
  };
}

/** What is asked for, or may be made, between the password and the pages. */
async function factorsFor(
  { sql }: Hq,
  { user, stage }: SignedIn,
  site: Site | null,
): Promise<HqSessionView['factors']> {
  if (stage === 'enrol') return site === null ? ['app'] : ['app', 'passkey'];
  if (stage !== 'factor') return [];
  const passkey =
    site !== null &&
    (await sql.first((db) =>
      db.selectFrom('hq_passkey').select('id').where('user', '=', user.id).where('site', '=', site.id),
    ));
  return [...(user.factor === null ? [] : (['app'] as const)), ...(passkey ? (['passkey'] as const) : [])];
}

const personOf = ({ id, account, role }: UserRow): HqSessionView['person'] => ({
  id,
  name: account,
  role,
  grants: { ...hqGrants(role) },
});

/** The chain in the shape of a store: its money, its time and its language are what amounts and days are written in. */
function storeView({ host }: Hq, chain: string): HqSessionView['store'] {
  const { settings } = host.chain();
  if (!settings) return null;
  const { currency } = settings;
  return {
    store: host.self.store,
    register: host.self.register,
    name: chain,
    currency: { ...currency, denominations: [...currency.denominations] },
    timeZone: settings.timeZone,
    locale: settings.locale,
    priceMode: settings.priceMode,
    cashRounding: settings.cashRounding,
    idleLockMinutes: IDLE / 60_000,
    unusualQuantity: settings.unusualQuantity,
    demo: false,
  };
}

type Preferences = Partial<Pick<HqSessionView['device'], 'locale' | 'theme'>>;

export const preferencesOf = (who: SignedIn | null): Preferences =>
  who === null ? {} : (JSON.parse(who.user.preferences) as Preferences);
