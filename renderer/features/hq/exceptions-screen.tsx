import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { hq } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ExceptionRow, KeptFact } from '#shared/contract/hq/chain-sales.ts';
import { ruleWords, stateTone, stateWords } from './exception-words.ts';
import { factWords, reasonWords } from './kept-words.ts';
import { ExceptionPane } from './parts/exception-pane.tsx';
import { KeptPane } from './parts/kept-pane.tsx';

const SHOWN = ['open', 'settled', 'kept', 'aside'] as const;
const placeOf = ({ store, position }: KeptFact): string => `${store} ${position}`;
const idOf = ({ store, rule, subject }: ExceptionRow): string => `${store} ${rule} ${subject}`;

/** Where facts disagree, what came of it, and which facts are kept without being counted. */
export function ExceptionsScreen(): ReactNode {
  const t = useT();
  const [said, setShow] = useAddressState('show', 'open');
  const [open, setOpen] = useAddressState('open', '');
  const show = SHOWN.find((each) => each === said) ?? 'open';
  const settled = show === 'settled';
  const list = useQuery(hq.exceptions.list.queryOptions({ input: { settled, limit: 500 } }));
  const close = (): void => setOpen('');
  const isKept = show === 'kept' || show === 'aside';
  const chosen = isKept ? undefined : list.data?.rows.find((row) => idOf(row) === open);
  const [, store = '', position = ''] = /^(\S+) (\d+)$/.exec(isKept ? open : '') ?? [];
  const filter = (
    <SegmentedControl
      label={t('hq.exceptions.show')}
      value={show}
      options={SHOWN.map((value) => ({ value, label: t(`hq.exceptions.${value}`) }))}
      onChange={(next) => {
        close();
        setShow(next);
      }}
    />
  );
  return (
    <OfficePage
      title={t('hq.exceptions.title')}
      hint={t(isKept ? 'hq.kept.hint' : 'hq.exceptions.hint')}
      needs="reports.see"
      body="fill"
      onClose={close}
      aside={
        chosen !== undefined ? (
          <ExceptionPane key={open} exception={chosen} onClose={close} />
        ) : position === '' ? null : (
          <KeptPane key={open} store={store} position={Number(position)} onClose={close} />
        )
      }
    >
      {isKept ? (
        <Kept key={show} setAside={show === 'aside'} filter={filter} open={open} onOpen={setOpen} />
      ) : (
        <Exceptions
          rows={list.data?.rows}
          failure={list.error}
          settled={settled}
          filter={filter}
          open={open}
          onOpen={setOpen}
        />
      )}
    </OfficePage>
  );
}

interface ExceptionsProps {
  readonly rows: readonly ExceptionRow[] | undefined;
  readonly failure: unknown;
  readonly settled: boolean;
  readonly filter: ReactNode;
  readonly open: string;
  readonly onOpen: (id: string) => void;
}

function Exceptions({ rows, failure, settled, filter, open, onOpen }: ExceptionsProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [view, setView] = useGridAddress(NEWEST);
  const columns = useExceptionColumns(settled);
  return (
    <>
      <ErrorLine text={say(failure)} />
      <DataGrid
        label={t('hq.exceptions.title')}
        columns={columns}
        rows={rows ?? NO_EXCEPTIONS}
        rowId={idOf}
        loading={rows === undefined}
        toolbar={filter}
        onOpen={(row) => onOpen(idOf(row))}
        openId={open}
        view={view}
        onView={setView}
        empty={
          settled
            ? { title: t('hq.exceptions.noneSettled') }
            : { title: t('hq.exceptions.none'), hint: t('hq.exceptions.noneHint') }
        }
      />
    </>
  );
}

const NO_EXCEPTIONS: readonly ExceptionRow[] = [];
const NO_FACTS: readonly KeptFact[] = [];
const NEWEST: GridView = { ...PLAIN_VIEW, sort: { id: 'raised', desc: true } };

function useExceptionColumns(settled: boolean): readonly GridColumn<ExceptionRow>[] {
  const t = useT();
  const { dateTime } = useFormats();
  return useMemo(
    () => [
      {
        id: 'rule',
        title: t('hq.exceptions.what'),
        value: ({ rule }) => ruleWords(rule, t).title,
        cell: ({ rule }) => (
          <StatusWord tone={settled ? 'plain' : 'bad'}>{ruleWords(rule, t).title}</StatusWord>
        ),
      },
      { id: 'about', title: t('hq.exceptions.subject'), value: ({ about }) => about, width: 150 },
      { id: 'store', title: t('hq.store'), value: ({ storeName }) => storeName, width: 170 },
      {
        id: 'raised',
        title: t('hq.exceptions.raised'),
        value: ({ raisedAt }) => raisedAt,
        text: ({ raisedAt }) => dateTime(raisedAt),
        width: 170,
      },
      ...(settled
        ? [
            {
              id: 'by',
              title: t('hq.exceptions.by'),
              value: (row: ExceptionRow) => row.settledBy,
              width: 140,
            },
            { id: 'note', title: t('common.note'), value: (row: ExceptionRow) => row.note, width: 280 },
          ]
        : []),
    ],
    [t, dateTime, settled],
  );
}

interface KeptProps {
  readonly setAside: boolean;
  readonly filter: ReactNode;
  readonly open: string;
  readonly onOpen: (id: string) => void;
}

function Kept({ setAside, filter, open, onOpen }: KeptProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { dateTime } = useFormats();
  const { data, error } = useQuery(hq.kept.list.queryOptions({ input: { setAside, limit: 500 } }));
  const columns = useMemo(
    (): readonly GridColumn<KeptFact>[] => [
      {
        id: 'state',
        title: t('office.state'),
        value: ({ state }) => stateWords(state, t),
        cell: ({ state }) => <StatusWord tone={stateTone(state)}>{stateWords(state, t)}</StatusWord>,
        width: 180,
      },
      { id: 'type', title: t('hq.kept.fact'), value: ({ type }) => factWords(type, t), width: 170 },
      { id: 'store', title: t('hq.store'), value: ({ storeName }) => storeName, width: 180 },
      { id: 'register', title: t('hq.register'), value: ({ register }) => register, width: 90 },
      { id: 'reason', title: t('hq.kept.reason'), value: (fact) => reasonWords(fact, t) },
      {
        id: 'received',
        title: t('hq.kept.received'),
        value: ({ receivedAt }) => receivedAt,
        text: ({ receivedAt }) => dateTime(receivedAt),
        width: 170,
      },
    ],
    [t, dateTime],
  );
  return (
    <>
      <ErrorLine text={say(error)} />
      <DataGrid
        label={t('hq.exceptions.kept')}
        columns={columns}
        rows={data?.rows ?? NO_FACTS}
        rowId={placeOf}
        loading={data === undefined}
        toolbar={filter}
        onOpen={(row) => onOpen(placeOf(row))}
        openId={open}
        empty={
          setAside
            ? { title: t('hq.kept.noneAside') }
            : { title: t('hq.kept.none'), hint: t('hq.kept.noneHint') }
        }
      />
    </>
  );
}
