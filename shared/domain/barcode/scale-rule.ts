import { type DomainError, refuse } from '../error.ts';
import { err, ok, type Result } from '../result.ts';

/**
 * One rule for labels of the shop's scale; the first rule that fits a code wins. Pattern language
 * (pos-features.md 2.3.1): digits stand for themselves, `.` is one digit of the item number, `v` any digit that is
 * neither (a price verifier), `{NNDDD}` the value with two whole and three decimal digits, `x` the check digit (also
 * understood one place past the pattern's end). Labels with both say which is which: `{w:NNDDD}` `{p:NNNDD}`.
 *
 * weighted: the value is the quantity in kg. priced: the value is the line's amount, the quantity one. priced-quantity: the
 * amount, and the quantity is reckoned from the unit price, so stock stays right. weighted-priced: both are on the label.
 */
export interface ScaleRule {
  readonly id: string;
  readonly name: string;
  readonly kind: 'weighted' | 'priced' | 'priced-quantity' | 'weighted-priced';
  readonly pattern: string;
  readonly checkDigit: 'strict' | 'ignore';
  readonly active: boolean;
}

/**
 * What a shop starts with: the common prefixes of 13-digit labels and the 18-digit label of Chinese scales. The prefixes
 * 25–30 are left alone: 18 digits that begin so are a wallet's payment code.
 */
export const DEFAULT_SCALE_RULES: readonly ScaleRule[] = [
  aDefault('scale-21', 'weighted', '21.....{NNDDD}x'),
  aDefault('scale-22', 'priced-quantity', '22.....{NNNDD}x'),
  { ...aDefault('scale-18', 'weighted-priced', '22.....{p:NNNDD}{w:NNDDD}x'), checkDigit: 'ignore' },
];

function aDefault(id: string, kind: ScaleRule['kind'], pattern: string): ScaleRule {
  return { id, name: pattern, kind, pattern, checkDigit: 'strict', active: true };
}

/** A place of a pattern: a fixed digit, a digit of the item, of nothing, of a value, or the check digit. */
export type Place =
  | { readonly is: 'digit'; readonly digit: string }
  | { readonly is: 'item' | 'any' | 'check' }
  | { readonly is: 'weight' | 'price'; readonly decimal: boolean };

const TOKEN = /\d|\.|v|x|\{(?:([wp]):)?(N*)(D*)\}/y;

/** The places of a rule's pattern, one per digit of the label. Refuses SETTING_INVALID with the pattern. */
export function placesOf(rule: Pick<ScaleRule, 'kind' | 'pattern'>): Result<readonly Place[], DomainError> {
  const places: Place[] = [];
  const bad = err(refuse('SETTING_INVALID', { pattern: rule.pattern.slice(0, 60) }));
  const token = new RegExp(TOKEN);
  while (token.lastIndex < rule.pattern.length) {
    const match = token.exec(rule.pattern);
    if (match === null) return bad;
    const added = placesOfToken(match, rule.kind);
    if (added.length === 0) return bad;
    places.push(...added);
  }
  return isSound(places, rule.kind) ? ok(places) : bad;
}

function placesOfToken(match: RegExpExecArray, kind: ScaleRule['kind']): Place[] {
  const [text, tag, whole = '', decimals = ''] = match;
  if (text === '.') return [{ is: 'item' }];
  if (text === 'v') return [{ is: 'any' }];
  if (text === 'x') return [{ is: 'check' }];
  if (!text.startsWith('{')) return [{ is: 'digit', digit: text }];
  const is = valueKind(tag, kind);
  return is === null ? [] : Array.from(`${whole}${decimals}`, (letter) => ({ is, decimal: letter === 'D' }));
}

/** Only a label with both values needs to name them. */
function valueKind(tag: string | undefined, kind: ScaleRule['kind']): 'weight' | 'price' | null {
  if (tag !== undefined) return tag === 'w' ? 'weight' : 'price';
  if (kind === 'weighted-priced') return null;
  return kind === 'weighted' ? 'weight' : 'price';
}

const MAX_WEIGHT_DECIMALS = 3;
const MAX_VALUE = 8;

function isSound(places: readonly Place[], kind: ScaleRule['kind']): boolean {
  const count = (is: Place['is']): number => places.filter((place) => place.is === is).length;
  const weights = count('weight');
  const prices = count('price');
  const decimals = places.filter((place) => place.is === 'weight' && place.decimal).length;
  const asked = {
    weight: weights > 0 && prices === 0,
    both: weights > 0 && prices > 0,
    price: prices > 0 && weights === 0,
  };
  const fits = kind === 'weighted' ? asked.weight : kind === 'weighted-priced' ? asked.both : asked.price;
  const check = places.findIndex((place) => place.is === 'check');
  const checkLast = check === -1 || check === places.length - 1;
  const small = Math.max(weights, prices) <= MAX_VALUE && decimals <= MAX_WEIGHT_DECIMALS;
  return fits && checkLast && small && places[0]?.is === 'digit' && places.length >= 8 && places.length <= 20;
}
