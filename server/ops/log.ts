import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config.ts';

/**
 * One line of JSON a happening. Bodies, headers and addresses with passwords are never given to it, so it has no secret to leave out;
 * `redact` is the second lock for what an error may carry along.
 */
export function createLog(level: LogLevel, to: DestinationStream = pino.destination({ sync: true })): Logger {
  return pino(
    {
      level,
      base: { app: 'mallard-hq' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '[secret]',
      },
      // Of an error what a reader needs, not every field a library hung on it: PostgreSQL's `detail` quotes rows.
      serializers: { err: errorOf },
    },
    to,
  );
}

const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'token',
  'session',
  'lease',
  'challenge',
  'privateKey',
  'connectionString',
];

function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type: error.name, message: error.message, stack: error.stack, ...code };
}
