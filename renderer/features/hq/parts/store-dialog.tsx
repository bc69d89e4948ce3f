import { type ReactNode, useState } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { StoreRow } from '#shared/contract/hq/stores.ts';

interface StoreDialogProps {
  /** null: a new one. */
  readonly store: StoreRow | null;
  readonly onClose: () => void;
}

/** Adds a store, or gives one another name. Its code stands in every ticket number and stays. */
export function StoreDialog({ store, onClose }: StoreDialogProps): ReactNode {
  const t = useT();
  const [code, setCode] = useState(store?.store ?? '');
  const [name, setName] = useState(store?.name ?? '');
  const [pressed, setPressed] = useState(false);
  const adding = useSend(hqClient.stores.add);
  const renaming = useSend(hqClient.stores.rename);
  const sending = store === null ? adding : renaming;
  const wrongCode = !/^[A-Z0-9]{1,6}$/.test(code);
  const save = async (): Promise<void> => {
    setPressed(true);
    if (wrongCode || name.trim() === '') return;
    const saved = await sending.send({ store: code, name: name.trim() });
    if (saved === null) return;
    await invalidate(['stores']);
    toast(t('hq.stores.saved', { name: saved.name }));
    onClose();
  };
  return (
    <Dialog
      title={t(store === null ? 'hq.stores.add' : 'hq.stores.rename')}
      onClose={onClose}
      confirm={{
        label: t(store === null ? 'hq.stores.addIt' : 'common.save'),
        onPress: save,
        busy: sending.busy,
      }}
    >
      <TextField
        label={t('setup.name')}
        value={name}
        maxLength={120}
        autoFocus
        onChange={setName}
        error={pressed && name.trim() === '' ? t('setup.needsName') : undefined}
      />
      {store === null ? (
        <TextField
          label={t('setup.storeCode')}
          hint={t('setup.storeCodeHint', { number: `${code || 'S2'}-1-000001` })}
          value={code}
          maxLength={6}
          onChange={(text) => setCode(text.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))}
          error={pressed && wrongCode ? t('setup.storeCodeRule') : undefined}
        />
      ) : null}
      <ErrorLine text={sending.error} />
    </Dialog>
  );
}
