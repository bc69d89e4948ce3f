import { oc } from '@orpc/contract';
import { z } from 'zod';
import { DOMAIN_ERRORS, type DomainErrorCode } from '#shared/domain/error.ts';
import type { Right } from '#shared/domain/people/rights.ts';

/**
 * Who may call a procedure: anyone on the line, whoever is signed in, or who holds a right (allowed, or approved on the spot).
 * The handler's wrapper checks it before the procedure runs; a right with a limit is checked again by the decider.
 */
export type Needs = 'anyone' | 'signed-in' | Right;
export interface Meta {
  readonly needs: Needs;
  /** False: never through a script's token (signing in, approving, tokens). */
  readonly scripts: boolean;
}

/** Has a name of its own, since the compiler writes it down once for every procedure there is. */
export interface Refusal {
  code: DomainErrorCode;
  data?: Record<string, string | number | boolean | null> | undefined;
}

/** Errors a call may answer. `REFUSED` is the domain's own no, with its code and data; the words are in the catalogue. */
export const ERRORS = {
  REFUSED: {
    status: 422,
    data: z.object({
      code: z.enum(DOMAIN_ERRORS),
      data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    }) satisfies z.ZodType<Refusal> as z.ZodType<Refusal, Refusal>,
  },
  /** The disk is full, read-only or damaged: nothing was written. */
  STORE_TROUBLE: { status: 503, data: z.object({ problem: z.string() }) },
  UNAUTHORIZED: { status: 401 },
  FORBIDDEN: { status: 403, data: z.object({ right: z.string() }) },
} as const;

const base = oc.$meta<Meta>({ needs: 'signed-in', scripts: true }).errors(ERRORS);

/** A read. */
export const ask = (needs: Needs = 'signed-in', scripts = true) => base.meta({ needs, scripts });
/** A change. Its input carries the command's id, made before the first try. */
export const tell = ask;

// Input shapes. Everything has a bound, so that an oversized call is refused at the door.
export const commandId = z.uuid();
export const id = z.string().min(1).max(80);
export const label = z.string().trim().max(400);
export const name = z.string().trim().min(1).max(400);
export const reason = z.string().trim().max(400);
export const code = z.string().min(1).max(200);
export const minor = z.int().min(-99_999_999_999).max(99_999_999_999);
export const amount = z.int().min(0).max(99_999_999_999);
export const qty = z.int().min(0).max(999_999_999);
export const rate = z.int().min(0).max(10_000_000);
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** Names in other languages, by language tag. */
export const names = z
  .record(z.string().max(20), label)
  .refine((all) => Object.keys(all).length <= 20, 'at most 20 languages');
export const page = {
  offset: z.int().min(0).max(10_000_000).default(0),
  limit: z.int().min(1).max(1000).default(100),
};
/** One-shot id that `approvals.grant` answered. */
export const approval = z.uuid().optional();
export const denominations = z
  .array(z.object({ value: amount, count: z.int().min(0).max(1_000_000) }))
  .max(60);
export const unit = z.enum(['piece', 'kg', 'l', 'm']);
export const tenderKind = z.enum(['cash', 'card', 'wallet', 'voucher', 'other']);
