import { type ReactNode, useState } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client } from '#renderer/host/host.ts';
import { isHq } from '#renderer/host/kind.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Switch } from '#renderer/ui/choice.tsx';
import { askConfirm, openDialog } from '#renderer/ui/dialogs.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { RoleView } from '#shared/contract/back-office.ts';
import { type PersonView, stateWords } from '../person-state.ts';
import { PinDialog } from './pin-dialog.tsx';

interface PersonPanelProps {
  /** null: somebody new. */
  readonly person: PersonView | null;
  readonly roles: readonly RoleView[];
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

interface Form {
  readonly name: string;
  readonly role: string | null;
  readonly active: boolean;
}

/** One person: name, role, PIN, and the way out. */
export function PersonPanel({ person, roles, onClose, onSaved }: PersonPanelProps): ReactNode {
  const t = useT();
  const draft = useDraft<Form>(`person ${person?.id ?? 'new'}`, {
    name: person?.name ?? '',
    role: person?.role ?? null,
    active: person?.active ?? true,
  });
  const saving = useSend(client.people.save);
  const [tried, setTried] = useState(false);
  const { value, patch } = draft;
  const save = async (): Promise<void> => {
    setTried(true);
    const { name, role, active } = value;
    if (name.trim() === '' || role === null) return;
    const saved = await saving.send({ person: person?.id ?? null, name: name.trim(), role, active });
    if (saved === null) return;
    draft.reset();
    await invalidate(['people']);
    toast(t('staff.saved', { name: saved.name }));
    onSaved(saved.id);
    // Without a PIN they could not sign in: it is the next thing to do.
    if (person === null) await setPin(saved);
  };
  return (
    <DetailPane
      title={person?.name ?? t('staff.new')}
      onClose={onClose}
      footer={
        <SaveBar
          draft={draft}
          always={person === null}
          busy={saving.busy}
          error={saving.error}
          onSave={save}
        />
      }
    >
      <FormSection title={t('staff.who')}>
        <WideField>
          <TextField
            label={t('staff.name')}
            hint={t('staff.nameHint')}
            value={value.name}
            maxLength={80}
            autoFocus={person === null}
            error={tried && value.name.trim() === '' ? t('staff.nameMissing') : undefined}
            onChange={(name) => patch({ name })}
          />
        </WideField>
        <WideField>
          <Select
            label={t('staff.role')}
            value={value.role}
            error={tried && value.role === null ? t('staff.roleMissing') : undefined}
            options={roles.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(role) => patch({ role })}
          />
        </WideField>
        <WideField>
          <Switch
            label={t('staff.active')}
            hint={t('staff.activeHint')}
            value={value.active}
            onChange={(active) => patch({ active })}
          />
        </WideField>
      </FormSection>
      {person === null ? (
        <p className="dim">{t('staff.pinNext')}</p>
      ) : (
        <>
          <PinPart person={person} />
          {isHq ? null : <ErasePart person={person} onErased={onClose} />}
        </>
      )}
    </DetailPane>
  );
}

const setPin = (person: PersonView): Promise<true | null> =>
  openDialog<true>((answer) => <PinDialog person={person} answer={answer} />);

function PinPart({ person }: { readonly person: PersonView }): ReactNode {
  const t = useT();
  const now = useNow(10_000);
  const unlocking = useSend(client.people.unlock);
  const locked = person.lockedUntil !== null && person.lockedUntil > now;
  const { words, tone } = stateWords(person, now, t);
  const unlock = async (): Promise<void> => {
    const done = await unlocking.send({ person: person.id });
    if (done === null) return;
    await invalidate(['people']);
    toast(t('staff.unlocked', { name: person.name }));
  };
  return (
    <FormSection title={t('staff.pin')} {...(isHq ? { hint: t('hq.staff.pins') } : {})}>
      <WideField>
        <Stack gap={3}>
          {locked || !person.hasPin ? (
            <NoticeLine tone="warn">{words}</NoticeLine>
          ) : (
            <StatusWord tone={tone === 'good' ? 'good' : 'plain'}>{t('staff.pinSet')}</StatusWord>
          )}
          <ErrorLine text={unlocking.error} />
          <Row gap={2} wrap>
            <Button onPress={() => void setPin(person)}>
              {t(person.hasPin ? 'staff.newPin' : 'staff.setPin')}
            </Button>
            {locked ? (
              <Button busy={unlocking.busy} onPress={() => void unlock()}>
                {t('staff.unlock')}
              </Button>
            ) : null}
          </Row>
        </Stack>
      </WideField>
    </FormSection>
  );
}

interface ErasePartProps {
  readonly person: PersonView;
  readonly onErased: () => void;
}

/** Nobody erases themselves; the register refuses it, so it is not offered. */
function ErasePart({ person, onErased }: ErasePartProps): ReactNode {
  const t = useT();
  const erasing = useSend(client.people.erase);
  const me = useSession().person?.id;
  if (person.id === me) return null;
  const erase = async (): Promise<void> => {
    const sure = await askConfirm({
      title: t('staff.eraseAsk', { name: person.name }),
      text: t('staff.eraseText'),
      confirm: t('staff.erase'),
      tone: 'danger',
    });
    if (!sure) return;
    const done = await erasing.send({ person: person.id });
    if (done === null) return;
    onErased();
    await invalidate(['people']);
    toast(t('staff.eraseDone'));
  };
  return (
    <FormSection title={t('staff.erase')} hint={t('staff.eraseHint')}>
      <WideField>
        <ErrorLine text={erasing.error} />
        <Button variant="danger" busy={erasing.busy} onPress={() => void erase()}>
          {t('staff.erase')}
        </Button>
      </WideField>
    </FormSection>
  );
}
