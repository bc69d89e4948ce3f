import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { host } from '#renderer/host/host.ts';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { Select } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { useLocale, useT } from '#renderer/ui/words.tsx';
import { LOCALE_NAMES, LOCALES } from '#shared/i18n/index.ts';
import { localeOf, withCurrency } from '../own-draft.ts';
import { problemText, type StepProps } from '../step-props.ts';
import { TaxRows } from './tax-rows.tsx';

/** Currency, time zone, how prices are marked, and the taxes that are usual there. */
export function MoneyStep(props: StepProps): ReactNode {
  const { texts, onTexts, problems } = props;
  const t = useT();
  const locale = useLocale();
  const options = useQuery(host.setup.options.queryOptions()).data;
  const names = new Intl.DisplayNames([locale], { type: 'currency' });
  const put = (field: string, value: string): void => onTexts({ ...texts, [field]: value });
  return (
    <>
      <FormSection title={t('setup.step.money')}>
        <Select
          label={t('setup.currency')}
          hint={t('setup.currencyHint')}
          value={texts['currency'] ?? null}
          onChange={(code) => onTexts(withCurrency(texts, code, t))}
          options={(options?.currencies ?? []).map(({ code }) => ({
            value: code,
            label: `${code} · ${names.of(code) ?? code}`,
          }))}
          searchable
          error={problemText(problems['currency'], t)}
        />
        <Select
          label={t('setup.timeZone')}
          hint={t('setup.timeZoneHint')}
          value={texts['timeZone'] ?? null}
          onChange={(zone) => put('timeZone', zone)}
          options={zonesOf(options?.timeZones, texts['timeZone']).map((zone) => ({
            value: zone,
            label: zone.replaceAll('_', ' '),
          }))}
          searchable
          error={problemText(problems['timeZone'], t)}
        />
        <Select
          label={t('setup.receiptLanguage')}
          value={localeOf(texts)}
          onChange={(value) => put('locale', value)}
          options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
        />
        <Stack gap={1}>
          <span className="strong">{t('setup.priceMode')}</span>
          <SegmentedControl
            label={t('setup.priceMode')}
            value={texts['priceMode'] === 'exclusive' ? 'exclusive' : 'inclusive'}
            onChange={(mode) => put('priceMode', mode)}
            options={[
              { value: 'inclusive', label: t('setup.inclusive') },
              { value: 'exclusive', label: t('setup.exclusive') },
            ]}
          />
        </Stack>
      </FormSection>
      <FormSection title={t('setup.taxes')} hint={t('setup.taxesHint')}>
        <WideField>
          <TaxRows {...props} />
        </WideField>
      </FormSection>
    </>
  );
}

/** A computer may run in a zone the list does not name, such as UTC: it stands first then. */
function zonesOf(known: readonly string[] = [], chosen: string | undefined): readonly string[] {
  return chosen === undefined || known.includes(chosen) ? known : [chosen, ...known];
}
