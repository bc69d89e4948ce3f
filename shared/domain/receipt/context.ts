import type { Unit } from '../catalog/product.ts';
import type { PersonId } from '../ids.ts';
import type { Minor, Qty } from '../numbers.ts';
import type { StoreSettings } from '../store/settings.ts';
import type { ReceiptWords } from './words.ts';

/** What a slip needs besides the fact it tells: who sells here, whose words, and how numbers are written. */
export interface ReceiptContext {
  readonly store: Pick<StoreSettings, 'name' | 'address' | 'taxNumber' | 'phone' | 'receipt'>;
  /** Instant of the fact, in milliseconds; printed as local time. */
  readonly at: number;
  /** 0 is the original, 1 the first reprint. */
  readonly copy: number;
  /** Short id of the print job, printed small, so that a slip in hand can be matched to what the queue says. */
  readonly job: string;
  /** What the fiscal device answered, as it must be printed; empty where none is required. */
  readonly fiscal: readonly string[];
  readonly nameOf: (person: PersonId) => string;
  readonly words: ReceiptWords;
  readonly format: ReceiptFormat;
}

/** Pure writers of numbers and times in the store's locale, currency and time zone. */
export interface ReceiptFormat {
  /** With the currency's sign: `￥12.50`. */
  money(amount: Minor): string;
  /** Without it: `12.50`. */
  amount(amount: Minor): string;
  /** `2`, or `1.245 kg`. */
  qty(quantity: Qty, unit: Unit): string;
  /** `12.90`, or `12.90/kg`. */
  unitPrice(price: Minor, unit: Unit): string;
  /** Local date and time of an instant in milliseconds. */
  dateTime(instant: number): string;
  /** Local calendar day of an instant, as ISO `2026-11-22`. */
  localDate(instant: number): string;
  /** An ISO date as people write it. */
  date(iso: string): string;
  /** `13%`, from millionths. */
  rate(millionths: number): string;
}
