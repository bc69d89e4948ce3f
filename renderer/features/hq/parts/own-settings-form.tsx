import type { FunctionComponent, ReactNode } from 'react';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import type { SettingFieldProps } from '#renderer/features/settings/parts/setting-fields.tsx';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { FormLayout, FormSection } from '#renderer/ui/form-layout.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { OwnSettingsView } from '#shared/contract/hq/own-settings.ts';
import { REGISTER_MAY_OWN, STORE_MAY_OWN } from '#shared/domain/store/own-settings.ts';
import {
  type AllSettings,
  type OwnKey,
  type OwnLayers,
  type OwnPlace,
  ownAt,
  ownChanges,
  widerAt,
  without,
} from '../own-layers.ts';
import { OwnField } from './own-field.tsx';
import { OWN_FIELDS, OWN_SECTIONS } from './own-fields.tsx';

interface OwnSettingsFormProps {
  readonly place: OwnPlace;
  readonly layers: OwnLayers;
}

/** Every setting a place may own: what holds, whose word it is, and the way back to the wider scope's. */
export function OwnSettingsForm({ place, layers }: OwnSettingsFormProps): ReactNode {
  const t = useT();
  const saved = ownAt(layers, place);
  const draft = useDraft<{ readonly own: OwnSettingsView }>(
    `own settings ${place.store} ${place.register ?? ''}`,
    { own: saved },
  );
  const saving = useSend(hqClient.settings.saveOwn);
  const { own } = draft.value;
  const set = <Key extends OwnKey>(key: Key, value: AllSettings[Key]): void =>
    draft.set({ own: { ...own, [key]: value } });
  const save = async (): Promise<void> => {
    const done = await saving.send({ place, changes: ownChanges(saved, own) });
    if (done === null) return;
    await invalidate(['settings']);
    draft.reset();
    toast(t('settings.saved'));
  };
  const allowed: readonly OwnKey[] = place.register === null ? STORE_MAY_OWN : REGISTER_MAY_OWN;
  const field = <Key extends OwnKey>(key: Key): ReactNode => {
    const wider = widerAt(layers, place, key);
    const isOwn = own[key] !== undefined;
    const value = (own[key] ?? wider.value) as AllSettings[Key];
    const Field = OWN_FIELDS[key] as FunctionComponent<SettingFieldProps<AllSettings[Key]>>;
    return (
      <OwnField
        key={key}
        source={isOwn ? (place.register === null ? 'store' : 'register') : wider.source}
        wider={isOwn ? wider.source : null}
        error={saving.field === key ? saving.error : null}
        onUndo={() => draft.set({ own: without(own, key) })}
      >
        <Field value={value} onChange={(next: AllSettings[Key]) => set(key, next)} />
      </OwnField>
    );
  };
  return (
    <>
      <FormLayout label={t('hq.own.title')} onSubmit={save}>
        {OWN_SECTIONS.map(({ title, keys }) => {
          const shown = keys.filter((key) => allowed.includes(key));
          return shown.length === 0 ? null : (
            <FormSection key={title} title={t(title)}>
              {shown.map((key) => field(key))}
            </FormSection>
          );
        })}
      </FormLayout>
      <SaveBar
        look="bar"
        draft={draft}
        busy={saving.busy}
        error={saving.field === null ? saving.error : null}
        onSave={save}
      />
    </>
  );
}
