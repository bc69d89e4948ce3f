import { IconSearch, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useScans } from '#renderer/commands/use-keys.ts';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { QuantityField } from '#renderer/ui/number-field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductHit } from '#shared/contract/catalog.ts';
import styles from './goods.module.css';

interface Box {
  readonly to: string;
  readonly note: string;
  readonly lines: readonly BoxLine[];
}
interface BoxLine extends Pick<ProductHit, 'id' | 'name' | 'unit'> {
  readonly qty: number | null;
}

interface SendPaneProps {
  readonly stores: readonly { readonly store: string; readonly name: string }[];
  readonly onClose: () => void;
  readonly onSent: (transfer: string) => void;
}

/** A box is packed for another store: where it goes, what is in it. What was packed waits when the page is left. */
export function SendPane({ stores, onClose, onSent }: SendPaneProps): ReactNode {
  const t = useT();
  // Where there is only one other store, the goods go there.
  const [only, another] = stores;
  const isChosen = only !== undefined && another === undefined;
  const empty: Box = { to: isChosen ? only.store : '', note: '', lines: [] };
  const draft = useDraft('transfer new', empty);
  const sending = useSend(client.transfers.dispatch);
  const [tried, setTried] = useState(false);
  const { to, note, lines } = draft.value;
  const setLines = (next: readonly BoxLine[]): void => {
    sending.clear();
    draft.patch({ lines: next });
  };
  const add = ({ id, name, unit }: ProductHit): void => {
    const at = lines.findIndex((line) => line.id === id);
    const known = lines[at];
    setLines(
      known === undefined
        ? [...lines, { id, name, unit, qty: ONE }]
        : lines.with(at, { ...known, qty: (known.qty ?? 0) + ONE }),
    );
  };
  useScans(async ({ text }) => {
    const { rows } = await client.catalog.search({ text, limit: 2 });
    const [only] = rows;
    if (rows.length !== 1 || only === undefined) return 'bad';
    add(only);
    return 'good';
  });
  const full = lines.flatMap(({ id: item, qty }) => (qty === null || qty === 0 ? [] : [{ item, qty }]));
  const send = async (): Promise<void> => {
    setTried(true);
    if (to === '' || full.length === 0) return;
    const done = await sending.send({ to, note, lines: full });
    if (done === null) return;
    draft.reset();
    await invalidate(['transfer', 'stock']);
    toast(t('transfers.sent', { store: stores.find(({ store }) => store === to)?.name ?? to }));
    onSent(done.transfer);
  };
  return (
    <DetailPane
      title={t('transfers.new')}
      onClose={onClose}
      footer={
        <SaveBar
          draft={draft}
          always
          label={t('transfers.send')}
          busy={sending.busy}
          error={sending.error ?? (tried && full.length === 0 ? t('transfers.linesMissing') : null)}
          onSave={send}
        />
      }
    >
      <Select
        label={t('transfers.store')}
        value={to === '' ? null : to}
        placeholder={t('transfers.chooseStore')}
        autoFocus={!isChosen}
        searchable
        error={tried && to === '' ? t('transfers.storeMissing') : undefined}
        options={stores.map(({ store, name }) => ({ value: store, label: `${name} (${store})` }))}
        onChange={(next) => draft.patch({ to: next })}
      />
      <FindProduct autoFocus={isChosen} onFound={add} />
      {lines.length === 0 ? <p className="dim">{t('transfers.nothing')}</p> : null}
      <ul className={styles['goods']}>
        {lines.map((line, at) => (
          <li key={line.id} className={styles['line']}>
            <span className={styles['name']}>{line.name}</span>
            <div className={styles['count']}>
              <QuantityField
                label={t('transfers.quantityOf', { name: line.name })}
                labelled="hidden"
                decimals={line.unit === 'piece' ? 0 : 3}
                {...(line.unit === 'piece' ? {} : { unit: line.unit })}
                value={line.qty}
                onChange={(qty) => setLines(lines.with(at, { ...line, qty }))}
              />
            </div>
            <IconButton
              icon={IconX}
              variant="quiet"
              label={t('transfers.remove', { name: line.name })}
              onPress={() => setLines(lines.toSpliced(at, 1))}
            />
          </li>
        ))}
      </ul>
      <TextField
        label={t('transfers.note')}
        placeholder={t('transfers.notePlaceholder')}
        value={note}
        maxLength={200}
        onChange={(next) => draft.patch({ note: next })}
      />
    </DetailPane>
  );
}

/** One piece, or one whole unit of what is weighed. */
const ONE = 1000;
const SHOWN = 6;

/** Search as one types; Enter takes the first that is found. */
function FindProduct({
  autoFocus,
  onFound,
}: {
  readonly autoFocus: boolean;
  readonly onFound: (hit: ProductHit) => void;
}): ReactNode {
  const t = useT();
  const { quantityOf } = useFormats();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const said = text.trim();
  const asked = host.catalog.search.queryOptions({ input: { text: said, limit: SHOWN } });
  const { data, error } = useQuery({ ...asked, enabled: said !== '' });
  const hits = said === '' ? [] : (data?.rows ?? []);
  const take = (hit: ProductHit | undefined): void => {
    if (hit === undefined) return;
    onFound(hit);
    setText('');
    field.current?.focus();
  };
  return (
    <Stack gap={1}>
      <TextField
        label={t('transfers.find')}
        type="search"
        leading={<IconSearch size={16} stroke={1.75} />}
        value={text}
        maxLength={200}
        takesTypedCodes
        autoFocus={autoFocus}
        inputRef={field}
        onChange={setText}
        onEnter={() => take(hits[0])}
      />
      <ErrorLine text={error === null ? null : t('error.unexpected')} />
      {hits.map((hit) => (
        <Button key={hit.id} variant="quiet" layout="spread" onPress={() => take(hit)}>
          {hit.stock === null ? hit.name : `${hit.name} · ${quantityOf(hit.stock, hit.unit)}`}
        </Button>
      ))}
    </Stack>
  );
}
