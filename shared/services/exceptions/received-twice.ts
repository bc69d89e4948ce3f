import { readTransfers } from '../transfers/transfer-rows.ts';
import type { Finding, Rule } from './rule.ts';
import { lineOf, touchedLine, transfersOf } from './transfer-lines.ts';

/**
 * Two registers of the store took the same goods out of what was on its way, each without knowing of the other. It is the receiving
 * store's to count; what was counted beyond what was sent is a difference of the transfer, and no exception.
 */
export const receivedTwice: Rule = {
  rule: 'RECEIVED_TWICE',
  touched: touchedLine,
  find: async (read, store, subjects) => {
    const asked = new Set(subjects);
    const found: Finding[] = [];
    for (const { transfer, lines, receipts } of await readTransfers(read, store, transfersOf(subjects))) {
      if (transfer.to_store !== store) continue;
      const came = receipts.flatMap((receipt) => receipt.lines);
      for (const { line, name, qty: sent } of lines) {
        const subject = lineOf(transfer.transfer, line);
        const taken = came.reduce((sum, row) => (row.line === line ? sum + row.taken : sum), 0);
        if (taken <= sent || !asked.has(subject)) continue;
        found.push({ subject, detail: { from: transfer.from_store, line, name, sent, received: taken } });
      }
    }
    return found;
  },
};
