import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { SentPane } from '#renderer/features/transfers/parts/sent-pane.tsx';
import { hq, hqClient } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useRight } from '#renderer/host/use-session.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';

/** A command about the transfer, but for whom it is said. */
type Said<Deed extends 'recall' | 'settle'> = Omit<Parameters<(typeof hqClient.transfers)[Deed]>[0], 'from'>;

interface ChainTransferPaneProps {
  /** The store that sent it. */
  readonly from: string;
  readonly transfer: string;
  readonly onClose: () => void;
}

/** One transfer with what both stores said of it. What headquarters says of it, it says for the store that sent it. */
export function ChainTransferPane({ from, transfer, onClose }: ChainTransferPaneProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(hq.transfers.get.queryOptions({ input: { from, transfer } }));
  const recall = useSend((said: Said<'recall'>) => hqClient.transfers.recall({ ...said, from }));
  const settle = useSend((said: Said<'settle'>) => hqClient.transfers.settle({ ...said, from }));
  const mayRecall = useRight('stock.transfer') === 'allowed';
  const maySettle = useRight('stock.settle') === 'allowed';
  if (data === undefined)
    return (
      <DetailPane title={error === null ? t('office.reading') : t('transfers.gone')} onClose={onClose}>
        <ErrorLine text={say(error)} />
      </DetailPane>
    );
  const ends = { from: data.fromName, to: data.otherName };
  return (
    <SentPane
      {...ends}
      title={t('hq.transfers.way', ends)}
      transfer={data}
      deeds={{
        recall: mayRecall ? recall : null,
        settle: maySettle ? settle : null,
      }}
      onClose={onClose}
    />
  );
}
