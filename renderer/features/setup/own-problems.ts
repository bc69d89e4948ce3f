import { REGISTER_CODE, STORE_CODE } from '#shared/domain/ticket-number.ts';
import type { PlainKey } from '#shared/i18n/index.ts';
import type { Texts } from '../cash/use-kept.ts';
import { pinProblem } from '../sign-in/pin-problem.ts';
import { type Problems, rateOf, taxesOf } from './own-draft.ts';

/** The steps of setting up one's own store, in order. */
export const STEPS = ['shop', 'money', 'owner', 'check'] as const;
export type Step = (typeof STEPS)[number];

/** Chosen twice, never kept. */
export interface Pins {
  readonly pin: string;
  readonly again: string;
}

/** What is wrong on a step; empty when the next one may come. */
export function problemsOf(step: Step, texts: Texts, pins: Pins): Problems {
  if (step === 'shop') return shopProblems(texts);
  if (step === 'money') return moneyProblems(texts);
  if (step === 'owner') return ownerProblems(texts, pins);
  return { ...shopProblems(texts), ...moneyProblems(texts), ...ownerProblems(texts, pins) };
}

/** The first step that still lacks something; `check` when none does. */
export const firstOpenStep = (texts: Texts, pins: Pins): Step =>
  STEPS.find((step) => Object.keys(problemsOf(step, texts, pins)).length > 0) ?? 'check';

/** The register takes six signs; the number on a receipt would otherwise not fit. */
const LONGEST_STORE_CODE = 6;

function shopProblems(texts: Texts): Problems {
  const store = (texts['store'] ?? '').trim();
  return named({
    name: blank(texts, 'name') ? 'setup.needsName' : undefined,
    store: STORE_CODE.test(store) && store.length <= LONGEST_STORE_CODE ? undefined : 'setup.storeCodeRule',
    register: REGISTER_CODE.test((texts['register'] ?? '').trim()) ? undefined : 'setup.registerCodeRule',
  });
}

export function moneyProblems(texts: Texts): Problems {
  const taxes = taxesOf(texts);
  const rows = taxes.flatMap(({ name, rate }, at): [string, PlainKey | undefined][] => [
    [`tax.${at}.name`, name.trim() === '' ? 'setup.needsTaxName' : undefined],
    [`tax.${at}.rate`, rateOf(rate) === null ? 'setup.taxRateRule' : undefined],
  ]);
  return named({
    currency: blank(texts, 'currency') ? 'setup.needsCurrency' : undefined,
    timeZone: blank(texts, 'timeZone') ? 'setup.needsTimeZone' : undefined,
    taxes: taxes.length === 0 ? 'setup.needsTax' : undefined,
    ...Object.fromEntries(rows),
  });
}

function ownerProblems(texts: Texts, { pin, again }: Pins): Problems {
  const problem = pinProblem(pin, again);
  return named({
    owner: blank(texts, 'owner') ? 'setup.needsOwner' : undefined,
    ...(problem === null ? {} : { [problem.field]: problem.say }),
  });
}

const blank = (texts: Texts, field: string): boolean => (texts[field] ?? '').trim() === '';

const named = (problems: Record<string, PlainKey | undefined>): Problems =>
  Object.fromEntries(Object.entries(problems).filter(([, say]) => say !== undefined));
