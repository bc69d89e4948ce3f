import type { Host } from '../journal/host.ts';
import { readOtherStores } from './other-stores.ts';
import type { TransferHead, TransferView } from './transfer-view.ts';

interface TransferNames {
  readonly nameOf: (person: string) => string;
  /** Of an account of headquarters; empty where those are not known. */
  readonly accountOf: (account: string) => string;
}

/** Puts the names of stores and people to transfers, for whoever reads them. */
export async function namesIn(
  { read, self }: Pick<Host, 'read' | 'self'>,
  { nameOf, accountOf }: TransferNames,
) {
  const others = await readOtherStores(read, self.store);
  const names = new Map<string, string>(others.map(({ store, name }) => [store, name]));
  const storeName = (store: string): string => names.get(store) ?? store;
  const named = <T extends Pick<TransferHead, 'other' | 'by'>>(transfer: T) => ({
    ...transfer,
    otherName: storeName(transfer.other),
    by: nameOf(transfer.by),
  });
  return {
    storeName,
    head: (transfer: TransferHead) => named(transfer),
    whole: (transfer: TransferView) => ({
      ...named(transfer),
      lines: transfer.lines.map((line) => ({ ...line })),
      receipts: transfer.receipts.map((receipt) => ({
        ...receipt,
        by: nameOf(receipt.by),
        lines: receipt.lines.map((line) => ({ ...line })),
      })),
      settlements: transfer.settlements.map((settlement) => ({
        ...settlement,
        by: (settlement.atHq ? accountOf : nameOf)(settlement.by),
        lines: settlement.lines.map((line) => ({ ...line })),
      })),
    }),
  };
}
