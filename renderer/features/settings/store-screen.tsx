import type { ReactNode } from 'react';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { isHq } from '#renderer/host/kind.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { FormLayout, FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { CashRounding } from './parts/cash-rounding.tsx';
import {
  AddressField,
  DayStartField,
  IdleLockField,
  LocaleField,
  PhoneField,
  SharedShiftField,
  TaxNumberField,
  TimeZoneField,
  UnusualQuantityField,
} from './parts/setting-fields.tsx';
import { type SettingsValue, type SettingsView, useSettings, useSettingsForm } from './use-store-settings.ts';

/** What the shop is: who sells here, where, in what money, by which rules. */
export function StoreScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useSettings();
  return (
    <OfficePage
      title={t(isHq ? 'hq.settings.title' : 'settings.store')}
      hint={t(isHq ? 'hq.settings.hint' : 'settings.storeHint')}
      needs="settings.edit"
      keptAtHq={!isHq}
    >
      <ErrorLine text={say(error)} />
      {data === undefined ? null : <StoreForm settings={data} />}
    </OfficePage>
  );
}

const PARTS = [
  'name',
  'address',
  'taxNumber',
  'phone',
  'timeZone',
  'locale',
  'dayStartHour',
  'priceMode',
  'cashRounding',
  'idleLockMinutes',
  'unusualQuantity',
  'sharedShift',
] as const satisfies readonly (keyof SettingsValue)[];

function StoreForm({ settings }: { readonly settings: SettingsView }): ReactNode {
  const t = useT();
  const { draft, saving, save } = useSettingsForm('store settings', PARTS, settings);
  const { value, patch } = draft;
  const refusal = (field: string): string | undefined =>
    saving.field === field ? (saving.error ?? undefined) : undefined;
  return (
    <>
      <FormLayout label={t('settings.store')} onSubmit={save}>
        <FormSection
          title={t('settings.identity')}
          hint={
            isHq
              ? t('hq.settings.identityHint')
              : t('settings.codes', {
                  store: settings.store,
                  register: settings.register,
                  currency: settings.currency,
                })
          }
        >
          {isHq ? null : (
            <TextField
              label={t('settings.name')}
              value={value.name}
              maxLength={400}
              error={value.name.trim() === '' ? t('products.nameMissing') : refusal('name')}
              onChange={(name) => patch({ name })}
            />
          )}
          <Address value={value} patch={patch} />
        </FormSection>
        <Place value={value} patch={patch} />
        <FormSection title={t('settings.money')}>
          <WideField>
            <SegmentedControl
              label={t('settings.priceMode')}
              value={value.priceMode}
              options={[
                { value: 'inclusive', label: t('settings.inclusive') },
                { value: 'exclusive', label: t('settings.exclusive') },
              ]}
              onChange={(priceMode) => patch({ priceMode })}
            />
          </WideField>
          <CashRounding
            currency={settings.currency}
            value={value.cashRounding}
            error={refusal('cashRounding')}
            onChange={(cashRounding) => patch({ cashRounding })}
          />
        </FormSection>
        <Till value={value} patch={patch} />
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

interface PartProps {
  readonly value: Pick<SettingsValue, (typeof PARTS)[number]>;
  readonly patch: (part: Partial<Pick<SettingsValue, (typeof PARTS)[number]>>) => void;
}

/** Where the shop is. */
function Address({ value, patch }: PartProps): ReactNode {
  return (
    <>
      <TaxNumberField value={value.taxNumber} onChange={(taxNumber) => patch({ taxNumber })} />
      <PhoneField value={value.phone} onChange={(phone) => patch({ phone })} />
      <WideField>
        <AddressField value={value.address} onChange={(address) => patch({ address })} />
      </WideField>
    </>
  );
}

function Place({ value, patch }: PartProps): ReactNode {
  const t = useT();
  return (
    <FormSection title={t('settings.place')}>
      <TimeZoneField value={value.timeZone} onChange={(timeZone) => patch({ timeZone })} />
      <LocaleField value={value.locale} onChange={(locale) => patch({ locale })} />
      <DayStartField value={value.dayStartHour} onChange={(dayStartHour) => patch({ dayStartHour })} />
    </FormSection>
  );
}

function Till({ value, patch }: PartProps): ReactNode {
  const t = useT();
  return (
    <FormSection title={t('settings.till')}>
      <IdleLockField
        value={value.idleLockMinutes}
        onChange={(idleLockMinutes) => patch({ idleLockMinutes })}
      />
      <UnusualQuantityField
        value={value.unusualQuantity}
        onChange={(unusualQuantity) => patch({ unusualQuantity })}
      />
      <WideField>
        <SharedShiftField value={value.sharedShift} onChange={(sharedShift) => patch({ sharedShift })} />
      </WideField>
    </FormSection>
  );
}
