import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { DayRangeFields, useDayRange } from '#renderer/features/office/parts/day-range.tsx';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { type client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { CsvButtons } from './csv-buttons.tsx';
import { ZPanel } from './parts/z-panel.tsx';

type ShiftRow = Awaited<ReturnType<typeof client.shifts.list>>['rows'][number];

/** Closed shifts; each opens to its Z report. */
export function ShiftsScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const range = useDayRange();
  const { from, to } = range;
  const { data, error } = useQuery(host.shifts.list.queryOptions({ input: { from, to, limit: 1000 } }));
  const [view, setView] = useGridAddress(START);
  const [open, setOpen] = useAddressState('open', '');
  const columns = useColumns();
  const close = (): void => setOpen('');
  return (
    <OfficePage
      title={t('reports.shifts')}
      needs="reports.see"
      actions={<CsvButtons from={from} to={to} />}
      body="fill"
      onClose={close}
      aside={open === '' ? null : <ZPanel key={open} shift={open} onClose={close} />}
    >
      <ErrorLine text={say(error)} />
      <DataGrid
        label={t('reports.shifts')}
        columns={columns}
        rows={data?.rows ?? NONE}
        rowId={({ shift }) => shift}
        loading={data === undefined}
        onOpen={({ shift }) => setOpen(shift)}
        openId={open}
        view={view}
        onView={setView}
        toolbar={<DayRangeFields range={range} />}
        empty={{ title: t('reports.none'), hint: t('reports.noneHint') }}
      />
    </OfficePage>
  );
}

const NONE: readonly ShiftRow[] = [];
const START: GridView = { ...PLAIN_VIEW, sort: { id: 'closed', desc: true } };

const sumOf = (rows: readonly ShiftRow[], of: (row: ShiftRow) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

function useColumns(): readonly GridColumn<ShiftRow>[] {
  const t = useT();
  const formats = useFormats();
  return useMemo(
    () => [
      { id: 'number', title: t('reports.number'), value: ({ number }) => number, width: 150 },
      {
        id: 'day',
        title: t('reports.day'),
        value: ({ businessDate }) => businessDate,
        text: ({ businessDate }) => formats.businessDate(businessDate),
        width: 130,
      },
      {
        id: 'opened',
        title: t('reports.opened'),
        value: ({ openedAt }) => openedAt,
        text: ({ openedAt }) => formats.dateTime(openedAt),
        width: 170,
        optional: true,
      },
      {
        id: 'closed',
        title: t('reports.closed'),
        value: ({ closedAt }) => closedAt,
        text: ({ closedAt }) => formats.dateTime(closedAt),
        width: 170,
      },
      { id: 'by', title: t('reports.closedBy'), value: ({ closedBy }) => closedBy },
      {
        id: 'sales',
        title: t('reports.sales'),
        value: ({ sales }) => sales,
        text: ({ sales }) => formats.count(sales),
        align: 'end',
        width: 90,
        total: (rows) => formats.count(sumOf(rows, ({ sales }) => sales)),
      },
      {
        id: 'gross',
        title: t('reports.gross'),
        value: ({ gross }) => gross,
        text: ({ gross }) => formats.amount(gross),
        align: 'end',
        width: 130,
        total: (rows) => formats.amount(sumOf(rows, ({ gross }) => gross)),
      },
      {
        id: 'difference',
        title: t('reports.difference'),
        value: ({ difference }) => difference,
        text: ({ difference }) => formats.difference(difference),
        cell: ({ difference }) => (
          <AmountText
            minor={difference}
            as="difference"
            tone={difference === 0 ? 'dim' : difference < 0 ? 'bad' : 'warn'}
          />
        ),
        align: 'end',
        width: 110,
        total: (rows) => formats.difference(sumOf(rows, ({ difference }) => difference)),
      },
    ],
    [t, formats],
  );
}
