import type { Change } from '#shared/journal/change.ts';
import {
  transferLine,
  transferReceiptLine,
  transferSettlementLine,
} from '#shared/journal/tables/transfer.ts';
import { namedBy } from './rule.ts';

/** A line of a transfer, as what rules over transfers find is about. */
export const lineOf = (transfer: string, line: number): string => `${transfer}/${line}`;

/** The transfers these lines are of. */
export const transfersOf = (subjects: readonly string[]): string[] => [
  ...new Set(subjects.map((subject) => subject.slice(0, subject.lastIndexOf('/')))),
];

/** The line of a transfer a change says something of. */
export function touchedLine(change: Change): string[] {
  const { transfer, line, of } = namedBy(change);
  if (change.table === transferLine || change.table === transferReceiptLine)
    return [lineOf(String(transfer), Number(line))];
  return change.table === transferSettlementLine ? [lineOf(String(transfer), Number(of))] : [];
}
