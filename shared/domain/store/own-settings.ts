import type { RegisterId, StoreId } from '../ids.ts';
import type { StoreSettings } from './settings.ts';

/** What a store of a chain may say for itself instead of the chain; currency and price mode are never among it, the prices are the chain's. */
export interface OwnableSettings
  extends Pick<
    StoreSettings,
    | 'address'
    | 'taxNumber'
    | 'phone'
    | 'timeZone'
    | 'locale'
    | 'dayStartHour'
    | 'cashRounding'
    | 'idleLockMinutes'
    | 'unusualQuantity'
    | 'sharedShift'
  > {
  readonly header: string;
  readonly footer: string;
  readonly returnTerms: string;
  readonly logo: string | null;
  readonly returnDays: number;
  readonly notTaxInvoice: boolean;
  /** Ways of paying of the chain that are not offered here, by id. */
  readonly tendersOff: readonly string[];
}
export type OwnSettings = { readonly [K in keyof OwnableSettings]?: OwnableSettings[K] | undefined };

/** In the order they are shown. */
export const STORE_MAY_OWN = [
  'address',
  'taxNumber',
  'phone',
  'timeZone',
  'locale',
  'dayStartHour',
  'cashRounding',
  'tendersOff',
  'idleLockMinutes',
  'unusualQuantity',
  'sharedShift',
  'header',
  'returnTerms',
  'footer',
  'returnDays',
  'notTaxInvoice',
  'logo',
] as const satisfies readonly (keyof OwnableSettings)[];

/** What one register may differ in from its store; what must agree over a store's registers (days, money, returns) is not among it. */
export const REGISTER_MAY_OWN = [
  'locale',
  'tendersOff',
  'idleLockMinutes',
  'unusualQuantity',
  'header',
  'footer',
] as const satisfies readonly (keyof OwnableSettings)[];

/** One store, or one of its registers. */
export interface SettingPlace {
  readonly store: StoreId;
  readonly register: RegisterId | null;
}

/** What a place may own. */
export const mayOwn = ({ register }: SettingPlace): readonly (keyof OwnableSettings)[] =>
  register === null ? STORE_MAY_OWN : REGISTER_MAY_OWN;

/** The scopes that speak for a register, from the widest to its own. A register's code is told apart by its store's. */
export const scopesOf = ({ store, register }: SettingPlace): readonly string[] => [
  'chain',
  `store/${store}`,
  ...(register === null ? [] : [`register/${store}/${register}`]),
];

/** What a chain says, in the shape a store may own it. */
export const ownable = (settings: StoreSettings): OwnableSettings => {
  const { header, footer, returnTerms, returnDays, notTaxInvoice, logo } = settings.receipt;
  const { address, taxNumber, phone, timeZone, locale, dayStartHour } = settings;
  const { cashRounding, idleLockMinutes, unusualQuantity, sharedShift } = settings;
  const receipt = { header, footer, returnTerms, returnDays, notTaxInvoice, logo };
  const place = { address, taxNumber, phone, timeZone, locale, dayStartHour };
  return {
    ...place,
    cashRounding,
    idleLockMinutes,
    unusualQuantity,
    sharedShift,
    ...receipt,
    tendersOff: [],
  };
};

/** What holds, from the widest to the narrowest: whoever is nearer has the last word, setting by setting. */
export const inherit = (chain: OwnableSettings, ...nearer: readonly OwnSettings[]): OwnableSettings =>
  Object.assign({}, chain, ...nearer.map(said));

/** The settings of a store where some are its own. */
export function withOwn(settings: StoreSettings, own: OwnSettings): StoreSettings {
  const { tendersOff: _, header, footer, returnTerms, returnDays, notTaxInvoice, logo, ...others } = own;
  const receipt = said({ header, footer, returnTerms, returnDays, notTaxInvoice, logo });
  return { ...settings, ...said(others), receipt: { ...settings.receipt, ...receipt } };
}

/** Without what is not said. */
const said = <T extends object>(own: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) as never;
