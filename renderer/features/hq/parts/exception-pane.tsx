import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hq, hqClient, useHqMay } from '#renderer/host/hq.ts';
import { Button } from '#renderer/ui/button.tsx';
import { askReason } from '#renderer/ui/dialogs.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';
import { exceptionFacts } from '../exception-facts.ts';
import { ruleWords } from '../exception-words.ts';
import { joinedFacts } from '../joined-words.ts';
import { transferFacts } from '../transfer-exception.ts';
import { CopiedDevice } from './copied-device.tsx';
import { Facts } from './facts.tsx';
import { OpenTransfer } from './open-transfer.tsx';

interface ExceptionPaneProps {
  readonly exception: ExceptionRow;
  readonly onClose: () => void;
}

/** One disagreement: what it means, what to do, and saying what came of it. */
export function ExceptionPane({ exception, onClose }: ExceptionPaneProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { dateTime } = formats;
  const may = useHqMay('hq.settle');
  const mayDevices = useHqMay('hq.devices');
  const devices = useQuery(hq.devices.list.queryOptions()).data;
  const settling = useSend(hqClient.exceptions.settle);
  const { store, rule, subject, about, settledAt } = exception;
  const words = ruleWords(rule, t);
  const copied =
    rule === 'CLONE' && settledAt === null
      ? devices?.find((each) => each.device === subject && each.copied && each.state !== 'revoked')
      : undefined;
  const settle = async (): Promise<void> => {
    const note = await askReason({
      title: t('hq.exceptions.settle'),
      text: t('hq.exceptions.settleText'),
      confirm: t('hq.exceptions.settle'),
    });
    if (note === null || (await settling.send({ store, rule, subject, note })) === null) return;
    await invalidate(['exceptions']);
    toast(t('hq.exceptions.done'));
    onClose();
  };
  return (
    <DetailPane
      title={words.title}
      hint={exception.storeName}
      onClose={onClose}
      toRead
      footer={
        may && settledAt === null ? (
          <>
            <ErrorLine text={settling.error} />
            <Row gap={2}>
              <Button variant="accent" busy={settling.busy} onPress={() => void settle()}>
                {t('hq.exceptions.settle')}
              </Button>
            </Row>
          </>
        ) : undefined
      }
    >
      <p>{words.meaning}</p>
      {settledAt === null ? (
        <NoticeLine>{words.todo}</NoticeLine>
      ) : (
        <NoticeLine tone="good">
          {t('hq.exceptions.settledBy', {
            by: exception.settledBy ?? '–',
            at: dateTime(settledAt),
            note: exception.note ?? '',
          })}
        </NoticeLine>
      )}
      <Facts
        facts={[
          [t('hq.exceptions.raised'), dateTime(exception.raisedAt)],
          ...(joinedFacts(exception, t) ??
            transferFacts(exception, formats, t) ?? [
              [t('hq.exceptions.subject'), about ?? subject] as const,
              ...exceptionFacts(exception, formats, t),
            ]),
        ]}
      />
      <OpenTransfer exception={exception} />
      {copied !== undefined && mayDevices ? <CopiedDevice device={copied} onDone={onClose} /> : null}
    </DetailPane>
  );
}
