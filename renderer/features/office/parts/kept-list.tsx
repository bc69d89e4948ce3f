import type { UseQueryResult } from '@tanstack/react-query';
import { Fragment, type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import type { useT } from '#renderer/ui/words.tsx';
import type { Right } from '#shared/domain/people/rights.ts';
import { OfficePage } from './office-page.tsx';

interface Listed {
  readonly id: string;
  readonly active: boolean;
}

interface KeptListProps<Row extends Listed> {
  readonly title: string;
  readonly hint: string;
  readonly needs: Right;
  readonly newLabel: string;
  readonly query: Pick<UseQueryResult<readonly Row[]>, 'data' | 'error'>;
  readonly columns: readonly GridColumn<Row>[];
  /** The column it is in the order of at first. */
  readonly order: string;
  readonly empty?: { readonly title: string };
  /** What is open beside the list; null: a new one. */
  readonly panel: (row: Row | null, all: readonly Row[], ends: PanelEnds) => ReactNode;
}

interface PanelEnds {
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

const NONE: readonly never[] = [];

/** A page of a short list that a chain keeps: each row opens beside it to be changed, and so does a new one. */
export function KeptList<Row extends Listed>(props: KeptListProps<Row>): ReactNode {
  const { title, hint, needs, newLabel, query, columns, order, empty, panel } = props;
  const say = useFailureText();
  const start = useMemo(() => ({ ...PLAIN_VIEW, sort: { id: order, desc: false } }), [order]);
  const [view, setView] = useGridAddress(start);
  const [open, setOpen] = useAddressState('open', '');
  const { data, error } = query;
  const chosen = data?.find(({ id }) => id === open) ?? null;
  const onClose = (): void => setOpen('');
  const isOpen = data !== undefined && (open === 'new' || chosen !== null);
  return (
    <OfficePage
      title={title}
      hint={hint}
      needs={needs}
      keptAtHq
      onNew={() => setOpen('new')}
      newLabel={newLabel}
      body="fill"
      onClose={onClose}
      aside={
        isOpen ? <Fragment key={open}>{panel(chosen, data, { onClose, onSaved: setOpen })}</Fragment> : null
      }
    >
      <ErrorLine text={say(error)} />
      <DataGrid
        label={title}
        columns={columns}
        rows={data ?? NONE}
        rowId={({ id }) => id}
        loading={data === undefined}
        onOpen={({ id }) => setOpen(id)}
        openId={open}
        view={view}
        onView={setView}
        {...(empty === undefined ? {} : { empty })}
      />
    </OfficePage>
  );
}

/** Whether a row is in use. */
export const stateColumn = <Row extends Listed>(t: ReturnType<typeof useT>): GridColumn<Row> => ({
  id: 'state',
  title: t('office.state'),
  value: ({ active }) => (active ? t('office.on') : t('office.off')),
  cell: ({ active }) => (active ? t('office.on') : <StatusWord tone="warn">{t('office.off')}</StatusWord>),
  width: 100,
});

/** Behind all others, where they are in an order of their own. */
export const nextPlace = (rows: readonly { readonly sort: number }[]): number =>
  Math.max(0, ...rows.map(({ sort }) => sort)) + 1;
