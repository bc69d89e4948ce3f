import type { RegisterId, StoreId, TenderId } from '../ids.ts';
import type { Minor, Qty } from '../numbers.ts';

/** Whether shelf prices already contain the tax. Inclusive is the default. */
export type PriceMode = 'inclusive' | 'exclusive';

/** Rounding of what is paid in cash: CNY 0.10 down (never up), CHF 0.05 half up, else step 1 = none. */
export interface CashRounding {
  /** In minor units; 1 means no rounding. */
  readonly step: Minor;
  readonly mode: 'down' | 'half-up';
}

export interface Currency {
  /** ISO 4217 */
  readonly code: string;
  /** Digits after the decimal point: CNY 2, JPY 0, KWD 3. */
  readonly exponent: number;
  /** Notes and coins, largest first, in minor units. */
  readonly denominations: readonly Minor[];
}

/** What a store is: printed on slips, read by every decider. A chain's settings come from HQ, a lone store's from its first register. */
export interface StoreSettings {
  readonly store: StoreId;
  readonly name: string;
  readonly address: readonly string[];
  readonly taxNumber: string;
  readonly phone: string;
  readonly currency: Currency;
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
  readonly locale: 'en' | 'zh-CN';
  readonly priceMode: PriceMode;
  readonly cashRounding: CashRounding;
  /** Hour at which the business day starts, default 4. */
  readonly dayStartHour: number;
  readonly receipt: ReceiptSettings;
  readonly idleLockMinutes: number;
  /** A line quantity over this asks first; default 999 pieces. */
  readonly unusualQuantity: Qty;
  readonly sharedShift: boolean;
}

export interface ReceiptSettings {
  readonly header: string;
  readonly footer: string;
  readonly returnTerms: string;
  /** Days within which a sale may be returned; stored on the sale when it is made. */
  readonly returnDays: number;
  /** SHA-256 name of the logo picture, or null. */
  readonly logo: string | null;
  /** China: "not a tax invoice" on slips. */
  readonly notTaxInvoice: boolean;
}

/** One way of paying, with the flags that steer the pay screen and the close. */
export interface TenderKind {
  readonly id: TenderId;
  readonly name: string;
  readonly kind: 'cash' | 'card' | 'wallet' | 'voucher' | 'other';
  readonly givesChange: boolean;
  readonly opensDrawer: boolean;
  readonly needsReference: boolean;
  readonly declaredAtClose: boolean;
  readonly sort: number;
  readonly active: boolean;
}

/** How this register reaches its printer; local to the register. */
export interface PrinterSettings {
  readonly host: string;
  readonly port: number;
  /** Columns of Latin text: 48 on 80 mm, 32 on 58 mm. */
  readonly columns: 48 | 32;
  readonly cut: boolean;
  readonly drawerPin: 0 | 1;
}

/** Who sells here: set on every entry this register makes. */
export interface RegisterIdentity {
  readonly store: StoreId;
  readonly register: RegisterId;
}
