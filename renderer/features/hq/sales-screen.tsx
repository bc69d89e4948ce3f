import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { hq } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { PagedGrid } from '#renderer/ui/data-grid/paged-grid.tsx';
import { usePages } from '#renderer/ui/data-grid/use-pages.ts';
import { ViewFilter } from '#renderer/ui/data-grid/view-filter.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { MoneyField } from '#renderer/ui/number-field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ChainSaleRow } from '#shared/contract/hq/chain-sales.ts';
import { SlipPane } from './parts/slip-pane.tsx';
import { StoreFilter } from './parts/store-filter.tsx';
import styles from './sales-screen.module.css';

/** What every store sells, as it arrives; and its shifts. */
export function ChainSalesScreen(): ReactNode {
  const t = useT();
  const [show, setShow] = useAddressState('show', 'sales');
  const [store, setStore] = useAddressState('store', '');
  const [open, setOpen] = useAddressState('open', '');
  const filter = (
    <>
      <SegmentedControl
        label={t('hq.sales.show')}
        value={show}
        options={[
          { value: 'sales', label: t('hq.sales.sales') },
          { value: 'shifts', label: t('hq.sales.shifts') },
        ]}
        onChange={setShow}
      />
      <StoreFilter value={store} onChange={setStore} />
    </>
  );
  const close = (): void => setOpen('');
  const slip = slipOf(open);
  return (
    <OfficePage
      title={t('hq.sales.title')}
      hint={t('hq.sales.hint')}
      needs="reports.see"
      body="fill"
      onClose={close}
      aside={slip === null ? null : <SlipPane key={open} {...slip} onClose={close} />}
    >
      {show === 'shifts' ? (
        <Shifts store={store} filter={filter} open={open} onOpen={setOpen} />
      ) : (
        <Sales store={store} filter={filter} open={open} onOpen={setOpen} />
      )}
    </OfficePage>
  );
}

/** What is open, as the address says it: `R01 sale 0199…`. */
function slipOf(open: string) {
  const [store = '', kind = '', document = ''] = open.split(' ');
  return kind === 'sale' || kind === 'return' || kind === 'z' ? ({ store, kind, document } as const) : null;
}

interface PartProps {
  readonly store: string;
  readonly filter: ReactNode;
  readonly open: string;
  readonly onOpen: (open: string) => void;
}

function Sales({ store, filter, open, onOpen }: PartProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [view, setView] = useGridAddress();
  const text = view.filter.trim();
  const [day, setDay] = useAddressState('day', '');
  const [total, setTotal] = useAddressState('total', '');
  const input = {
    ...(store === '' ? {} : { store }),
    ...(text === '' ? {} : { text }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(day) ? { from: day, to: day } : {}),
    ...(/^-?\d{1,11}$/.test(total) ? { total: Number(total) } : {}),
  };
  const name = JSON.stringify(input);
  const pages = usePages<ChainSaleRow>({
    list: name,
    uncounted: 0,
    page: (offset, limit) =>
      hq.chainSales.find.queryOptions({
        input: { ...input, offset, limit },
        select: (page) => ({ ...page, count: null }),
      }) as never,
  });
  const columns = useSaleColumns();
  return (
    <>
      <Row gap={2} align="end" wrap>
        {filter}
        <ViewFilter label={t('hq.sales.number')} view={view} onView={setView} maxLength={80} />
        <TextField
          label={t('sales.day')}
          className={styles['narrow'] ?? ''}
          type="date"
          value={day}
          onChange={setDay}
        />
        <MoneyField
          label={t('sales.amount')}
          className={styles['narrow'] ?? ''}
          value={total === '' ? null : Number(total)}
          onChange={(next) => setTotal(next === null ? '' : String(next))}
        />
      </Row>
      <ErrorLine text={say(pages.failure)} />
      <div className={styles['grid']}>
        <PagedGrid
          label={t('hq.sales.title')}
          columns={columns}
          count={pages.count}
          rowAt={pages.rowAt}
          rowId={({ store: key, kind, id }) => `${key} ${kind} ${id}`}
          onSight={pages.onSight}
          onOpen={({ store: key, kind, id }) => onOpen(`${key} ${kind} ${id}`)}
          openId={open}
          view={view}
          onView={setView}
          list={name}
          loading={pages.loading}
          empty={
            Object.keys(input).length === 0
              ? { title: t('hq.sales.none'), hint: t('hq.sales.noneHint') }
              : { title: t('grid.nothingFound') }
          }
        />
      </div>
    </>
  );
}

