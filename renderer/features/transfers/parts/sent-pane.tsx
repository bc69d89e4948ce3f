import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { invalidate } from '#renderer/host/changes.ts';
import { Button } from '#renderer/ui/button.tsx';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import {
  canRecall,
  canSettle,
  type Deeds,
  goodsWords,
  type SentTransfer,
  takenTwice,
} from '../sent-transfer.ts';
import { SettlePane } from './settle-pane.tsx';
import { About, Goods } from './transfer-facts.tsx';

interface SentPaneProps extends SentTransfer {
  readonly title: string;
  readonly deeds: Deeds;
  readonly onClose: () => void;
}

/** A transfer where it was sent from: what became of it, and what can be done about what did not arrive. */
export function SentPane(props: SentPaneProps): ReactNode {
  const t = useT();
  const { transfer, deeds, title, onClose } = props;
  const [settling, setSettling] = useState(false);
  const settle = canSettle(transfer) ? deeds.settle : null;
  const recall = canRecall(transfer) ? deeds.recall : null;
  if (settling && settle !== null)
    return <SettlePane {...props} settle={settle} onBack={() => setSettling(false)} />;
  const hasFooter = settle !== null || recall !== null;
  return (
    <DetailPane
      title={title}
      onClose={onClose}
      toRead
      footer={
        hasFooter ? (
          <>
            {recall === null ? null : <Recall {...props} recall={recall} />}
            {settle === null ? null : (
              <Row gap={2}>
                <Button variant="accent" onPress={() => setSettling(true)}>
                  {t('transfers.settle')}
                </Button>
              </Row>
            )}
          </>
        ) : undefined
      }
    >
      {takenTwice(transfer).length === 0 ? null : <TakenTwice {...props} />}
      {canSettle(transfer) && settle === null ? (
        <NoticeLine>{t('transfers.managerSettles')}</NoticeLine>
      ) : null}
      <About transfer={transfer} />
      <Goods transfer={transfer} />
    </DetailPane>
  );
}

/** All that is on its way goes back to the shelf, once somebody has said that it is there. */
function Recall({
  transfer,
  from,
  to,
  recall,
}: SentTransfer & { readonly recall: NonNullable<Deeds['recall']> }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const goods = transfer.lines
    .filter(({ inTransit }) => inTransit > 0)
    .map((line) => ({ ...line, qty: line.inTransit }));
  const take = async (): Promise<void> => {
    const isSure = await askConfirm({
      title: t('transfers.recallAsk', { store: to }),
      text: t('transfers.recallText', { goods: goodsWords(goods, formats, t), at: from }),
      confirm: t('transfers.recall'),
    });
    if (!isSure || (await recall.send({ transfer: transfer.transfer, note: '' })) === null) return;
    await invalidate(['transfer', 'stock']);
    toast(t('transfers.recallDone'));
  };
  return (
    <>
      <ErrorLine text={recall.error} />
      <Row gap={2}>
        <Button busy={recall.busy} onPress={() => void take()}>
          {t('transfers.recall')}
        </Button>
      </Row>
    </>
  );
}

/** Taken back here and counted in there: a person says that they are there, or leaves it and asks. */
function TakenTwice({ transfer, from, to, deeds: { settle } }: SentPaneProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const lines = takenTwice(transfer);
  const give = async (): Promise<void> => {
    const goods = lines.map((line) => ({ ...line, qty: line.twice }));
    const isSure = await askConfirm({
      title: t('transfers.giveBackAsk', { to }),
      text: t('transfers.giveBackText', { goods: goodsWords(goods, formats, t), from }),
      confirm: t('transfers.giveBack', { to }),
    });
    if (!isSure || settle === null) return;
    const given = lines.map(({ line, twice }) => ({ line, outcome: 'received' as const, qty: twice }));
    if ((await settle.send({ transfer: transfer.transfer, note: '', lines: given })) === null) return;
    await invalidate(['transfer', 'stock', 'exceptions']);
    toast(t('transfers.settleDone'));
  };
  return (
    <>
      <NoticeLine tone="warn">{t('transfers.twiceHint', { from, to })}</NoticeLine>
      {settle === null ? null : (
        <>
          <ErrorLine text={settle.error} />
          <div>
            <Button busy={settle.busy} onPress={() => void give()}>
              {t('transfers.giveBack', { to })}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
