import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useLocation } from 'wouter';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { useNow } from '#renderer/app/use-now.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TransferRow } from '#shared/contract/transfers.ts';
import { SendPane } from './parts/send-pane.tsx';
import { TransferPane } from './parts/transfer-pane.tsx';
import { stateTone, stateWords } from './transfer-words.ts';

/** As many as anybody looks through; older ones are found by their address. */
const MOST = 500;

/** Goods between this store and others: what is on its way to us and from us, sending, and counting in. */
export function TransfersScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [, go] = useLocation();
  const [said, setShow] = useAddressState('show', 'in');
  const [open, setOpen] = useAddressState('open', '');
  const [view, setView] = useGridAddress(PLAIN_VIEW);
  const direction = said === 'out' ? 'out' : 'in';
  const { data, error } = useQuery(host.transfers.list.queryOptions({ input: { direction, limit: MOST } }));
  const stores = useQuery(host.transfers.stores.queryOptions()).data;
  const columns = useColumns(direction);
  const close = (): void => setOpen('');
  const isAlone = stores?.length === 0;
  const sent = (transfer: string): void =>
    go(`/office/transfers?show=out&open=${encodeURIComponent(transfer)}`);
  return (
    <OfficePage
      title={t('transfers.title')}
      hint={t('transfers.hint')}
      needs="stock.transfer"
      onNew={isAlone ? undefined : () => setOpen('new')}
      newLabel={t('transfers.new')}
      body="fill"
      onClose={close}
      aside={
        open === '' ? null : open === 'new' ? (
          <SendPane stores={stores ?? []} onClose={close} onSent={sent} />
        ) : (
          <TransferPane key={open} id={open} onClose={close} />
        )
      }
    >
      <ErrorLine text={say(error)} />
      <DataGrid
        label={t('transfers.title')}
        columns={columns}
        rows={data ?? NONE}
        rowId={({ transfer }) => transfer}
        loading={data === undefined}
        toolbar={
          <SegmentedControl
            label={t('transfers.show')}
            value={direction}
            options={(['in', 'out'] as const).map((value) => ({ value, label: t(`transfers.${value}`) }))}
            onChange={(next) => {
              close();
              setShow(next);
            }}
          />
        }
        onOpen={({ transfer }) => setOpen(transfer)}
        openId={open}
        view={view}
        onView={setView}
        empty={
          isAlone
            ? { title: t('transfers.noStores'), hint: t('transfers.noStoresHint') }
            : direction === 'in'
              ? { title: t('transfers.noneIn'), hint: t('transfers.noneInHint') }
              : { title: t('transfers.noneOut') }
        }
      />
    </OfficePage>
  );
}

const NONE: readonly TransferRow[] = [];

function useColumns(direction: 'in' | 'out'): readonly GridColumn<TransferRow>[] {
  const t = useT();
  const formats = useFormats();
  const now = useNow(60_000);
  return useMemo(
    () => [
      {
        id: 'sent',
        title: t('transfers.sentAt'),
        value: ({ at }) => at,
        text: ({ at }) => formats.dateTime(at),
        width: 190,
      },
      {
        id: 'other',
        title: t(direction === 'in' ? 'transfers.from' : 'transfers.to'),
        value: ({ other, otherName }) => `${otherName} (${other})`,
      },
      {
        id: 'state',
        title: t('transfers.state'),
        value: (row) => stateWords(row, t),
        cell: (row) => <StatusWord tone={stateTone(row)}>{stateWords(row, t)}</StatusWord>,
        width: 150,
      },
      {
        id: 'age',
        title: t('transfers.age'),
        value: ({ at, linesInTransit }) => (linesInTransit === 0 ? null : at),
        text: ({ at, linesInTransit }) => (linesInTransit === 0 ? '' : formats.age(at, now)),
        width: 110,
      },
      {
        id: 'waiting',
        title: t('transfers.waiting'),
        value: ({ linesInTransit }) => linesInTransit,
        text: ({ linesInTransit }) => (linesInTransit === 0 ? '' : String(linesInTransit)),
        align: 'end',
        width: 105,
      },
      {
        id: 'lines',
        title: t('transfers.goods'),
        value: ({ lines }) => lines,
        align: 'end',
        width: 95,
      },
      { id: 'by', title: t('transfers.by'), value: ({ by }) => by, width: 130 },
    ],
    [t, formats, now, direction],
  );
}
