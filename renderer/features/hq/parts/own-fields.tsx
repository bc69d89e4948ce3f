import { useQuery } from '@tanstack/react-query';
import type { FunctionComponent, ReactNode } from 'react';
import { CashRounding } from '#renderer/features/settings/parts/cash-rounding.tsx';
import * as fields from '#renderer/features/settings/parts/setting-fields.tsx';
import { hq } from '#renderer/host/hq.ts';
import { Checkbox } from '#renderer/ui/choice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { PlainKey } from '#shared/i18n/index.ts';
import type { AllSettings, OwnKey } from '../own-layers.ts';
import styles from './own-field.module.css';

type FieldsOf = { readonly [K in OwnKey]: FunctionComponent<fields.SettingFieldProps<AllSettings[K]>> };

/** How each setting is shown and changed. */
export const OWN_FIELDS: FieldsOf = {
  address: fields.AddressField,
  taxNumber: fields.TaxNumberField,
  phone: fields.PhoneField,
  timeZone: fields.TimeZoneField,
  locale: fields.LocaleField,
  dayStartHour: fields.DayStartField,
  cashRounding: RoundingField,
  tendersOff: TendersField,
  idleLockMinutes: fields.IdleLockField,
  unusualQuantity: fields.UnusualQuantityField,
  sharedShift: fields.SharedShiftField,
  header: fields.HeaderField,
  returnTerms: fields.ReturnTermsField,
  footer: fields.FooterField,
  returnDays: fields.ReturnDaysField,
  notTaxInvoice: fields.NotTaxInvoiceField,
  logo: OwnLogoField,
};

/** In the order they are shown. */
export const OWN_SECTIONS: readonly { readonly title: PlainKey; readonly keys: readonly OwnKey[] }[] = [
  { title: 'settings.identity', keys: ['address', 'taxNumber', 'phone'] },
  { title: 'settings.place', keys: ['timeZone', 'locale', 'dayStartHour'] },
  { title: 'hq.own.money', keys: ['cashRounding', 'tendersOff'] },
  { title: 'settings.till', keys: ['idleLockMinutes', 'unusualQuantity', 'sharedShift'] },
  {
    title: 'settings.receipt',
    keys: ['header', 'returnTerms', 'footer', 'returnDays', 'notTaxInvoice', 'logo'],
  },
];

/** A place has a logo of its own or its chain's, and none only where the chain has none. */
function OwnLogoField(props: fields.SettingFieldProps<AllSettings['logo']>): ReactNode {
  return <fields.LogoField {...props} removable={false} />;
}

function RoundingField(props: fields.SettingFieldProps<AllSettings['cashRounding']>): ReactNode {
  const { place } = useFormats();
  return <CashRounding currency={place.currency.code} error={undefined} {...props} />;
}

/** Ticked is offered. Cash stays: the drawer counts in it. */
function TendersField({ value, onChange }: fields.SettingFieldProps<AllSettings['tendersOff']>): ReactNode {
  const t = useT();
  const { data } = useQuery(hq.settings.tenders.queryOptions());
  return (
    <fieldset className={styles['choices']}>
      <legend>{t('hq.own.tenders')}</legend>
      {(data ?? [])
        .filter(({ active }) => active)
        .map(({ id, name, kind }) => (
          <Checkbox
            key={id}
            label={name}
            disabled={kind === 'cash'}
            value={!value.includes(id)}
            onChange={(offered) =>
              onChange(offered ? value.filter((each) => each !== id) : [...value, id].sort())
            }
          />
        ))}
    </fieldset>
  );
}
