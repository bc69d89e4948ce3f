import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { type Draft, useDraft } from '#renderer/features/office/use-draft.ts';
import { type Send, useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { storeSettings } from '#shared/contract/back-office.ts';

export type SettingsValue = z.infer<typeof storeSettings>;

/** All settings of the store and what is fixed about it; undefined while they are read. */
export const useSettings = () => useQuery(host.settings.get.queryOptions());

export type SettingsView = NonNullable<ReturnType<typeof useSettings>['data']>;

/** A form over some of the settings. Saving sends all of them, the others as they are now. */
export function useSettingsForm<Part extends keyof SettingsValue>(
  form: string,
  parts: readonly Part[],
  settings: SettingsView,
): {
  readonly draft: Draft<Pick<SettingsValue, Part>>;
  readonly saving: Send<object, unknown>;
  readonly save: () => Promise<void>;
} {
  const t = useT();
  const { store: _store, register: _register, currency: _currency, denominations: _d, ...all } = settings;
  const saved = Object.fromEntries(parts.map((part) => [part, all[part]])) as Pick<SettingsValue, Part>;
  const draft = useDraft(form, saved);
  const saving = useSend(client.settings.save);
  const save = async (): Promise<void> => {
    const done = await saving.send({ value: { ...all, ...draft.value } });
    if (done === null) return;
    await invalidate(['settings']);
    draft.reset();
    toast(t('settings.saved'));
  };
  return { draft, saving: saving as Send<object, unknown>, save };
}
