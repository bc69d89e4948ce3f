import { type ReactNode, useState } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';

interface ChainDialogProps {
  /** The name it has. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Gives the chain another name. */
export function ChainDialog({ name: given, onClose }: ChainDialogProps): ReactNode {
  const t = useT();
  const [name, setName] = useState(given);
  const [pressed, setPressed] = useState(false);
  const renaming = useSend(hqClient.stores.renameChain);
  const save = async (): Promise<void> => {
    setPressed(true);
    if (name.trim() === '') return;
    const saved = await renaming.send({ name: name.trim() });
    if (saved === null) return;
    await invalidate(['session']);
    toast(t('hq.stores.saved', { name: saved.name }));
    onClose();
  };
  return (
    <Dialog
      title={t('hq.chain.rename')}
      onClose={onClose}
      confirm={{ label: t('common.save'), onPress: save, busy: renaming.busy }}
    >
      <TextField
        label={t('hq.setup.chain')}
        hint={t('hq.chain.nameHint')}
        value={name}
        maxLength={120}
        autoFocus
        onChange={setName}
        error={pressed && name.trim() === '' ? t('hq.setup.needsChain') : undefined}
      />
      <ErrorLine text={renaming.error} />
    </Dialog>
  );
}
