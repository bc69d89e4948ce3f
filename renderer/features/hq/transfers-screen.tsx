import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { stateTone, stateWords } from '#renderer/features/transfers/transfer-words.ts';
import { hq, useHqNow } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import type { GridColumn } from '#renderer/ui/data-grid/grid-model.ts';
import { PagedGrid } from '#renderer/ui/data-grid/paged-grid.tsx';
import { usePages } from '#renderer/ui/data-grid/use-pages.ts';
import { ViewFilter } from '#renderer/ui/data-grid/view-filter.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { type ChainTransferRow, TRANSFERS_SHOWN } from '#shared/contract/hq/transfers.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { ChainTransferPane } from './parts/chain-transfer-pane.tsx';
import { StoreFilter } from './parts/store-filter.tsx';
import styles from './sales-screen.module.css';

type Shown = (typeof TRANSFERS_SHOWN)[number];

/** Goods between the stores of the chain: what is on its way, what differs, and what is done. */
export function ChainTransfersScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [said, setShow] = useAddressState('show', 'open');
  const [store, setStore] = useAddressState('store', '');
  const [open, setOpen] = useAddressState('open', '');
  const [view, setView] = useGridAddress();
  const show = TRANSFERS_SHOWN.find((each) => each === said) ?? 'open';
  const text = view.filter.trim();
  const narrowed = { ...(store === '' ? {} : { store }), ...(text === '' ? {} : { text }) };
  const input = { show, ...narrowed };
  const name = JSON.stringify(input);
  const pages = usePages<ChainTransferRow>({
    list: name,
    uncounted: 0,
    page: (offset, limit) =>
      hq.transfers.list.queryOptions({
        input: { ...input, offset, limit },
        select: (page) => ({ ...page, count: null }),
      }) as never,
  });
  const columns = useColumns();
  const close = (): void => setOpen('');
  const [from = '', transfer = ''] = open.split(' ');
  return (
    <OfficePage
      title={t('transfers.title')}
      hint={t('hq.transfers.hint')}
      needs="reports.see"
      body="fill"
      onClose={close}
      aside={
        transfer === '' ? null : (
          <ChainTransferPane key={open} from={from} transfer={transfer} onClose={close} />
        )
      }
    >
      <Row gap={2} align="end" wrap>
        <SegmentedControl
          label={t('transfers.show')}
          value={show}
          options={TRANSFERS_SHOWN.map((value) => ({ value, label: t(`hq.transfers.${value}`) }))}
          onChange={(next) => {
            close();
            setShow(next);
          }}
        />
        <StoreFilter value={store} onChange={setStore} />
        <ViewFilter label={t('hq.transfers.find')} view={view} onView={setView} maxLength={80} />
      </Row>
      <ErrorLine text={say(pages.failure)} />
      <div className={styles['grid']}>
        <PagedGrid
          label={t('transfers.title')}
          columns={columns}
          count={pages.count}
          rowAt={pages.rowAt}
          rowId={idOf}
          onSight={pages.onSight}
          onOpen={(row) => setOpen(idOf(row))}
          openId={open}
          view={view}
          onView={setView}
          list={name}
          loading={pages.loading}
          empty={Object.keys(narrowed).length > 0 ? { title: t('grid.nothingFound') } : emptyWords(show, t)}
        />
      </div>
    </OfficePage>
  );
}

const idOf = ({ from, transfer }: ChainTransferRow): string => `${from} ${transfer}`;

function emptyWords(show: Shown, t: Translate): { readonly title: string; readonly hint?: string } {
  if (show === 'done') return { title: t('hq.transfers.noneDone') };
  return show === 'open'
    ? { title: t('hq.transfers.noneOpen'), hint: t('hq.transfers.noneOpenHint') }
    : { title: t('hq.transfers.noneDiffers'), hint: t('hq.transfers.noneDiffersHint') };
}

function useColumns(): readonly GridColumn<ChainTransferRow>[] {
  const t = useT();
  const { dateTime, age } = useFormats();
  const now = useHqNow(60_000);
  return useMemo(
    (): readonly GridColumn<ChainTransferRow>[] =>
      [
        {
          id: 'sent',
          title: t('transfers.sentAt'),
          value: ({ at }: ChainTransferRow) => at,
          text: ({ at }: ChainTransferRow) => dateTime(at),
          width: 190,
        },
        {
          id: 'state',
          title: t('transfers.state'),
          value: (row: ChainTransferRow) => stateWords(row, t),
          cell: (row: ChainTransferRow) => (
            <StatusWord tone={stateTone(row)}>{stateWords(row, t)}</StatusWord>
          ),
          width: 180,
        },
        {
          id: 'from',
          title: t('transfers.from'),
          value: ({ from, fromName }: ChainTransferRow) => `${fromName} (${from})`,
        },
        {
          id: 'to',
          title: t('transfers.to'),
          value: ({ other, otherName }: ChainTransferRow) => `${otherName} (${other})`,
        },
        {
          id: 'age',
          title: t('transfers.age'),
          value: ({ at, linesInTransit }: ChainTransferRow) => (linesInTransit === 0 ? null : at),
          text: ({ at, linesInTransit }: ChainTransferRow) => (linesInTransit === 0 ? '' : age(at, now)),
          width: 110,
        },
        {
          id: 'waiting',
          title: t('hq.transfers.waiting'),
          value: ({ linesInTransit }: ChainTransferRow) => linesInTransit,
          text: ({ linesInTransit }: ChainTransferRow) =>
            linesInTransit === 0 ? '' : String(linesInTransit),
          align: 'end' as const,
          width: 110,
        },
        {
          id: 'lines',
          title: t('transfers.goods'),
          value: ({ lines }: ChainTransferRow) => lines,
          align: 'end' as const,
          width: 95,
        },
        {
          id: 'by',
          title: t('transfers.by'),
          value: ({ by }: ChainTransferRow) => by || '–',
          width: 130,
          optional: true,
        },
      ].map((column) => ({ ...column, sortable: false })),
    [t, dateTime, age, now],
  );
}
