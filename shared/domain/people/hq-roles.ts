import { type Grants, RIGHTS, type Right } from './rights.ts';

/** What a person of headquarters is there for. */
export const HQ_ROLES = ['owner', 'manager', 'auditor'] as const;
export type HqRole = (typeof HQ_ROLES)[number];

/** Rights that exist at headquarters alone; all others are the registers' own, with the same meaning. */
export const HQ_RIGHTS = ['hq.stores', 'hq.devices', 'hq.settle', 'hq.users'] as const;
export type HqRight = (typeof HQ_RIGHTS)[number];

const everything: Grants = Object.fromEntries(RIGHTS.map((right) => [right, { state: 'allowed' }] as const));
const seeing: Grants = { 'reports.see': { state: 'allowed' } };

/** An auditor sees everything and changes nothing; only an owner decides who else may come in. */
const ROLES: Readonly<Record<HqRole, { readonly grants: Grants; readonly here: readonly HqRight[] }>> = {
  owner: { grants: everything, here: HQ_RIGHTS },
  manager: { grants: everything, here: ['hq.stores', 'hq.devices', 'hq.settle'] },
  auditor: { grants: seeing, here: [] },
};

/** The registers' rights of a role: what the services that run at both ends ask for. */
export const hqGrants = (role: HqRole): Grants => ROLES[role].grants;

/** @example hqMay('auditor', 'hq.settle') === false */
export const hqMay = (role: HqRole, right: Right | HqRight): boolean =>
  isHqRight(right) ? ROLES[role].here.includes(right) : ROLES[role].grants[right]?.state === 'allowed';

const isHqRight = (right: Right | HqRight): right is HqRight =>
  (HQ_RIGHTS as readonly string[]).includes(right);

export const isHqRole = (role: string): role is HqRole => (HQ_ROLES as readonly string[]).includes(role);
