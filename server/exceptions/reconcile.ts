import type { Finding } from '#shared/services/exceptions/rule.ts';
import type { Sql } from '../store/pool.ts';

/** Who settles an exception that the facts no longer show. */
const ITSELF = 'system';

/**
 * What a person has settled stays so while the facts say the same as then; what closed by itself, or says something else now, is open
 * again.
 */
const OPEN = `insert into exception (store, rule, subject, detail, raised_at)
  select $1, $2, found.subject, found.detail, $5 from unnest($3::text[], $4::text[]) found (subject, detail)
  on conflict (store, rule, subject) do update set detail = excluded.detail, settled_at = null, settled_by = null, note = null,
    raised_at = case when exception.settled_at is null then exception.raised_at else excluded.raised_at end
    where exception.detail <> excluded.detail or exception.settled_by = '${ITSELF}'`;
const CLOSE = `update exception set settled_at = $5, settled_by = '${ITSELF}', note = null
  where store = $1 and rule = $2 and subject = any ($3) and not subject = any ($4) and settled_at is null`;

/** Makes the exceptions of these subjects what was found of them: opens, changes and closes. */
export async function reconcile(
  sql: Sql,
  of: { readonly store: string; readonly rule: string; readonly subjects: readonly string[] },
  { findings, at }: { readonly findings: readonly Finding[]; readonly at: number },
): Promise<void> {
  const { store, rule, subjects } = of;
  const inOrder = [...findings].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const found = inOrder.map(({ subject }) => subject);
  const details = inOrder.map(({ detail }) => JSON.stringify(detail));
  await sql.query(CLOSE, [store, rule, subjects, found, at]);
  if (found.length > 0) await sql.query(OPEN, [store, rule, found, details, at]);
}
