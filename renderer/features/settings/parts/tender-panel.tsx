import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client } from '#renderer/host/host.ts';
import { Switch } from '#renderer/ui/choice.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { FormSection } from '#renderer/ui/form-layout.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { QuantityField } from '#renderer/ui/number-field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { TenderView } from '#shared/contract/back-office.ts';

/** Change out of a card would be money lent (shared/domain/store/check-settings.ts): it is not offered. */
const flagsOf = ({ kind, givesChange }: Form) =>
  TENDER_FLAGS.filter(
    (flag) => flag !== 'givesChange' || givesChange || (kind !== 'card' && kind !== 'wallet'),
  );

type Form = Omit<TenderView, 'id'>;

/** What a way of paying does, one switch each. */
export const TENDER_FLAGS = ['givesChange', 'opensDrawer', 'needsReference', 'declaredAtClose'] as const;

const HINTS = {
  givesChange: 'settings.givesChangeHint',
  opensDrawer: 'settings.opensDrawerHint',
  needsReference: 'settings.needsReferenceHint',
  declaredAtClose: 'settings.declaredHint',
} as const;

const KINDS = ['cash', 'card', 'wallet', 'voucher', 'other'] as const;

/** What each kind usually does; a person may set it otherwise. */
const USUAL = {
  cash: { givesChange: true, opensDrawer: true, needsReference: false, declaredAtClose: true },
  card: { givesChange: false, opensDrawer: false, needsReference: false, declaredAtClose: true },
  wallet: { givesChange: false, opensDrawer: false, needsReference: false, declaredAtClose: true },
  voucher: { givesChange: false, opensDrawer: true, needsReference: true, declaredAtClose: true },
  other: { givesChange: false, opensDrawer: false, needsReference: false, declaredAtClose: false },
} as const satisfies Record<Form['kind'], Pick<Form, (typeof TENDER_FLAGS)[number]>>;

interface TenderPanelProps {
  /** null: a new one. */
  readonly tender: TenderView | null;
  readonly nextPlace: number;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

/** One way of paying. */
export function TenderPanel({ tender, nextPlace, onClose, onSaved }: TenderPanelProps): ReactNode {
  const t = useT();
  const draft = useDraft<Form>(`tender ${tender?.id ?? 'new'}`, formOf(tender, nextPlace));
  const saving = useSend(client.settings.saveTender);
  const [tried, setTried] = useState(false);
  const { value, patch } = draft;
  const save = async (): Promise<void> => {
    setTried(true);
    if (value.name.trim() === '') return;
    const saved = await saving.send({ tender: tender?.id ?? null, value });
    if (saved === null) return;
    draft.reset();
    await invalidate(['settings']);
    toast(t('products.saved', { name: saved.name }));
    onSaved(saved.id);
  };
  return (
    <DetailPane
      title={tender?.name ?? t('settings.tenderNew')}
      onClose={onClose}
      footer={
        <SaveBar
          draft={draft}
          always={tender === null}
          busy={saving.busy}
          error={saving.error}
          onSave={save}
        />
      }
    >
      <FormSection title={t('products.basics')}>
        <TextField
          label={t('products.name')}
          value={value.name}
          maxLength={60}
          autoFocus={tender === null}
          error={tried && value.name.trim() === '' ? t('products.nameMissing') : undefined}
          onChange={(name) => patch({ name })}
        />
        <Select
          label={t('settings.tenderKind')}
          value={value.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`settings.kind.${kind}`) }))}
          onChange={(kind) => patch({ kind, ...(tender === null ? USUAL[kind] : {}) })}
        />
        <QuantityField
          label={t('settings.sort')}
          hint={t('settings.sortHint')}
          decimals={0}
          value={value.sort * 1000}
          onChange={(sort) => patch({ sort: Math.round((sort ?? 0) / 1000) })}
        />
      </FormSection>
      <Stack gap={4}>
        {flagsOf(value).map((flag) => (
          <Switch
            key={flag}
            label={t(`settings.${flag}`)}
            hint={t(HINTS[flag])}
            value={value[flag]}
            onChange={(on) => patch({ [flag]: on })}
          />
        ))}
        <Switch
          label={t('office.on')}
          hint={t('settings.tenderOff')}
          value={value.active}
          onChange={(active) => patch({ active })}
        />
      </Stack>
    </DetailPane>
  );
}

function formOf(tender: TenderView | null, nextPlace: number): Form {
  if (tender === null) return { name: '', kind: 'other', ...USUAL.other, sort: nextPlace, active: true };
  const { id: _id, ...form } = tender;
  return form;
}
