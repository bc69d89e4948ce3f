import { explainLabel } from '#shared/domain/barcode/scale-label.ts';
import { DEFAULT_SCALE_RULES, placesOf, type ScaleRule } from '#shared/domain/barcode/scale-rule.ts';
import type { DomainError } from '#shared/domain/error.ts';
import type { PriceClock } from '#shared/domain/pricing/price-in-force.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import type { By } from '../journal/by.ts';
import type { ChainFacts } from '../journal/chain-facts.ts';
import type { Host } from '../journal/host.ts';
import type { Reader } from '../journal/query.ts';
import { type PriceHost, priceClock } from '../pricing/prices-now.ts';
import { productOfLabel } from '../tickets/products-of-code.ts';
import { checkedFact } from './checked-fact.ts';
import type { Done } from './done.ts';
import { scopeOf } from './save-settings.ts';

/** All rules in their order, on and off; the usual ones where a store never set any. */
export function keptScaleRules({ values }: Pick<ChainFacts, 'values'>): readonly ScaleRule[] {
  const kept = values['scaleRules'];
  return kept === undefined ? DEFAULT_SCALE_RULES : JSON.parse(kept);
}

/** Replaces the rules for scale labels. Refuses SETTING_INVALID with the pattern that can't be read. */
export const saveScaleRules =
  (host: Host) =>
  ({ command }: By, rules: readonly ScaleRule[]): Promise<Result<Done, DomainError>> =>
    host.commitChain(command, async ({ self }) => {
      for (const rule of rules) {
        const places = placesOf(rule);
        if (!places.ok) return places;
      }
      const entry = checkedFact(settingsChanged, {
        scope: scopeOf(self.store),
        values: { scaleRules: JSON.stringify(rules) },
      });
      return entry.ok ? ok({ entry: entry.value, answer: {} }) : entry;
    });

/** What the till would make of a label by some rules. */
export interface LabelTrial {
  readonly label: string;
  readonly rule: string | null;
  readonly plu: string | null;
  /** Weight in thousandths of a kg, else the amount in minor units. */
  readonly value: number | null;
  readonly kind: ScaleRule['kind'] | null;
  /** Name of the product it names, or null. */
  readonly product: string | null;
  /** Why no rule fits: what the rule that came closest says. */
  readonly problem: string | null;
}

/** Tries labels against rules, saved or not; changes nothing. */
export async function tryScaleRules(
  host: Pick<Host, 'read'> & PriceHost,
  rules: readonly ScaleRule[],
  labels: readonly string[],
): Promise<LabelTrial[]> {
  const exponent = host.chain().settings?.currency.exponent ?? 2;
  const given = { rules, exponent, clock: priceClock(host) };
  return await Promise.all(labels.map((label) => tryLabel(host.read, { ...given, label })));
}

/** From the farthest to the closest miss. */
const CLOSENESS: readonly string[] = ['inactive', 'pattern', 'length', 'digits', 'decimals', 'check-digit'];

async function tryLabel(
  read: Reader,
  given: {
    readonly rules: readonly ScaleRule[];
    readonly label: string;
    readonly exponent: number;
    readonly clock: PriceClock;
  },
): Promise<LabelTrial> {
  const { rules, label, exponent } = given;
  const all = explainLabel(rules, label, exponent);
  const reading = all.find((each) => each.chosen)?.result;
  if (reading === undefined || typeof reading === 'string') {
    const misses = all.flatMap(({ result }) => (typeof result === 'string' ? [result] : []));
    const problem = [...misses].sort((a, b) => CLOSENESS.indexOf(b) - CLOSENESS.indexOf(a))[0] ?? 'no-rule';
    return { label, rule: null, plu: null, value: null, kind: null, product: null, problem };
  }
  const product = await productOfLabel(read, given.clock, reading.lookups);
  return {
    label,
    rule: reading.rule.name,
    plu: reading.plu,
    value: reading.qty ?? reading.amount,
    kind: reading.rule.kind,
    product: product?.name ?? null,
    problem: product ? null : 'no-product',
  };
}
