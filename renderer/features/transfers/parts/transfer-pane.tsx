import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useRight, useSession } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { TransferView } from '#shared/contract/transfers.ts';
import { type Awaited, CountPane } from './count-pane.tsx';
import { SentPane } from './sent-pane.tsx';
import { About, Goods } from './transfer-facts.tsx';

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
  return data.direction === 'in' ? (
    <ComingPane transfer={data} onClose={onClose} />
  ) : (
    <GonePane transfer={data} onClose={onClose} />
  );
}

interface PaneProps {
  readonly transfer: TransferView;
  readonly onClose: () => void;
}

/** What comes here. What the other store took back can be here all the same: then it is counted in. */
function ComingPane({ transfer, onClose }: PaneProps): ReactNode {
  const t = useT();
  const [isHere, setIsHere] = useState(false);
  const store = transfer.otherName;
  const due = transfer.lines.flatMap(({ line, item, name, unit, inTransit, sent, received }): Awaited[] => {
    const still = isHere ? Math.max(0, sent - received) : inTransit;
    return still > 0 ? [{ line, item, name, unit, due: still }] : [];
  });
  if (due.length > 0)
    return (
      <CountPane transfer={transfer} awaited={due} onClose={onClose} about={<About transfer={transfer} />} />
    );
  const isTakenBack = transfer.lines.some(({ sent, received }) => received < sent);
  return (
    <DetailPane title={t('transfers.openIn', { store })} onClose={onClose} toRead>
      {isTakenBack ? <NoticeLine>{t('transfers.hereAfterAllHint', { store })}</NoticeLine> : null}
      <About transfer={transfer} />
      <Goods transfer={transfer} />
      {isTakenBack ? (
        <div>
          <Button onPress={() => setIsHere(true)}>{t('transfers.hereAfterAll')}</Button>
        </div>
      ) : null}
    </DetailPane>
  );
}

/** What was sent from here. */
function GonePane({ transfer, onClose }: PaneProps): ReactNode {
  const t = useT();
  const here = useSession().store?.name ?? '';
  const recall = useSend(client.transfers.recall);
  const settle = useSend(client.transfers.settle);
  const maySettle = useRight('stock.settle') === 'allowed';
  return (
    <SentPane
      title={t('transfers.open', { store: transfer.otherName })}
      transfer={transfer}
      from={here}
      to={transfer.otherName}
      deeds={{ recall, settle: maySettle ? settle : null }}
      onClose={onClose}
    />
  );
}
