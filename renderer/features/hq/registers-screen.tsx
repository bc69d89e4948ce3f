import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { hq, useHqMay, useHqNow, useHqSession } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord, type Tone } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { DeviceRow, StoreRow } from '#shared/contract/hq/stores.ts';
import { deviceState, skewWords, waitsLong } from './device-state.ts';
import { ChainDialog } from './parts/chain-dialog.tsx';
import { CodeDialog } from './parts/code-dialog.tsx';
import { DevicePane } from './parts/device-pane.tsx';
import { StoreDialog } from './parts/store-dialog.tsx';
import { StorePane } from './parts/store-pane.tsx';
import { WaitingCodes } from './parts/waiting-codes.tsx';

/** One line of the table: a register, or a store that has none yet. */
interface Line {
  readonly id: string;
  readonly store: string;
  readonly storeName: string;
  readonly device: DeviceRow | null;
}

/** Every store and every register of the chain in one table: what is wrong stands first. */
export function RegistersScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const stores = useQuery(hq.stores.list.queryOptions());
  const devices = useQuery({ ...hq.devices.list.queryOptions(), refetchInterval: ASKED_EVERY });
  const [view, setView] = useGridAddress(START);
  const [open, setOpen] = useAddressState('open', '');
  const mayStores = useHqMay('hq.stores');
  const mayDevices = useHqMay('hq.devices');
  const { chain } = useHqSession();
  const lines = useMemo(() => linesOf(stores.data, devices.data), [stores.data, devices.data]);
  const columns = useColumns();
  const close = (): void => setOpen('');
  const enrol = (store: string | null, register = ''): void =>
    void openDialog((answer) => (
      <CodeDialog stores={stores.data ?? []} store={store} register={register} onClose={() => answer(null)} />
    ));
  const addStore = (): void =>
    void openDialog((answer) => <StoreDialog store={null} onClose={() => answer(null)} />);
  const renameChain = (): void =>
    void openDialog((answer) => <ChainDialog name={chain ?? ''} onClose={() => answer(null)} />);
  const chosen = lines.find(({ id }) => id === open);
  const store = stores.data?.find((each) => each.store === chosen?.store);
  return (
    <OfficePage
      title={t('hq.registers.title')}
      hint={t('hq.registers.hint')}
      needs="reports.see"
      body="fill"
      onClose={close}
      actions={
        mayStores ? (
          <>
            <Button onPress={renameChain}>{t('hq.chain.rename')}</Button>
            <Button icon={IconPlus} onPress={addStore}>
              {t('hq.stores.add')}
            </Button>
          </>
        ) : undefined
      }
      onNew={mayDevices ? () => enrol(chosen?.store ?? null) : undefined}
      newLabel={t('hq.codes.make')}
      aside={
        chosen === undefined ? null : chosen.device === null ? (
          store === undefined ? null : (
            <StorePane key={open} store={store} onClose={close} onEnrol={() => enrol(store.store)} />
          )
        ) : (
          <DevicePane
            key={open}
            device={chosen.device}
            onEnrol={() => enrol(chosen.store, chosen.device?.register)}
            onClose={close}
          />
        )
      }
    >
      <ErrorLine text={say(stores.error ?? devices.error)} />
      {mayDevices ? <WaitingCodes /> : null}
      <DataGrid
        label={t('hq.registers.title')}
        columns={columns}
        rows={lines}
        rowId={({ id }) => id}
        loading={stores.data === undefined || devices.data === undefined}
        onOpen={({ id }) => setOpen(id)}
        openId={open}
        view={view}
        onView={setView}
        empty={{ title: t('hq.registers.none'), hint: t('hq.registers.noneHint') }}
      />
    </OfficePage>
  );
}

/** What is wrong stands first. */
const START: GridView = { ...PLAIN_VIEW, sort: { id: 'state', desc: false } };
const TONES: readonly Tone[] = ['bad', 'warn', 'good', 'plain'];

/** Nobody is told by an event that a register is still there. */
const ASKED_EVERY = 15_000;

function linesOf(
  stores: readonly StoreRow[] | undefined,
  devices: readonly DeviceRow[] | undefined,
): readonly Line[] {
  const registers = (devices ?? []).map(
    (device): Line => ({ id: device.device, store: device.store, storeName: device.storeName, device }),
  );
  const bare = (stores ?? [])
    .filter(
      ({ store }) => !registers.some((line) => line.store === store && line.device?.state !== 'revoked'),
    )
    .map(({ store, name }): Line => ({ id: `store ${store}`, store, storeName: name, device: null }));
  return [...registers, ...bare];
}

function useColumns(): readonly GridColumn<Line>[] {
  const t = useT();
  const formats = useFormats();
  const now = useHqNow(10_000);
  return useMemo(() => {
    const words = { t, formats, now };
    const state = ({ device }: Line) =>
      device === null ? ({ words: t('hq.device.none'), tone: 'plain' } as const) : deviceState(device, words);
    return [
      {
        id: 'state',
        title: t('office.state'),
        value: (line) => TONES.indexOf(state(line).tone),
        text: (line) => state(line).words,
        cell: (line) => <StatusWord tone={state(line).tone}>{state(line).words}</StatusWord>,
        width: 200,
      },
      {
        id: 'store',
        title: t('hq.store'),
        value: ({ store, storeName, device }) => `${storeName} ${store} ${device?.register ?? ''}`,
        cell: ({ store, storeName }) => (
          <>
            {storeName} <span className="dim">{store}</span>
          </>
        ),
        width: 260,
      },
      {
        id: 'register',
        title: t('hq.register'),
        value: ({ device }) => device?.register ?? null,
        text: ({ device }) => device?.register ?? '–',
        width: 90,
      },
      { id: 'name', title: t('common.name'), value: ({ device }) => device?.name ?? null, width: 180 },
      {
        id: 'waiting',
        title: t('hq.device.waiting'),
        value: ({ device }) => device?.waiting ?? null,
        cell: ({ device }) =>
          device === null || device.waiting === 0 ? (
            <span className="dim">{device === null ? '–' : '0'}</span>
          ) : (
            <StatusWord tone={waitsLong(device, now) ? 'warn' : 'plain'}>
              {t('hq.device.waitingAge', {
                count: formats.count(device.waiting),
                age: formats.age(device.waitingSince ?? now, now),
              })}
            </StatusWord>
          ),
        width: 150,
      },
      {
        id: 'seen',
        title: t('hq.device.seen'),
        value: ({ device }) => device?.lastSeen ?? null,
        text: ({ device }) => (device?.lastSeen == null ? '–' : formats.ago(device.lastSeen, now)),
        width: 130,
      },
      {
        id: 'skew',
        title: t('hq.device.clock'),
        value: ({ device }) => (device?.skew == null ? null : Math.abs(device.skew)),
        text: ({ device }) => skewWords(device?.skew ?? null, words),
        width: 140,
      },
      {
        id: 'version',
        title: t('hq.device.version'),
        value: ({ device }) => device?.version ?? null,
        width: 100,
      },
    ];
  }, [t, formats, now]);
}
