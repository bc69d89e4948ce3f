import { isTimeZone } from '../business-date.ts';
import { currencyDefaults } from '../currencies.ts';
import { type DomainError, refuse } from '../error.ts';
import { MAX_QTY } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import { REGISTER_CODE, STORE_CODE } from '../ticket-number.ts';
import type { RegisterIdentity, StoreSettings, TenderKind } from './settings.ts';

/** Whether a store's settings can be sold by. SETTING_INVALID or NAME_MISSING with the `field` that can't stand. */
export function checkSettings(settings: StoreSettings): Result<StoreSettings, DomainError> {
  if (settings.name.trim() === '') return err(refuse('NAME_MISSING', { field: 'name' }));
  const wrong = Object.entries(SOUND).find(([, isSound]) => !isSound(settings))?.[0];
  return wrong === undefined ? ok(settings) : err(refuse('SETTING_INVALID', { field: wrong }));
}

const within = (value: number, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && value >= least && value <= most;

const SOUND: Readonly<Record<string, (settings: StoreSettings) => boolean>> = {
  // The chain's own settings, at headquarters, are of no one store.
  store: ({ store }) => STORE_CODE.test(store) || store === 'chain',
  currency: ({ currency }) =>
    /^[A-Z]{3}$/.test(currency.code) &&
    within(currency.exponent, 0, 4) &&
    currency.denominations.every((value, index, all) => within(value, 1, (all[index - 1] ?? 1e9) - 1)),
  timeZone: ({ timeZone }) => isTimeZone(timeZone),
  cashRounding: ({ cashRounding, currency }) =>
    within(cashRounding.step, 1, 10 ** (currency.exponent + 2)) &&
    (cashRounding.step === 1 || mayRoundSo(currency.code, cashRounding.mode)),
  dayStartHour: ({ dayStartHour }) => within(dayStartHour, 0, 23),
  idleLockMinutes: ({ idleLockMinutes }) => within(idleLockMinutes, 0, 480),
  unusualQuantity: ({ unusualQuantity }) => within(unusualQuantity, 1000, MAX_QTY),
  returnDays: ({ receipt }) => within(receipt.returnDays, 0, 3650),
  // A name of the picture folder and never a path: the file is read and drawn on slips.
  logo: ({ receipt }) => receipt.logo === null || /^[0-9a-f]{64}$/.test(receipt.logo),
};

/** A currency whose default is down never rounds a customer up (domain.md, Numbers: CNY). */
const mayRoundSo = (code: string, mode: StoreSettings['cashRounding']['mode']): boolean =>
  mode === 'down' || currencyDefaults(code)?.cashRounding.mode !== 'down';

/** Whether the codes printed on tickets can be told apart again (`ticket-number.ts`). SETTING_INVALID with the field. */
export function checkIdentity(identity: RegisterIdentity): Result<RegisterIdentity, DomainError> {
  if (!STORE_CODE.test(identity.store)) return err(refuse('SETTING_INVALID', { field: 'store' }));
  return REGISTER_CODE.test(identity.register)
    ? ok(identity)
    : err(refuse('SETTING_INVALID', { field: 'register' }));
}

/** Whether a way of paying may stand. NAME_MISSING, SETTING_INVALID with the field. */
export function checkTender(tender: Omit<TenderKind, 'id'>): Result<Omit<TenderKind, 'id'>, DomainError> {
  const name = tender.name.trim();
  if (name === '') return err(refuse('NAME_MISSING', { field: 'name' }));
  // Change out of a card would be money lent.
  const mayChange =
    !tender.givesChange || tender.kind === 'cash' || tender.kind === 'voucher' || tender.kind === 'other';
  if (!mayChange) return err(refuse('SETTING_INVALID', { field: 'givesChange' }));
  return Number.isSafeInteger(tender.sort)
    ? ok({ ...tender, name })
    : err(refuse('SETTING_INVALID', { field: 'sort' }));
}