function useSaleColumns(): readonly GridColumn<ChainSaleRow>[] {
  const t = useT();
  const { dateTime, businessDate, money } = useFormats();
  return useMemo(
    () => [
      {
        id: 'at',
        title: t('hq.sales.at'),
        value: ({ at }) => at,
        text: ({ at }) => dateTime(at),
        width: 190,
        sortable: false,
      },
      { id: 'store', title: t('hq.store'), value: ({ storeName }) => storeName, sortable: false },
      {
        id: 'register',
        title: t('hq.register'),
        value: ({ register }) => register,
        width: 90,
        sortable: false,
      },
      {
        id: 'number',
        title: t('hq.sales.number'),
        value: ({ number }) => number,
        width: 180,
        sortable: false,
      },
      {
        id: 'kind',
        title: t('hq.sales.kind'),
        value: ({ kind }) => kind,
        cell: ({ kind }) =>
          kind === 'return' ? (
            <StatusWord tone="warn">{t('hq.sales.return')}</StatusWord>
          ) : (
            t('hq.sales.sale')
          ),
        width: 90,
        sortable: false,
      },
      {
        id: 'day',
        title: t('hq.overview.day'),
        value: (row) => row.businessDate,
        text: (row) => businessDate(row.businessDate),
        width: 150,
        sortable: false,
        optional: true,
      },
      {
        id: 'clerk',
        title: t('hq.sales.clerk'),
        value: ({ clerk }) => clerk || '–',
        width: 150,
        sortable: false,
      },
      {
        id: 'total',
        title: t('hq.sales.total'),
        value: ({ total }) => total,
        text: ({ total }) => money(total),
        align: 'end',
        width: 140,
        sortable: false,
      },
    ],
    [t, dateTime, businessDate, money],
  );
}

type ShiftRow = Awaited<
  ReturnType<typeof import('#renderer/host/hq.ts').hqClient.chainSales.shifts>
>['rows'][number];
const NO_SHIFTS: readonly ShiftRow[] = [];

function Shifts({ store, filter, open, onOpen }: PartProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const input = { ...(store === '' ? {} : { store }), limit: 500 };
  const { data, error } = useQuery(hq.chainSales.shifts.queryOptions({ input }));
  const columns = useShiftColumns();
  return (
    <>
      <ErrorLine text={say(error)} />
      <DataGrid
        label={t('hq.sales.shifts')}
        columns={columns}
        rows={data?.rows ?? NO_SHIFTS}
        rowId={({ store: key, shift }) => `${key} z ${shift}`}
        onOpen={({ store: key, shift, closedAt }) => {
          if (closedAt !== null) onOpen(`${key} z ${shift}`);
        }}
        openId={open}
        loading={data === undefined}
        toolbar={filter}
        view={PLAIN_VIEW}
        empty={{ title: t('hq.sales.noShifts'), hint: t('hq.sales.noneHint') }}
      />
    </>
  );
}

function useShiftColumns(): readonly GridColumn<ShiftRow>[] {
  const t = useT();
  const { dateTime, businessDate, money, difference, count } = useFormats();
  return useMemo(
    () => [
      {
        id: 'state',
        title: t('office.state'),
        value: ({ closedAt }) => (closedAt === null ? 0 : 1),
        text: ({ closedAt }) => t(closedAt === null ? 'hq.sales.open' : 'hq.sales.closed'),
        cell: ({ closedAt }) => (
          <StatusWord tone={closedAt === null ? 'good' : 'plain'}>
            {t(closedAt === null ? 'hq.sales.open' : 'hq.sales.closed')}
          </StatusWord>
        ),
        width: 100,
      },
      { id: 'store', title: t('hq.store'), value: ({ storeName }) => storeName },
      { id: 'register', title: t('hq.register'), value: ({ register }) => register, width: 90 },
      { id: 'number', title: t('hq.sales.number'), value: ({ number }) => number, width: 160 },
      {
        id: 'day',
        title: t('hq.overview.day'),
        value: (row) => row.businessDate,
        text: (row) => businessDate(row.businessDate),
        width: 150,
      },
      {
        id: 'opened',
        title: t('hq.sales.opened'),
        value: ({ openedAt }) => openedAt,
        text: ({ openedAt }) => dateTime(openedAt),
        width: 160,
        optional: true,
      },
      {
        id: 'sales',
        title: t('overview.sales'),
        value: ({ sales }) => sales,
        text: ({ sales }) => count(sales),
        align: 'end',
        width: 90,
      },
      {
        id: 'gross',
        title: t('hq.sales.total'),
        value: ({ gross }) => gross,
        text: ({ gross }) => money(gross),
        align: 'end',
        width: 130,
      },
      {
        id: 'difference',
        title: t('hq.sales.difference'),
        value: (row) => row.difference,
        text: (row) => (row.difference === null ? '' : difference(row.difference)),
        cell: (row) =>
          row.difference === null || row.difference === 0 ? (
            row.difference === null ? (
              ''
            ) : (
              difference(0)
            )
          ) : (
            <StatusWord tone={row.difference < 0 ? 'bad' : 'warn'}>{difference(row.difference)}</StatusWord>
          ),
        align: 'end',
        width: 120,
      },
    ],
    [t, dateTime, businessDate, money, difference, count],
  );
}
