import type { ReactNode } from 'react';
import { Facts } from '#renderer/features/hq/parts/facts.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TransferView } from '#shared/contract/transfers.ts';
import { stateWords } from '../transfer-words.ts';

/** Where a transfer stands, and who did what when: sent, counted in, taken back. */
export function About({ transfer }: { readonly transfer: TransferView }): ReactNode {
  const t = useT();
  const { dateTime } = useFormats();
  const { at, by, note, receipts, settlements } = transfer;
  const numbered = (title: string, n: number, count: number): string =>
    count === 1 ? title : `${title} ${n + 1}`;
  const said = (of: { readonly at: number; readonly by: string; readonly note: string }): string =>
    [dateTime(of.at), of.by, of.note].filter(Boolean).join(' · ');
  const back = settlements.map((each) => ({
    ...each,
    title: t(each.kind === 'recalled' ? 'transfers.recalled' : 'transfers.settled'),
  }));
  return (
    <Facts
      facts={[
        [t('transfers.state'), stateWords(transfer, t)],
        [t('transfers.sentAt'), dateTime(at)],
        ...(by === '' ? [] : [[t('transfers.by'), by] as const]),
        ...(note === '' ? [] : [[t('transfers.note'), note] as const]),
        ...receipts.map(
          (receipt, n) => [numbered(t('transfers.receipts'), n, receipts.length), said(receipt)] as const,
        ),
        ...back.map((each) => {
          const alike = back.filter(({ title }) => title === each.title);
          const by = each.atHq && each.by === '' ? t('transfers.byHq') : each.by;
          return [numbered(each.title, alike.indexOf(each), alike.length), said({ ...each, by })] as const;
        }),
      ]}
    />
  );
}

/** What was sent, and what became of it, line by line. */
export function Goods({ transfer }: { readonly transfer: TransferView }): ReactNode {
  const t = useT();
  const { quantityOf } = useFormats();
  const { lines, status } = transfer;
  return (
    <>
      <h3>{t('transfers.lines', { count: lines.length })}</h3>
      <Facts
        facts={lines.map(({ line, name, unit, sent, received, ...is }) => {
          const some = (
            key: 'over' | 'returned' | 'lost' | 'twice' | 'missing',
            amount: number,
          ): readonly string[] =>
            amount > 0 ? [t(`transfers.${key}`, { qty: quantityOf(amount, unit) })] : [];
          return [
            lines.filter((each) => each.name === name).length > 1 ? `${line}. ${name}` : name,
            [
              t('transfers.lineState', {
                sent: quantityOf(sent, unit),
                received: quantityOf(received, unit),
              }),
              ...some('over', is.over),
              ...some('returned', is.returned),
              ...some('lost', is.lost),
              ...some('twice', is.twice),
              ...some('missing', status === 'received' ? is.inTransit : 0),
            ].join(' · '),
          ];
        })}
      />
    </>
  );
}
