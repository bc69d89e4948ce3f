import { type ReactNode, useState } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { actionOf, PriceFields } from '#renderer/features/products/parts/change-fields.tsx';
import { invalidate } from '#renderer/host/changes.ts';
import { refusalOf } from '#renderer/host/failure.ts';
import { client } from '#renderer/host/host.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { MoneyField } from '#renderer/ui/number-field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductChoice } from '#shared/contract/catalog.ts';
import type { PriceChange, PriceSchedule } from '#shared/contract/prices.ts';
import { formOf, newForm, type ScheduleForm, timesOf } from '../schedule-form.ts';
import { ScheduleFields } from './schedule-fields.tsx';

interface NewScheduleProps {
  readonly title: string;
  readonly choice: ProductChoice;
  /** `one`: a new price is typed; `many`: theirs go up or down. */
  readonly of: 'one' | 'many';
  readonly answer: Answer<true>;
}

/** Sets coming prices of what is chosen. */
export function NewScheduleDialog({ title, choice, of, answer }: NewScheduleProps): ReactNode {
  const { place } = useFormats();
  const sending = useSend(client.prices.schedule);
  const [form, setForm] = useState(() => newForm(Date.now(), place.timeZone));
  const change = changeOf(form, of);
  const times = timesOf(form);
  const send = async (): Promise<void> => {
    if (change === null || times === null) return;
    if ((await sending.send({ ...times, choice, change })) !== null) await done(answer);
  };
  return (
    <Frame
      {...{ title, form, setForm, of, answer, sending }}
      ready={change !== null && times !== null}
      onConfirm={() => void send()}
    />
  );
}

/** Changes what has not begun. */
export function ChangeScheduleDialog({
  schedule,
  answer,
}: {
  readonly schedule: PriceSchedule;
  readonly answer: Answer<true>;
}): ReactNode {
  const t = useT();
  const sending = useSend(client.prices.change);
  const [form, setForm] = useState(() => formOf(schedule));
  const times = timesOf(form);
  const of = schedule.only === null ? 'kept' : 'one';
  const send = async (): Promise<void> => {
    if (times === null) return;
    const price = form.price === schedule.only?.price ? null : form.price;
    if ((await sending.send({ ...times, schedule: schedule.id, price })) !== null) await done(answer);
  };
  return (
    <Frame
      {...{ title: t('prices.changeTitle'), form, setForm, of, answer, sending }}
      ready={times !== null && (of === 'kept' || form.price !== null)}
      onConfirm={() => void send()}
    />
  );
}

async function done(answer: Answer<true>): Promise<void> {
  await invalidate(['catalog']);
  answer(true);
}

function changeOf({ price, change }: ScheduleForm, of: 'one' | 'many'): PriceChange | null {
  if (of === 'one') return price === null ? null : { kind: 'price', price };
  const action = actionOf('price', change);
  return action?.kind === 'price-share' || action?.kind === 'price-amount' ? action : null;
}

interface FrameProps {
  readonly title: string;
  readonly form: ScheduleForm;
  readonly setForm: (change: (now: ScheduleForm) => ScheduleForm) => void;
  readonly of: 'one' | 'many' | 'kept';
  readonly answer: Answer<true>;
  readonly sending: Pick<ReturnType<typeof useSend>, 'busy' | 'error' | 'failure' | 'field' | 'clear'>;
  readonly ready: boolean;
  readonly onConfirm: () => void;
}

function Frame({ title, form, setForm, of, answer, sending, ready, onConfirm }: FrameProps): ReactNode {
  const t = useT();
  const { count } = useFormats();
  const patch = (part: Partial<ScheduleForm>): void => {
    sending.clear();
    setForm((now) => ({ ...now, ...part }));
  };
  const { field } = sending;
  const words =
    field === 'from' || field === 'until'
      ? t(`prices.bad.${field}`)
      : field === 'products'
        ? t('prices.bad.products', { most: count(Number(refusalOf(sending.failure)?.data?.['most'] ?? 0)) })
        : sending.error;
  const isShown = field === 'from' || field === 'until';
  return (
    <Dialog
      title={title}
      onClose={() => answer(null)}
      confirm={{
        label: t('common.save'),
        disabled: !ready,
        busy: sending.busy,
        onPress: () => {
          onConfirm();
        },
      }}
    >
      <Stack gap={3}>
        {of === 'one' ? (
          <MoneyField
            label={t('prices.newPrice')}
            value={form.price}
            autoFocus
            onChange={(price) => patch({ price })}
          />
        ) : of === 'many' ? (
          <PriceFields
            form={form.change}
            onChange={(part) => patch({ change: { ...form.change, ...part } })}
          />
        ) : (
          <p className="dim">{t('prices.priceKept')}</p>
        )}
        <ScheduleFields
          form={form}
          onChange={patch}
          refusal={(name) => (name === field && isShown ? (words ?? undefined) : undefined)}
        />
      </Stack>
      <ErrorLine text={isShown ? null : words} />
    </Dialog>
  );
}
