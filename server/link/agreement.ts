import { type Agreement, differing } from '#shared/link/digest.ts';
import { reconcile } from '../exceptions/reconcile.ts';
import type { HqPool, Sql } from '../store/pool.ts';

const KEEP = `insert into agreement (store, device, feed, at, position, facts, missing, damaged, extra, lacking, broken, repaired,
    regained)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (store, device, feed) do update set at = excluded.at,
  position = excluded.position, facts = excluded.facts, missing = excluded.missing, damaged = excluded.damaged, extra = excluded.extra,
  lacking = excluded.lacking, broken = excluded.broken, repaired = excluded.repaired,
  regained = excluded.regained`;

interface Report {
  readonly device: string;
  readonly store: string;
  readonly checks: readonly Agreement[];
}

/**
 * Keeps what a register says came of comparing. Where anything differed it is an exception, also when it was put right: a disk or a
 * program did that. It closes by itself when the next comparison finds nothing.
 */
export async function keepAgreement(
  ports: { readonly pool: HqPool; readonly now: () => number },
  { device, store, checks }: Report,
): Promise<void> {
  const at = ports.now();
  await ports.pool.transaction(async (tx) => {
    for (const check of checks) await keep(tx, { store, device }, { ...check, at });
    const sum = (of: (check: Agreement) => number) => checks.reduce((total, check) => total + of(check), 0);
    const finding = {
      subject: device,
      detail: {
        missing: sum(({ missing }) => missing),
        damaged: sum(({ damaged }) => damaged),
        extra: sum(({ extra }) => extra),
        lacking: sum(({ lacking }) => lacking),
        broken: sum(({ broken }) => broken),
        repaired: sum(({ repaired }) => repaired),
        regained: sum(({ regained }) => regained),
      },
    };
    const findings = sum(differing) > 0 ? [finding] : [];
    await reconcile(tx, { store, rule: 'DIGEST', subjects: [device] }, { findings, at });
  });
}

const keep = async (
  tx: Sql,
  { store, device }: { readonly store: string; readonly device: string },
  { feed, at, position, facts, missing, damaged, extra, lacking, broken, repaired, regained }: Agreement,
): Promise<void> => {
  await tx.query(KEEP, [
    store,
    device,
    feed,
    at,
    position,
    facts,
    missing,
    damaged,
    extra,
    lacking,
    broken,
    repaired,
    regained,
  ]);
};
