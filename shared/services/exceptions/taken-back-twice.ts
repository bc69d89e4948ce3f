import { readTransfers } from '../transfers/transfer-rows.ts';
import { transferStateOf } from '../transfers/transfer-view.ts';
import type { Finding, Rule } from './rule.ts';
import { lineOf, touchedLine, transfersOf } from './transfer-lines.ts';

/**
 * Goods were taken back by the store that sent them, and the other one counted them in, each without knowing of the other: they are in
 * one place only. The receipt wins, so it is the sender's to put right, and gone when it has.
 */
export const takenBackTwice: Rule = {
  rule: 'BACK_AND_RECEIVED',
  touched: touchedLine,
  find: async (read, store, subjects) => {
    const asked = new Set(subjects);
    const found: Finding[] = [];
    for (const rows of await readTransfers(read, store, transfersOf(subjects))) {
      const { transfer, lines } = rows;
      if (transfer.from_store !== store) continue;
      for (const { line, twice, sent, received, returned, lost } of transferStateOf(rows).lines) {
        const subject = lineOf(transfer.transfer, line);
        if (twice === 0 || !asked.has(subject)) continue;
        const name = lines.find((each) => each.line === line)?.name ?? '';
        const detail = { to: transfer.to_store, line, name, sent, received, back: returned + lost };
        found.push({ subject, detail });
      }
    }
    return found;
  },
};
