import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Facts } from '#renderer/features/hq/parts/facts.tsx';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useRight } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { askConfirm, openDialog } from '#renderer/ui/dialogs.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useReadOnly } from '#renderer/ui/read-only.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { PriceSchedule } from '#shared/contract/prices.ts';
import { minuteWords } from '../minutes.ts';
import { ChangeScheduleDialog } from './schedule-dialog.tsx';

interface SchedulePaneProps {
  readonly schedule: PriceSchedule;
  readonly onClose: () => void;
}

/** One schedule: its minutes, its prices, and what can still be done about it. */
export function SchedulePane({ schedule, onClose }: SchedulePaneProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const say = useFailureText();
  const { data, error } = useQuery(host.prices.of.queryOptions({ input: { schedule: schedule.id } }));
  const { from, until, stage, by, at, name, products } = schedule;
  return (
    <DetailPane
      title={name || schedule.only?.name || t('prices.products', { count: products })}
      onClose={onClose}
      footer={<Deeds schedule={schedule} onDone={onClose} />}
      toRead
    >
      <Facts
        facts={[
          [t('prices.state'), t(`prices.stage.${stage}`)],
          [t('prices.from'), minuteWords(from, formats)],
          [t('prices.until'), until === null ? t('prices.forGood') : minuteWords(until, formats)],
          [t('prices.by'), by],
          [t('prices.at'), formats.dateTime(at)],
        ]}
      />
      <ErrorLine text={say(error)} />
      <h3>{t('prices.products', { count: products })}</h3>
      <Facts facts={(data ?? []).map((each) => [each.name, formats.amount(each.price)] as const)} />
    </DetailPane>
  );
}

function Deeds({
  schedule,
  onDone,
}: {
  readonly schedule: PriceSchedule;
  readonly onDone: () => void;
}): ReactNode {
  const t = useT();
  const readOnly = useReadOnly();
  const mayEdit = useRight('catalog.edit') === 'allowed';
  const cancelling = useSend(client.prices.cancel);
  const { stage, id } = schedule;
  const cancel = async (): Promise<void> => {
    const sure = await askConfirm({
      title: t('prices.cancelAsk'),
      text: t(stage === 'coming' ? 'prices.cancelComing' : 'prices.cancelHolding'),
      confirm: t('prices.cancel'),
      tone: 'danger',
    });
    if (!sure || (await cancelling.send({ schedule: id })) === null) return;
    await invalidate(['catalog']);
    toast(t('prices.cancelled'));
    onDone();
  };
  const change = async (): Promise<void> => {
    const changed = await openDialog<true>((answer) => (
      <ChangeScheduleDialog schedule={schedule} answer={answer} />
    ));
    if (changed === true) toast(t('prices.saved'));
  };
  if (readOnly || !mayEdit || stage === 'over' || stage === 'cancelled') return null;
  return (
    <>
      <ErrorLine text={cancelling.error} />
      <Row gap={2}>
        {stage === 'coming' ? <Button onPress={() => void change()}>{t('prices.change')}</Button> : null}
        <Button variant="quiet" busy={cancelling.busy} onPress={() => void cancel()}>
          {t('prices.cancel')}
        </Button>
      </Row>
    </>
  );
}
