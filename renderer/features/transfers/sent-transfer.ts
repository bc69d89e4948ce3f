import type { Send } from '#renderer/features/office/use-send.ts';
import type { TransferLineView, TransferView } from '#shared/contract/transfers.ts';
import type { Outcome } from '#shared/domain/transfer/settle-transfer.ts';
import type { Formats } from '#shared/format/index.ts';
import type { Translate } from '#shared/i18n/index.ts';

/** A transfer seen from where it was sent, with the names of both ends, at that store or at headquarters. */
export interface SentTransfer {
  readonly transfer: TransferView;
  readonly from: string;
  readonly to: string;
}

/** What can be done about it there; null where the person may not. */
export interface Deeds {
  readonly recall: Send<{ transfer: string; note: string }, unknown> | null;
  readonly settle: Send<
    { transfer: string; note: string; lines: { line: number; outcome: Outcome; qty: number }[] },
    unknown
  > | null;
}

/** Goods are on their way, and the other store awaits them. */
export const canRecall = ({ status, linesInTransit }: TransferView): boolean =>
  linesInTransit > 0 && (status === 'shipped' || status === 'partly-received');

/** Goods are missing that the other store awaits no more. */
export const canSettle = ({ status, linesInTransit }: TransferView): boolean =>
  linesInTransit > 0 && status === 'received';

export const takenTwice = ({ lines }: TransferView): readonly TransferLineView[] =>
  lines.filter(({ twice }) => twice > 0);

/** Names what a question is about: up to three products, else how many. */
export function goodsWords(
  goods: readonly (Pick<TransferLineView, 'name' | 'unit'> & { readonly qty: number })[],
  { list, quantityOf }: Pick<Formats, 'list' | 'quantityOf'>,
  t: Translate,
): string {
  if (goods.length > 3) return t('transfers.lines', { count: goods.length });
  return list(
    goods.map(({ name, unit, qty }) => t('transfers.goodsOf', { name, qty: quantityOf(qty, unit) })),
  );
}
