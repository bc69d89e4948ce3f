import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { unseal } from '#shared/journal/entry.ts';
import type { History } from '../base/base-rows.ts';
import type { Finding } from './finding.ts';

const NUMBERED: Readonly<Record<string, string>> = {
  'sale.completed': 'sale',
  'return.accepted': 'return',
  'cash.moved': 'cash',
  'shift.closed': 'z',
};

/** What is known of numbers whose facts were let go. */
export interface NumbersBefore {
  /** Whether a fact is among those. */
  readonly has: (history: History, seq: number) => boolean;
  /** Last number of a series they gave, by register, epoch and kind; 0 where none. */
  readonly last: (register: string, epoch: string, kind: string) => number;
}

/**
 * Every series of human numbers counts 1, 2, 3 … per register, epoch and kind, and no number stands on two documents of one device; those
 * whose facts were let go are counted on. Series of other devices are looked at from where their facts begin here. Two devices may have printed the same number before one of
 * them joined: its code was replaced for new tickets only.
 */
export function findNumberGaps(db: Database, before: NumbersBefore): Finding[] {
  const last = new Map<string, number>();
  const numbers = new Set<string>();
  const findings: Finding[] = [];
  const types = Object.keys(NUMBERED);
  const device = db.prepare('select device from local_device').pluck().get();
  const rows = db
    .prepare(
      `select header, body from journal where type in (${types.map(() => '?').join(', ')})
       and not exists (select 1 from local_link_fault where entry = journal.id) order by position`,
    )
    .iterate(types) as IterableIterator<{ header: Uint8Array; body: Uint8Array }>;
  for (const row of rows) {
    const entry = unseal(row, nodeCodec);
    const { number, counter, register } = entry.body as { number: string; counter: number; register: string };
    if (before.has(entry, entry.seq)) continue;
    const isOwn = entry.origin === device;
    const letGo = before.last(register, entry.epoch, NUMBERED[entry.type] ?? '');
    const kind = `${NUMBERED[entry.type]} of ${register} in ${entry.epoch}`;
    const series = isOwn ? kind : `${kind} by ${entry.origin}`;
    const expected = (last.get(series) ?? (isOwn ? letGo : counter - 1)) + 1;
    if (counter !== expected)
      findings.push({
        code: 'numbers-gap',
        where: series,
        what: `${number} has counter ${counter}, expected ${expected}`,
      });
    const printed = `${entry.origin} ${number}`;
    if (numbers.has(printed))
      findings.push({ code: 'numbers-gap', where: series, what: `${number} stands on two documents` });
    numbers.add(printed);
    last.set(series, counter);
  }
  return findings;
}
