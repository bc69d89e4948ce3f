import type { ComponentType } from 'react';
import type { ActionIcon } from '#renderer/commands/action.ts';
import type { SessionView } from '#shared/contract/session.ts';
import { type HqRight, hqMay, isHqRole } from '#shared/domain/people/hq-roles.ts';
import type { Right } from '#shared/domain/people/rights.ts';
import type { PlainKey } from '#shared/i18n/index.ts';

/** Groups of the back office's side list, in this order. */
export const NAV_SECTIONS = ['today', 'chain', 'goods', 'shop', 'people', 'care'] as const;
export type NavSection = (typeof NAV_SECTIONS)[number];

/** One screen and its address. Each feature lists its own in `features/<area>/screens.ts`; `app/screens.ts` collects them. */
export interface Screen {
  /** `/sell`, `/office/products`, `/office/products/:id`; parameters by `useParams()` of wouter. */
  readonly path: string;
  /** The frame around it: top bar for the till, bar and side list for the back office, nothing. */
  readonly frame: 'till' | 'office' | 'bare';
  readonly component: ComponentType;
  /** A line in the side list and in the palette. */
  readonly nav?: {
    readonly section: NavSection;
    readonly title: PlainKey;
    readonly icon?: ActionIcon;
    /** Listed only for people who have it without asking: a page is no single step that somebody could approve. */
    readonly needs?: Right;
    /** The same for what exists at headquarters alone. */
    readonly needsHere?: HqRight;
    /** Only a register of a chain has it: a store of its own has no other. */
    readonly inChain?: true;
    /** A hook: how many wait there. */
    readonly useCount?: () => number;
  };
}

/** Whether the person of this session finds the screen in the side list. */
export function isListed(
  { nav }: Screen,
  session: Pick<SessionView, 'person' | 'link'> | undefined,
): boolean {
  if (nav === undefined || (nav.inChain === true && session?.link !== 'joined')) return false;
  const { needs, needsHere } = nav;
  const person = session?.person;
  const role = person?.role ?? '';
  const mayHere = needsHere === undefined || (isHqRole(role) && hqMay(role, needsHere));
  return mayHere && (needs === undefined || person?.grants[needs]?.state === 'allowed');
}

/** What stands in for every screen while the register is in this state. */
export interface Gates {
  readonly setup?: ComponentType;
  readonly locked?: ComponentType;
  readonly damaged?: ComponentType;
}
