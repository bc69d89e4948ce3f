import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { PriceSchedule } from '#shared/contract/prices.ts';
import { minuteWords } from './minutes.ts';
import { SchedulePane } from './parts/schedule-pane.tsx';

/** Prices that will begin or end by themselves, and those that have. */
export function ComingPricesScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const isKept = useSessionIfKnown()?.link === 'joined';
  const [said, setShow] = useAddressState('show', 'coming');
  const [open, setOpen] = useAddressState('open', '');
  const [view, setView] = useGridAddress(PLAIN_VIEW);
  const when = said === 'past' ? 'past' : 'coming';
  const { data, error } = useQuery(host.prices.list.queryOptions({ input: { when } }));
  const columns = useColumns();
  const close = (): void => setOpen('');
  const chosen = data?.find(({ id }) => id === open);
  return (
    <OfficePage
      title={t('prices.title')}
      hint={t(isKept ? 'prices.keptHint' : 'prices.hint')}
      needs="catalog.edit"
      keptAtHq
      body="fill"
      onClose={close}
      aside={chosen === undefined ? null : <SchedulePane key={open} schedule={chosen} onClose={close} />}
    >
      <ErrorLine text={say(error)} />
      <DataGrid
        label={t('prices.title')}
        columns={columns}
        rows={data ?? NONE}
        rowId={({ id }) => id}
        loading={data === undefined}
        toolbar={
          <SegmentedControl
            label={t('prices.show')}
            value={when}
            options={(['coming', 'past'] as const).map((value) => ({ value, label: t(`prices.${value}`) }))}
            onChange={(next) => {
              close();
              setShow(next);
            }}
          />
        }
        onOpen={({ id }) => setOpen(id)}
        openId={open}
        view={view}
        onView={setView}
        empty={
          when === 'past'
            ? { title: t('prices.nonePast') }
            : { title: t('prices.none'), ...(isKept ? {} : { hint: t('prices.noneHint') }) }
        }
      />
    </OfficePage>
  );
}

const NONE: readonly PriceSchedule[] = [];
const TONES = { coming: 'plain', holding: 'good', over: 'plain', cancelled: 'plain' } as const;

function useColumns(): readonly GridColumn<PriceSchedule>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: 'from',
        title: t('prices.from'),
        value: ({ from }) => from,
        text: ({ from }) => minuteWords(from, formats),
        width: 170,
      },
      {
        id: 'until',
        title: t('prices.until'),
        value: ({ until }) => until ?? '',
        text: ({ until }) => (until === null ? t('prices.forGood') : minuteWords(until, formats)),
        width: 170,
      },
      {
        id: 'what',
        title: t('prices.what'),
        value: ({ name, only, products }) => only?.name ?? `${name} ${products}`,
        text: ({ name, only, products }) =>
          [name, only?.name ?? t('prices.products', { count: products })].filter(Boolean).join(' · '),
      },
      {
        id: 'price',
        title: t('prices.price'),
        value: ({ only }) => only?.price ?? null,
        text: ({ only }) => (only === null ? '' : formats.amount(only.price)),
        align: 'end',
        width: 110,
      },
      {
        id: 'stage',
        title: t('prices.state'),
        value: ({ stage }) => t(`prices.stage.${stage}`),
        cell: ({ stage }) => <StatusWord tone={TONES[stage]}>{t(`prices.stage.${stage}`)}</StatusWord>,
        width: 120,
      },
      { id: 'by', title: t('prices.by'), value: ({ by }) => by, width: 130 },
    ],
    [t, formats],
  );
}
