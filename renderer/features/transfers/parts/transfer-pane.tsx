import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Facts } from '#renderer/features/hq/parts/facts.tsx';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TransferView } from '#shared/contract/transfers.ts';
import { stateWords } from '../transfer-words.ts';
import { CountPane } from './count-pane.tsx';

interface TransferPaneProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** One transfer: counted in as long as something of it is on its way here, else what became of it. */
export function TransferPane({ id, onClose }: TransferPaneProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(host.transfers.get.queryOptions({ input: { transfer: id } }));
  if (data === undefined)
    return (
      <DetailPane title={error === null ? t('office.reading') : t('transfers.gone')} onClose={onClose}>
        <ErrorLine text={say(error)} />
      </DetailPane>
    );
  if (data.direction === 'in' && data.linesInTransit > 0)
    return <CountPane transfer={data} onClose={onClose} about={<About transfer={data} />} />;
  return (
    <DetailPane title={titleOf(data, t)} onClose={onClose} toRead>
      <About transfer={data} />
      <Goods transfer={data} />
    </DetailPane>
  );
}

export const titleOf = (
  { direction, otherName }: Pick<TransferView, 'direction' | 'otherName'>,
  t: ReturnType<typeof useT>,
): string => t(direction === 'in' ? 'transfers.openIn' : 'transfers.open', { store: otherName });

function About({ transfer }: { readonly transfer: TransferView }): ReactNode {
  const t = useT();
  const { dateTime } = useFormats();
  const { at, by, note, receipts } = transfer;
  return (
    <Facts
      facts={[
        [t('transfers.state'), stateWords(transfer, t)],
        [t('transfers.sentAt'), dateTime(at)],
        ...(by === '' ? [] : [[t('transfers.by'), by] as const]),
        ...(note === '' ? [] : [[t('transfers.note'), note] as const]),
        ...receipts.map(
          (receipt, n) =>
            [
              receipts.length === 1 ? t('transfers.receipts') : `${t('transfers.receipts')} ${n + 1}`,
              [dateTime(receipt.at), receipt.by, receipt.note].filter(Boolean).join(' · '),
            ] as const,
        ),
      ]}
    />
  );
}

function Goods({ transfer }: { readonly transfer: TransferView }): ReactNode {
  const t = useT();
  const { quantityOf } = useFormats();
  return (
    <>
      <h3>{t('transfers.lines', { count: transfer.lines.length })}</h3>
      <Facts
        facts={transfer.lines.map(({ line, name, unit, sent, received, inTransit, over }) => [
          transfer.lines.filter((each) => each.name === name).length > 1 ? `${line}. ${name}` : name,
          [
            t('transfers.lineState', { sent: quantityOf(sent, unit), received: quantityOf(received, unit) }),
            ...(over > 0 ? [t('transfers.over', { qty: quantityOf(over, unit) })] : []),
            ...(inTransit > 0 && transfer.status === 'received'
              ? [t('transfers.missing', { qty: quantityOf(inTransit, unit) })]
              : []),
          ].join(' · '),
        ])}
      />
    </>
  );
}
