import { appendFileSync } from 'node:fs';

/** Notes a call for the test that asked for a journal. */
export function note(call: string, detail: unknown = null): void {
  const file = process.env['STANDIN_JOURNAL'];
  if (file) appendFileSync(file, `${JSON.stringify({ call, detail })}\n`);
}
