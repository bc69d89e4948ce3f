import { type DomainError, refuse } from '../error.ts';
import { mulDiv } from '../money.ts';
import { type Minor, minor, ONE_PIECE, type Qty, qty } from '../numbers.ts';
import { amountOf, checkQuantity } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import { checkDigit, hasCheckDigit } from './check-digit.ts';
import { type Place, placesOf, type ScaleRule } from './scale-rule.ts';

/** What a label says, before the product is known. */
export interface ScaleReading {
  readonly rule: ScaleRule;
  /** The item number: the digits at the pattern's dots; '' where the pattern spells the item out. */
  readonly plu: string;
  /** The code with its value set to zero and the check digit made right. */
  readonly base: string;
  /** Under which barcodes or SKUs the product may be listed, likeliest first. */
  readonly lookups: readonly string[];
  readonly qty: Qty | null;
  readonly amount: Minor | null;
}

/** Why a rule does not fit a code, for the tester. */
export type Misfit = 'inactive' | 'pattern' | 'length' | 'digits' | 'check-digit' | 'decimals';

/**
 * Reads a label by one rule. Values are taken as the pattern places them: weight in thousandths of a kg, price in minor
 * units of a currency with `exponent` digits.
 */
export function readLabel(rule: ScaleRule, code: string, exponent: number): ScaleReading | Misfit {
  const parsed = placesOf(rule);
  if (!parsed.ok) return 'pattern';
  const places = withCheckPlace(parsed.value, code.length);
  const checked = places.at(-1)?.is === 'check';
  // A strict rule has to have a digit to check.
  if (code.length !== places.length || !/^\d+$/.test(code) || (rule.checkDigit === 'strict' && !checked))
    return 'length';
  const fits = places.every((place, index) => place.is !== 'digit' || place.digit === code.charAt(index));
  if (!fits) return 'digits';
  if (rule.checkDigit === 'strict' && !hasCheckDigit(code)) return 'check-digit';
  const weight = labelValue(places, code, { is: 'weight', decimals: 3 });
  const price = labelValue(places, code, { is: 'price', decimals: exponent });
  if (weight === 'decimals' || price === 'decimals') return 'decimals';
  const plu = digitsAt(places, code, 'item');
  return {
    rule,
    plu,
    ...listedAs(places, code, plu),
    qty: weight === null ? null : qty(weight),
    amount: price === null ? null : minor(price),
  };
}

/** A pattern without `x` that is one short leaves the last digit to the check digit. */
const withCheckPlace = (places: readonly Place[], length: number): readonly Place[] =>
  places.at(-1)?.is !== 'check' && places.length === length - 1 ? [...places, { is: 'check' }] : places;

const digitsAt = (places: readonly Place[], code: string, is: Place['is']): string =>
  places.map((place, index) => (place.is === is ? code.charAt(index) : '')).join('');

function labelValue(
  places: readonly Place[],
  code: string,
  wanted: { readonly is: 'weight' | 'price'; readonly decimals: number },
): number | null | 'decimals' {
  const digits = digitsAt(places, code, wanted.is);
  if (digits === '') return null;
  const given = places.filter((place) => place.is === wanted.is && place.decimal).length;
  return given > wanted.decimals ? 'decimals' : Number(digits) * 10 ** (wanted.decimals - given);
}

/**
 * The product is matched by the item's digits, not by a base code with the right check digit: catalogs hold base codes
 * whose check digit never was right, and items without the prefix (pos-features.md 2.3.4 and 2.3.5; OSPOS#3188, #2417).
 */
function listedAs(
  places: readonly Place[],
  code: string,
  plu: string,
): Pick<ScaleReading, 'base' | 'lookups'> {
  const zeroed = places
    .map((place, index) => (place.is === 'digit' || place.is === 'item' ? code.charAt(index) : '0'))
    .join('');
  const checked = places.at(-1)?.is === 'check';
  const stem = checked ? zeroed.slice(0, -1) : zeroed;
  const base = checked ? `${stem}${checkDigit(stem)}` : zeroed;
  const anyCheck = checked ? Array.from('0123456789', (digit) => `${stem}${digit}`) : [];
  const prefix = zeroed.slice(
    0,
    places.findIndex((place) => place.is === 'weight' || place.is === 'price'),
  );
  const items = plu === '' ? [] : [plu, plu.replace(/^0+(?=\d)/, ''), prefix];
  return { base, lookups: [...new Set([base, ...items, ...anyCheck])] };
}

/** What a label puts on the ticket once the product's unit price is known. */
export interface ScaleQuantity {
  readonly qty: Qty;
  readonly fixedAmount: Minor | null;
  /** The label's price and weight × today's price are further apart than rounding explains: tell the clerk. */
  readonly priceDiffers: boolean;
}

/**
 * Quantity and amount of a label's line. A priced label fixes the amount; with a computed quantity that is
 * amount ÷ unit price. With both on the label the weight decides, and the printed amount stands while it agrees within
 * one minor unit per started kg (pos-features.md 2.3.7). Refuses QUANTITY_INVALID with `label` for an empty one and PRICE_INVALID
 * where a quantity can't be reckoned without a price.
 */
export function scaleQuantity(reading: ScaleReading, price: Minor): Result<ScaleQuantity, DomainError> {
  const { rule, amount } = reading;
  if (rule.kind === 'priced' && amount !== null)
    return amount > 0 ? ok({ qty: ONE_PIECE, fixedAmount: amount, priceDiffers: false }) : err(EMPTY);
  if (rule.kind === 'priced-quantity' && price <= 0) return err(refuse('PRICE_INVALID'));
  const computed = reading.qty ?? qty(mulDiv(amount ?? 0, ONE_PIECE, price));
  if (computed === 0) return err(EMPTY);
  const weighed = checkQuantity(computed, 'kg');
  if (!weighed.ok) return weighed;
  if (amount === null) return ok({ qty: computed, fixedAmount: null, priceDiffers: false });
  const tolerance = Math.ceil(computed / ONE_PIECE);
  const agrees = reading.qty === null || Math.abs(amountOf(price, computed) - amount) <= tolerance;
  return ok({ qty: computed, fixedAmount: agrees ? amount : null, priceDiffers: !agrees });
}

/** Nothing lay on the scale when the label was printed. */
const EMPTY = refuse('QUANTITY_INVALID', { label: true });

/** The reading of the first active rule that fits, or null. */
export function matchLabel(rules: readonly ScaleRule[], code: string, exponent: number): ScaleReading | null {
  for (const rule of rules) {
    if (!rule.active) continue;
    const reading = readLabel(rule, code, exponent);
    if (typeof reading !== 'string') return reading;
  }
  return null;
}

export interface LabelExplanation {
  readonly rule: ScaleRule;
  /** What the rule makes of the code, or why it doesn't fit. */
  readonly result: ScaleReading | Misfit;
  /** Whether this is the rule the till would use. */
  readonly chosen: boolean;
}

/** For the rule tester: what each rule makes of a code, in order. */
export function explainLabel(
  rules: readonly ScaleRule[],
  code: string,
  exponent: number,
): LabelExplanation[] {
  const results = rules.map((rule) => ({
    rule,
    result: rule.active ? readLabel(rule, code.trim(), exponent) : ('inactive' as const),
  }));
  const first = results.findIndex(({ result }) => typeof result !== 'string');
  return results.map((each, index) => ({ ...each, chosen: index === first }));
}
