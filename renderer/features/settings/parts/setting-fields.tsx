import type { ReactNode } from 'react';
import { PictureField } from '#renderer/features/office/parts/picture-field.tsx';
import { Switch } from '#renderer/ui/choice.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { QuantityField } from '#renderer/ui/number-field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { PlainKey } from '#shared/i18n/index.ts';
import { LOCALE_NAMES, LOCALES } from '#shared/i18n/index.ts';
import type { SettingsValue } from '../use-store-settings.ts';

/** One setting: what holds, and what it is changed to. */
export interface SettingFieldProps<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}
type Of<Key extends keyof SettingsValue> = SettingFieldProps<SettingsValue[Key]>;
type TextOf<Key extends keyof SettingsValue['receipt']> = SettingFieldProps<SettingsValue['receipt'][Key]>;

export function TaxNumberField(props: Of<'taxNumber'>): ReactNode {
  return <TextField label={useT()('settings.taxNumber')} maxLength={400} {...props} />;
}

export function PhoneField(props: Of<'phone'>): ReactNode {
  return <TextField label={useT()('settings.phone')} type="tel" maxLength={400} {...props} />;
}

export function AddressField({ value, onChange }: Of<'address'>): ReactNode {
  const t = useT();
  return (
    <TextField
      label={t('settings.address')}
      hint={t('settings.addressHint')}
      lines={4}
      value={value.join('\n')}
      maxLength={1600}
      onChange={(text) => onChange(text.split('\n').slice(0, 4))}
    />
  );
}

export function TimeZoneField({ value, onChange }: Of<'timeZone'>): ReactNode {
  return (
    <Select
      label={useT()('settings.timeZone')}
      value={value}
      searchable
      options={timeZones(value).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      onChange={onChange}
    />
  );
}

/** Every zone this machine knows, and the one that is set even if it does not. */
const timeZones = (set: string): readonly string[] => {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes(set) ? known : [set, ...known];
};

export function LocaleField({ value, onChange }: Of<'locale'>): ReactNode {
  return (
    <Select
      label={useT()('settings.locale')}
      value={value}
      options={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
      onChange={onChange}
    />
  );
}

const HOURS = Array.from({ length: 13 }, (_, hour) => hour);

export function DayStartField({ value, onChange }: Of<'dayStartHour'>): ReactNode {
  const t = useT();
  return (
    <Select
      label={t('settings.dayStart')}
      hint={t('settings.dayStartHint')}
      value={String(value)}
      options={HOURS.map((hour) => ({
        value: String(hour),
        label: `${String(hour).padStart(2, '0')}:00`,
      }))}
      onChange={(hour) => onChange(Number(hour))}
    />
  );
}

const LOCKS = [1, 2, 3, 5, 10, 15, 30, 60, 120, 240];

export function IdleLockField({ value, onChange }: Of<'idleLockMinutes'>): ReactNode {
  const t = useT();
  const locks = LOCKS.includes(value) ? LOCKS : [value, ...LOCKS];
  return (
    <Select
      label={t('settings.idleLock')}
      value={String(value)}
      options={locks.map((minutes) => ({
        value: String(minutes),
        label: t('settings.idleMinutes', { minutes: String(minutes) }),
      }))}
      onChange={(minutes) => onChange(Number(minutes))}
    />
  );
}

export function UnusualQuantityField({ value, onChange }: Of<'unusualQuantity'>): ReactNode {
  const t = useT();
  return (
    <QuantityField
      label={t('settings.unusualQuantity')}
      hint={t('settings.unusualHint')}
      decimals={0}
      value={value}
      onChange={(quantity) => {
        if (quantity !== null) onChange(quantity);
      }}
    />
  );
}

export function SharedShiftField(props: Of<'sharedShift'>): ReactNode {
  const t = useT();
  const hint = `${t('settings.sharedShiftHint')} ${t('settings.sharedShiftOne')}`;
  return <Switch label={t('settings.sharedShift')} hint={hint} {...props} />;
}

const receiptText = (label: PlainKey) =>
  function ReceiptText(props: TextOf<'header'>): ReactNode {
    return <TextField label={useT()(label)} lines={2} maxLength={400} {...props} />;
  };
export const HeaderField = receiptText('settings.header');
export const ReturnTermsField = receiptText('settings.returnTerms');
export const FooterField = receiptText('settings.footer');

export function ReturnDaysField({ value, onChange }: TextOf<'returnDays'>): ReactNode {
  const t = useT();
  return (
    <QuantityField
      label={t('settings.returnDays')}
      hint={t('settings.returnDaysHint')}
      decimals={0}
      unit={t('settings.days')}
      value={value * 1000}
      onChange={(days) => onChange(Math.min(3650, Math.round((days ?? 0) / 1000)))}
    />
  );
}

export function NotTaxInvoiceField(props: TextOf<'notTaxInvoice'>): ReactNode {
  const t = useT();
  return <Switch label={t('settings.notTaxInvoice')} hint={t('settings.notTaxInvoiceHint')} {...props} />;
}

export function LogoField(props: TextOf<'logo'> & { readonly removable?: boolean }): ReactNode {
  const t = useT();
  return <PictureField label={t('settings.logo')} hint={t('settings.logoHint')} kind="logo" {...props} />;
}
