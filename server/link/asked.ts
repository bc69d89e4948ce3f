import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Result } from '#shared/domain/result.ts';
import type { LinkFault } from '#shared/link/fault.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './sessions.ts';

/** What was asked, as its schema reads it. Throws the refusal MALFORMED. */
export function parsed<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const read = schema.safeParse(given);
  if (!read.success) throw new Refusal({ code: 'MALFORMED' });
  return read.data;
}

/** The value, or the fault thrown as a refusal. */
export function taken<T>(result: Result<T, LinkFault>): T {
  if (!result.ok) throw new Refusal(result.error);
  return result.value;
}

/** Whose session it is. Throws the refusal NO_SESSION. */
export function ownerOf({ session }: FastifyRequest): Session {
  if (session === null) throw new Refusal({ code: 'NO_SESSION' });
  return session;
}
