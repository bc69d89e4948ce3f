import type { Texts } from '#renderer/features/cash/use-kept.ts';
import { ownStoreOf, type Problems } from '#renderer/features/setup/own-draft.ts';
import { moneyProblems } from '#renderer/features/setup/own-problems.ts';
import type { HqSetUpInput } from '#shared/contract/hq/session.ts';
import { STORE_CODE } from '#shared/domain/ticket-number.ts';

/** The steps of setting up a chain, in order. */
export const SETUP_STEPS = ['chain', 'money', 'account'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** Chosen twice, never kept. */
export interface Passwords {
  readonly password: string;
  readonly again: string;
}

interface Given {
  readonly texts: Texts;
  readonly passwords: Passwords;
  readonly needsKey: boolean;
}

/** The number on a receipt would not take a longer one. */
const LONGEST_STORE_CODE = 6;
const SHORTEST_PASSWORD = 10;

/** What is wrong on a step; empty when the next one may come. */
export function problemsOf(step: SetupStep, given: Given): Problems {
  if (step === 'chain') return chainProblems(given.texts);
  return step === 'money' ? moneyProblems(given.texts) : accountProblems(given);
}

/** The first step that still lacks something, or null. */
export const firstOpenStep = (given: Given): SetupStep | null =>
  SETUP_STEPS.find((step) => Object.keys(problemsOf(step, given)).length > 0) ?? null;

function chainProblems(texts: Texts): Problems {
  const store = said(texts, 'store');
  return {
    ...(said(texts, 'chain') === '' ? { chain: 'hq.setup.needsChain' } : {}),
    ...(said(texts, 'name') === '' ? { name: 'setup.needsName' } : {}),
    ...(STORE_CODE.test(store) && store.length <= LONGEST_STORE_CODE ? {} : { store: 'setup.storeCodeRule' }),
  };
}

function accountProblems({ texts, passwords: { password, again }, needsKey }: Given): Problems {
  const account = said(texts, 'account');
  const sound = /^[\p{L}\p{N}@._+-]{2,80}$/u.test(account);
  return {
    ...(needsKey && said(texts, 'key') === '' ? { key: 'hq.setup.needsKey' } : {}),
    ...(sound ? {} : { account: 'hq.setup.accountRule' }),
    ...(password.length < SHORTEST_PASSWORD ? { password: 'hq.password.rule' } : {}),
    ...(password === again ? {} : { again: 'hq.password.differs' }),
  };
}

/** What headquarters is asked for. */
export function setUpOf(texts: Texts, password: string): HqSetUpInput {
  const { name, register: _register, owner: _owner, ...shop } = ownStoreOf(texts, '');
  return {
    ...shop,
    key: said(texts, 'key'),
    chain: said(texts, 'chain'),
    storeName: name,
    owner: { account: said(texts, 'account'), password },
  };
}

const said = (texts: Texts, field: string): string => (texts[field] ?? '').trim();
