import { oc } from '@orpc/contract';
import type { HqRight } from '#shared/domain/people/hq-roles.ts';
import { ERRORS, type Meta } from '../base.ts';

/**
 * Who may call a procedure of headquarters: besides what a register knows, `half` is whoever has given their password, whether or not
 * their second factor too.
 */
export type HqNeeds = Meta['needs'] | 'half' | HqRight;

export interface HqMeta {
  readonly needs: HqNeeds;
  /** True: it changes who this browser is, so it comes over plain HTTP, where a cookie can be given, and nowhere else. */
  readonly door: boolean;
}

const base = oc.$meta<HqMeta>({ needs: 'signed-in', door: false }).errors(ERRORS);

/** A read. */
export const ask = (needs: HqNeeds = 'reports.see') => base.meta({ needs, door: false });
/** A change. Its input carries the command's id, made before the first try. */
export const tell = (needs: HqNeeds) => base.meta({ needs, door: false });
/** A step of signing in or out. */
export const door = (needs: HqNeeds) => base.meta({ needs, door: true });
