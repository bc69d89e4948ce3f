import { type ReactNode, useState } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { HQ_ROLES, type HqRole } from '#shared/domain/people/hq-roles.ts';
import { HandOver } from './hand-over.tsx';

/** Lets somebody in: account and role, then the password to hand over, once. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  const [account, setAccount] = useState('');
  const [role, setRole] = useState<HqRole>('manager');
  const [pressed, setPressed] = useState(false);
  const [password, setPassword] = useState<string | null>(null);
  const inviting = useSend(hqClient.users.invite);
  const wrong = !/^[\p{L}\p{N}@._+-]{2,80}$/u.test(account.trim());
  const invite = async (): Promise<void> => {
    setPressed(true);
    if (wrong) return;
    const done = await inviting.send({ account: account.trim(), role });
    if (done === null) return;
    setPassword(done.password);
    await invalidate(['users']);
  };
  if (password !== null) return <HandOver account={account.trim()} password={password} onClose={onClose} />;
  return (
    <Dialog
      title={t('hq.accounts.invite')}
      onClose={onClose}
      confirm={{ label: t('hq.accounts.inviteIt'), onPress: invite, busy: inviting.busy }}
    >
      <TextField
        label={t('hq.signIn.account')}
        hint={t('hq.accounts.accountHint')}
        value={account}
        maxLength={80}
        autoFocus
        onChange={setAccount}
        error={pressed && wrong ? t('hq.setup.accountRule') : undefined}
      />
      <Select
        label={t('staff.role')}
        hint={t(`hq.role.${role}.hint`)}
        value={role}
        options={HQ_ROLES.map((each) => ({ value: each, label: t(`hq.role.${each}`) }))}
        onChange={setRole}
      />
      <ErrorLine text={inviting.error} />
    </Dialog>
  );
}
