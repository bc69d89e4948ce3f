import type { HqPool } from '../store/pool.ts';

/** Takes away what is over: sessions, answered challenges, and codes of a month ago. Nobody waits for it, and nothing depends on it. */
export interface Sweeper {
  readonly sweep: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const EVERY_MS = 600_000;
const KEEP_CODES_MS = 30 * 86_400_000;

export function sweeper(ports: {
  readonly pool: HqPool;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}): Sweeper {
  const { pool, now, report } = ports;
  const sweep = async (): Promise<void> => {
    const at = now();
    // A lease that may not have been used yet is still good: its device may have been switched off since.
    await pool.query(
      `delete from link_session s using device d where d.device = s.device and s.expires_at < $1 and d.lease = s.lease`,
      [at],
    );
    await pool.query('delete from link_challenge where expires_at < $1', [at]);
    await pool.query('delete from enrolment_code where expires_at < $1', [at - KEEP_CODES_MS]);
  };
  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep().catch(report);
  }, EVERY_MS);
  timer.unref();
  return {
    sweep,
    stop: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}
