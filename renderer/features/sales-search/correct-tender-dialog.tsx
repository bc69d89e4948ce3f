import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { SaleView } from '#shared/contract/sales.ts';

interface CorrectTenderDialogProps {
  readonly sale: SaleView;
  readonly answer: Answer<true>;
}

/** The way of paying was picked wrongly: the amount stays, it counts for another one. */
export function CorrectTenderDialog({ sale, answer }: CorrectTenderDialogProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { money } = useFormats();
  const wrong = sale.tenders.filter(({ correctable }) => correctable);
  const tenders = useQuery(host.settings.tenders.queryOptions()).data ?? [];
  const [index, setIndex] = useState(wrong[0]?.index ?? 0);
  const [to, setTo] = useState<string | null>(null);
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const [state, setState] = useState<{
    readonly pressed?: true;
    readonly busy?: true;
    readonly failure?: unknown;
  }>({});
  const from = wrong.find((tender) => tender.index === index);
  const target = tenders.find(({ id }) => id === to);
  const lacksReference = target?.needsReference === true && reference.trim() === '';
  const lacksReason = reason.trim() === '';
  const send = async (): Promise<void> => {
    if (target === undefined || lacksReference || lacksReason) return setState({ pressed: true });
    setState({ busy: true });
    try {
      const input = { sale: sale.sale, index, tender: target.id, reason: reason.trim() };
      const done = await withApproval((attempt) =>
        client.sales.correctTender({ ...attempt, ...input, reference: reference.trim() || null }),
      );
      setState({});
      if (done === null) return;
      toast(t('sales.correctedNow', { name: target.name }));
      answer(true);
    } catch (failure) {
      setState({ failure });
    }
  };
  return (
    <Dialog
      title={t('action.correctTender')}
      onClose={() => answer(null)}
      confirm={{ label: t('sales.correctDo'), onPress: send, busy: state.busy === true }}
    >
      <p className="dim">{t('sales.correctHint')}</p>
      <Stack gap={2}>
        <h3>{t('sales.wrongTender')}</h3>
        <Row gap={2} wrap>
          {wrong.map((tender) => (
            <Chip key={tender.index} selected={tender.index === index} onPress={() => setIndex(tender.index)}>
              {`${tender.name} ${money(tender.amount)}`}
            </Chip>
          ))}
        </Row>
      </Stack>
      <Stack gap={2}>
        <h3>{t('sales.rightTender')}</h3>
        <Row gap={2} wrap>
          {tenders
            .filter(({ active, id }) => active && id !== from?.tender)
            .map(({ id, name }) => (
              <Chip key={id} selected={id === to} onPress={() => setTo(id)}>
                {name}
              </Chip>
            ))}
        </Row>
        {state.pressed && target === undefined ? <ErrorLine text={t('sales.chooseTender')} /> : null}
      </Stack>
      {target?.needsReference === true ? (
        <TextField
          label={t('pay.reference')}
          value={reference}
          onChange={setReference}
          maxLength={80}
          takesScan
          error={state.pressed && lacksReference ? t('sales.referenceNeeded') : undefined}
        />
      ) : null}
      <Row gap={2} wrap>
        {(['sales.why.wrongKey', 'sales.why.customer'] as const).map((key) => (
          <Chip key={key} selected={reason === t(key)} onPress={() => setReason(t(key))}>
            {t(key)}
          </Chip>
        ))}
      </Row>
      <TextField
        label={t('common.reason')}
        value={reason}
        onChange={setReason}
        maxLength={200}
        error={state.pressed && lacksReason ? t('common.reasonNeeded') : undefined}
      />
      <ErrorLine text={say(state.failure)} />
    </Dialog>
  );
}
