import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeStatements, insertRows } from '#server/store/executor.ts';
import { hqJournal } from '#shared/link/hq/tables.ts';
import type { Batch } from '#shared/services/journal/commit.ts';
import { openRegister } from '#tests/support/register.ts';
import { bareCopy } from './bare-store.ts';
import { type BenchHq, openBenchHq } from './bench-hq.ts';
import { besideLimit, type Figure, quantile } from './figure.ts';
import { freshDatabase } from './fresh-database.ts';
import { joinBenchHq } from './joined-register.ts';
import { basket } from './template.ts';

const SALES = 200;
const WARM = 20;
const PRODUCTS = 200;

/**
 * One five-line sale after the other on a register that is online: from the start of its commit there until headquarters' durable
 * acknowledgement. Beside it, by turns, the same rows bare into a copy of the register's store and bare into PostgreSQL.
 */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-online-'));
  const written: Batch[] = [];
  const register = await openRegister(join(folder, 'data'), PRODUCTS, {
    onWrite: (batch) => {
      // What the link writes down of its own is no sale.
      if (batch.journal) written[0] = batch;
    },
  });
  const hq = await openBenchHq(1);
  try {
    const { link, until, settled } = await joinBenchHq(register, hq, 'R1');
    await link.start();
    await settled();
    const rung = [];
    for (let sale = 0; sale < WARM + SALES; sale++) rung.push(await register.ring(basket(sale, PRODUCTS)));
    const sqlite = bareCopy(register.folder.store, join(folder, 'bare.db'));
    const postgres = await barePostgres(hq);
    const times = { online: [] as number[], bare: [] as number[] };
    for (const [at, ticket] of rung.entries()) {
      const begun = performance.now();
      await register.pay(ticket);
      link.wake();
      await until(({ waiting }) => waiting.facts === 0);
      const online = performance.now() - begun;
      const [batch] = written.splice(0);
      if (!batch) throw new Error('a sale wrote nothing');
      const here = timed(sqlite.plan(batch));
      const there = await postgres.commit(batch);
      if (at < WARM) continue;
      times.online.push(online);
      times.bare.push(here + there);
    }
    await link.stop();
    sqlite.close();
    await postgres.close();
    const figure = (q: number, times_: number) =>
      besideLimit('online', `sale to acknowledgement, p${q * 100}`, {
        value: quantile(times.online, q),
        limit: quantile(times.bare, q),
        unit: 'ms',
        times: times_,
      });
    return [figure(0.5, 3), figure(0.99, 6)];
  } finally {
    await hq.stop();
    await register.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(work: () => void): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** The same tables beside headquarters' own, and nothing that looks at what is written into them. */
async function barePostgres(hq: BenchHq) {
  const pool = await freshDatabase(hq.folder, 'bare', 1);
  return {
    commit: async ({ journal, changes }: Batch): Promise<number> => {
      if (!journal) throw new Error('a sale without a fact');
      const kept = { device: journal.origin, branch: 0, state: 'posted', reason: null, received_at: 0 };
      const begun = performance.now();
      await pool.transaction(async (sql) => {
        const fact = insertRows(sql.types, hqJournal, [{ ...journal, ...kept, store: 'R1' }]);
        const statements = [fact, ...changeStatements(sql.types, changes)];
        await Promise.all(statements.map(({ text, values }) => sql.query(text, values)));
      });
      return performance.now() - begun;
    },
    close: () => pool.close(),
  };
}
