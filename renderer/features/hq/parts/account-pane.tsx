import type { ReactNode } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Switch } from '#renderer/ui/choice.tsx';
import { askConfirm, openDialog } from '#renderer/ui/dialogs.tsx';
import { Select } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { HqUserView } from '#shared/contract/hq/session.ts';
import { HQ_ROLES } from '#shared/domain/people/hq-roles.ts';
import { HandOver } from './hand-over.tsx';

interface AccountPaneProps {
  readonly user: HqUserView;
  readonly onClose: () => void;
}

/** One account: what it may do, whether it may come in, and a way back for who lost theirs. */
export function AccountPane({ user, onClose }: AccountPaneProps): ReactNode {
  const t = useT();
  const me = useSession().person?.id;
  const draft = useDraft(`account ${user.id}`, { role: user.role, active: user.active });
  const saving = useSend(hqClient.users.change);
  const save = async (): Promise<void> => {
    if ((await saving.send({ user: user.id, ...draft.value })) === null) return;
    draft.reset();
    await invalidate(['users']);
    toast(t('common.saved'));
  };
  return (
    <DetailPane
      title={user.account}
      onClose={onClose}
      footer={<SaveBar draft={draft} busy={saving.busy} error={saving.error} onSave={save} />}
    >
      <FormSection title={t('hq.accounts.may')}>
        <WideField>
          <Select
            label={t('staff.role')}
            hint={t(`hq.role.${draft.value.role}.hint`)}
            value={draft.value.role}
            options={HQ_ROLES.map((role) => ({ value: role, label: t(`hq.role.${role}`) }))}
            onChange={(role) => draft.patch({ role })}
          />
        </WideField>
        <WideField>
          <Switch
            label={t('staff.active')}
            hint={t('hq.accounts.activeHint')}
            value={draft.value.active}
            onChange={(active) => draft.patch({ active })}
          />
        </WideField>
      </FormSection>
      {user.id === me ? null : <Reset user={user} />}
    </DetailPane>
  );
}

function Reset({ user }: { readonly user: HqUserView }): ReactNode {
  const t = useT();
  const resetting = useSend(hqClient.users.resetAccess);
  const reset = async (): Promise<void> => {
    const sure = await askConfirm({
      title: t('hq.accounts.resetAsk', { account: user.account }),
      text: t('hq.accounts.resetText'),
      confirm: t('hq.accounts.reset'),
      tone: 'danger',
    });
    const done = sure ? await resetting.send({ user: user.id }) : null;
    if (done === null) return;
    await invalidate(['users']);
    await openDialog((answer) => (
      <HandOver account={user.account} password={done.password} onClose={() => answer(null)} />
    ));
  };
  return (
    <FormSection title={t('hq.accounts.reset')} hint={t('hq.accounts.resetHint')}>
      <WideField>
        <ErrorLine text={resetting.error} />
        <Button variant="danger" busy={resetting.busy} onPress={() => void reset()}>
          {t('hq.accounts.reset')}
        </Button>
      </WideField>
    </FormSection>
  );
}
