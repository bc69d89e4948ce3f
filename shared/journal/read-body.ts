import { err, ok, type Result } from '#shared/domain/result.ts';
import type { EntryType } from './entry-type.ts';
import { quickCheck } from './quick-check.ts';

/** A body out of JSON as its type's schema says, or else where it first differs, as `lines.0.qty`. */
export function readBody(type: EntryType, value: unknown): Result<unknown, string> {
  let check = checks.get(type);
  if (check === undefined) {
    check = quickCheck(type.body);
    checks.set(type, check);
  }
  if (check?.(value)) return ok(value);
  const parsed = type.body.safeParse(value);
  return parsed.success ? ok(parsed.data) : err(parsed.error.issues[0]?.path.join('.') ?? '');
}

const checks = new WeakMap<EntryType, ReturnType<typeof quickCheck>>();
