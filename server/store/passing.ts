/**
 * Whether an error is PostgreSQL's state of the moment and no fault of what was asked: it is gone or starting, has no connection or no
 * room left. The same request may be sent again later.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return PASSING.test(code) || SAID.some((words) => error.message.includes(words));
}

/** SQLSTATE classes 08 connection, 53 resources (disk full among them), 57P going down or coming up, 40 rolled back; and the system's own. */
const PASSING =
  /^(08...|53...|57P0.|40001|40P01|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN)$/;

/** What `pg` says without a code. */
const SAID = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Cannot use a pool after calling end',
];
