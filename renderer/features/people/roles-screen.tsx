import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useAddressState } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { type Draft, useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { Fields, useReadOnly } from '#renderer/ui/read-only.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { RoleView } from '#shared/contract/back-office.ts';
import { RightsTable } from './parts/rights-table.tsx';
import styles from './roles-screen.module.css';

/** Roles: what each may do alone, with a second person, or not at all. */
export function RolesScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const roles = useQuery(host.people.roles.queryOptions());
  const people = useQuery(host.people.list.queryOptions()).data ?? [];
  const [open, setOpen] = useAddressState('role', '');
  const all = roles.data ?? [];
  const chosen = open === 'new' ? null : (all.find(({ id }) => id === open) ?? all[0] ?? null);
  return (
    <OfficePage
      title={t('staff.roles')}
      hint={t('staff.rolesHint')}
      needs="people.edit"
      keptAtHq
      onNew={() => setOpen('new')}
      newLabel={t('staff.roleAdd')}
    >
      <ErrorLine text={say(roles.error)} />
      <NewRights roles={all} />
      {roles.data === undefined ? null : (
        <div className={styles['beside']}>
          <nav className={styles['list']} aria-label={t('staff.roles')}>
            {all.map((role) => (
              <button
                key={role.id}
                type="button"
                className={styles['role']}
                aria-current={role.id === chosen?.id ? 'true' : undefined}
                onClick={() => setOpen(role.id)}
              >
                <span>{role.name}</span>
                <span className="dim small">
                  {t('staff.rolePeople', {
                    count: people.filter((person) => person.role === role.id).length,
                  })}
                </span>
              </button>
            ))}
          </nav>
          <RoleForm key={chosen?.id ?? 'new'} role={chosen} all={all} onSaved={setOpen} />
        </div>
      )}
    </OfficePage>
  );
}

/** Rights that came after the shop's roles: one press gives them as a new shop has them. */
function NewRights({ roles }: { readonly roles: readonly RoleView[] }): ReactNode {
  const t = useT();
  const readOnly = useReadOnly();
  const deciding = useSend(client.people.decideRights);
  const open = roles.filter(({ undecided }) => undecided.length > 0);
  if (open.length === 0) return null;
  const rights = [...new Set(open.flatMap(({ undecided }) => undecided))];
  const give = async (): Promise<void> => {
    for (const { id } of open) if ((await deciding.send({ role: id })) === null) return;
    await invalidate(['people', 'session']);
    toast(t('staff.newRightsGiven'));
  };
  return (
    <>
      <ErrorLine text={deciding.error} />
      <NoticeLine
        tone="warn"
        action={
          readOnly ? undefined : (
            <Button busy={deciding.busy} onPress={() => void give()}>
              {t('staff.newRightsGive')}
            </Button>
          )
        }
      >
        {t('staff.newRights', {
          rights: rights.map((right) => t(`right.${right}`)).join(' · '),
          roles: open.map(({ name }) => name).join(' · '),
        })}
      </NoticeLine>
    </>
  );
}

export interface RoleDraft {
  readonly name: string;
  readonly grants: RoleView['grants'];
}

interface RoleFormProps {
  /** null: a new one. */
  readonly role: RoleView | null;
  readonly all: readonly RoleView[];
  readonly onSaved: (id: string) => void;
}

function RoleForm({ role, all, onSaved }: RoleFormProps): ReactNode {
  const t = useT();
  const session = useSession();
  const readOnly = useReadOnly();
  const draft = useDraft<RoleDraft>(
    `role ${role?.id ?? 'new'}`,
    role === null ? EMPTY : { name: role.name, grants: role.grants },
  );
  const saving = useSend(client.people.saveRole);
  const [tried, setTried] = useState(false);
  const { value, patch } = draft;
  const save = async (): Promise<void> => {
    setTried(true);
    if (value.name.trim() === '') return;
    const saved = await saving.send({
      role: role?.id ?? null,
      name: value.name.trim(),
      grants: value.grants,
    });
    if (saved === null) return;
    draft.reset();
    await invalidate(['people', 'session']);
    toast(t('staff.saved', { name: saved.name }));
    onSaved(saved.id);
  };
  const own = role !== null && session.person?.role === role.name;
  return (
    <section className={styles['form']} aria-label={role?.name ?? t('staff.roleNew')}>
      {own && !readOnly ? <NoticeLine>{t('staff.yourRole')}</NoticeLine> : null}
      <Fields>
        <Row gap={4} align="start" wrap>
          <TextField
            label={t('staff.roleName')}
            value={value.name}
            maxLength={80}
            autoFocus={role === null}
            error={tried && value.name.trim() === '' ? t('staff.nameMissing') : undefined}
            onChange={(name) => patch({ name })}
          />
          {role === null ? <StartFrom all={all} draft={draft} /> : null}
        </Row>
        <RightsTable grants={value.grants} onChange={(grants) => patch({ grants })} />
      </Fields>
      <SaveBar
        look="bar"
        draft={draft}
        always={role === null}
        busy={saving.busy}
        error={saving.error}
        onSave={save}
      />
    </section>
  );
}

const EMPTY: RoleDraft = { name: '', grants: {} };

/** A new role is rarely made from nothing. */
function StartFrom({
  all,
  draft,
}: {
  readonly all: readonly RoleView[];
  readonly draft: Draft<RoleDraft>;
}): ReactNode {
  const t = useT();
  const [from, setFrom] = useState<string | null>(null);
  return (
    <Select
      label={t('staff.copyOf')}
      value={from}
      placeholder={t('common.choose')}
      options={all.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => {
        setFrom(id);
        const source = all.find((role) => role.id === id);
        if (source !== undefined) draft.patch({ grants: source.grants });
      }}
    />
  );
}
