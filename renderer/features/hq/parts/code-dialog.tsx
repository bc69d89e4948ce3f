import { type ReactNode, useState } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient, useHqNow } from '#renderer/host/hq.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { CodeRow, StoreRow } from '#shared/contract/hq/stores.ts';
import { minutesLeft } from '../minutes-left.ts';
import styles from './code-dialog.module.css';
import { CopyButton } from './copy-button.tsx';

interface CodeDialogProps {
  readonly stores: readonly StoreRow[];
  /** Proposed; null: the first. */
  readonly store: string | null;
  /** Proposed; empty: the next free one. */
  readonly register: string;
  readonly onClose: () => void;
}

/** Makes a code for a register, and shows it once: large, with how long it holds. */
export function CodeDialog({
  stores,
  store: proposed,
  register: former,
  onClose,
}: CodeDialogProps): ReactNode {
  const t = useT();
  const [store, setStore] = useState(proposed ?? stores[0]?.store ?? '');
  const [register, setRegister] = useState(former);
  const [made, setMade] = useState<{ readonly code: string; readonly row: CodeRow } | null>(null);
  const making = useSend(hqClient.codes.make);
  const wrong = register !== '' && !/^[A-Z0-9]{0,3}\d$/.test(register);
  const make = async (): Promise<void> => {
    if (wrong || store === '') return;
    const code = await making.send({ store, register: register === '' ? null : register });
    if (code === null) return;
    setMade(code);
    await invalidate(['devices']);
  };
  if (made !== null) return <MadeCode {...made} onClose={onClose} />;
  return (
    <Dialog
      title={t('hq.codes.make')}
      onClose={onClose}
      confirm={{ label: t('hq.codes.makeIt'), onPress: make, busy: making.busy, disabled: store === '' }}
    >
      <p className="dim">{t('hq.codes.makeHint')}</p>
      <Select
        label={t('hq.store')}
        value={store}
        searchable={stores.length > 12}
        options={stores.map(({ store: value, name }) => ({ value, label: `${name} · ${value}` }))}
        onChange={setStore}
      />
      <TextField
        label={t('hq.codes.register')}
        hint={t('hq.codes.registerHint')}
        value={register}
        maxLength={4}
        onChange={(text) => setRegister(text.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))}
        error={wrong ? t('setup.registerCodeRule') : undefined}
      />
      <ErrorLine text={making.error} />
    </Dialog>
  );
}

interface MadeCodeProps {
  readonly code: string;
  readonly row: CodeRow;
  readonly onClose: () => void;
}

function MadeCode({ code, row, onClose }: MadeCodeProps): ReactNode {
  const t = useT();
  const now = useHqNow();
  const over = row.expiresAt <= now;
  return (
    <Dialog title={t('hq.codes.for', { store: row.store, register: row.register })} onClose={onClose}>
      <p>{t('hq.codes.where', { address: location.origin })}</p>
      <output className={styles['code']} data-over={over} aria-label={t('hq.codes.code')}>
        {code}
      </output>
      <Row gap={3} justify="between">
        <span className={styles['left']} role="timer">
          {over ? t('hq.codes.over') : t('hq.codes.left', { time: minutesLeft(row.expiresAt, now) })}
        </span>
        <CopyButton text={code} />
      </Row>
      <NoticeLine tone={over ? 'warn' : 'plain'}>
        {t(over ? 'hq.codes.overHint' : 'hq.codes.once')}
      </NoticeLine>
    </Dialog>
  );
}
