import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import { type Draft, fact } from '../journal/host.ts';

/**
 * A fact from what a person typed: refuses SETTING_INVALID with { field } where the fact's own schema does not take it, so that
 * nothing is ever journaled that the doctor would not accept.
 */
export function checkedFact<Body>(type: EntryType<Body>, body: Body): Result<Draft, DomainError> {
  const checked = type.body.safeParse(body);
  if (checked.success) return ok(fact(type, body));
  const field = checked.error.issues[0]?.path.filter((part) => typeof part === 'string').join('.') ?? '';
  return err(refuse('SETTING_INVALID', { field }));
}
