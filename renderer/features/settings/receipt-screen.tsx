import { type ReactNode, useState } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { FormLayout, FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { formatsFor } from '#shared/format/index.ts';
import { translator } from '#shared/i18n/index.ts';
import {
  FooterField,
  HeaderField,
  LogoField,
  NotTaxInvoiceField,
  ReturnDaysField,
  ReturnTermsField,
} from './parts/setting-fields.tsx';
import { SlipPreview } from './parts/slip-preview.tsx';
import styles from './receipt-screen.module.css';
import { sampleSlip } from './sample-slip.ts';
import { type SettingsValue, type SettingsView, useSettings, useSettingsForm } from './use-store-settings.ts';

/** What receipts say besides the sale, with the paper beside it. */
export function ReceiptScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useSettings();
  return (
    <OfficePage title={t('settings.receipt')} hint={t('settings.receiptHint')} needs="settings.edit" keptAtHq>
      <ErrorLine text={say(error)} />
      {data === undefined ? null : <ReceiptForm settings={data} />}
    </OfficePage>
  );
}

const PARTS = ['receipt'] as const;
type Receipt = SettingsValue['receipt'];

function ReceiptForm({ settings }: { readonly settings: SettingsView }): ReactNode {
  const t = useT();
  const { draft, saving, save } = useSettingsForm('receipt settings', PARTS, settings);
  const { receipt } = draft.value;
  const change = (part: Partial<Receipt>): void => draft.patch({ receipt: { ...receipt, ...part } });
  return (
    <div className={styles['beside']}>
      <div className={styles['form']}>
        <FormLayout label={t('settings.receipt')} onSubmit={save}>
          <Texts receipt={receipt} change={change} />
          <FormSection title={t('settings.logo')}>
            <WideField>
              <LogoField value={receipt.logo} onChange={(logo) => change({ logo })} />
            </WideField>
          </FormSection>
        </FormLayout>
        <SaveBar look="bar" draft={draft} busy={saving.busy} error={saving.error} onSave={save} />
      </div>
      <Preview settings={settings} receipt={receipt} />
    </div>
  );
}

interface TextsProps {
  readonly receipt: Receipt;
  readonly change: (part: Partial<Receipt>) => void;
}

function Texts({ receipt, change }: TextsProps): ReactNode {
  const t = useT();
  return (
    <FormSection title={t('settings.receiptTexts')}>
      <WideField>
        <HeaderField value={receipt.header} onChange={(header) => change({ header })} />
      </WideField>
      <WideField>
        <ReturnTermsField value={receipt.returnTerms} onChange={(returnTerms) => change({ returnTerms })} />
      </WideField>
      <WideField>
        <FooterField value={receipt.footer} onChange={(footer) => change({ footer })} />
      </WideField>
      <ReturnDaysField value={receipt.returnDays} onChange={(returnDays) => change({ returnDays })} />
      <NotTaxInvoiceField
        value={receipt.notTaxInvoice}
        onChange={(notTaxInvoice) => change({ notTaxInvoice })}
      />
    </FormSection>
  );
}

/** The paper speaks the store's language, whatever the screen speaks. */
function Preview({
  settings,
  receipt,
}: {
  readonly settings: SettingsView;
  readonly receipt: Receipt;
}): ReactNode {
  const t = useT();
  const { place } = useFormats();
  const at = useNow(60_000);
  const [columns, setColumns] = useState<'48' | '32'>('48');
  const said = translator(settings.locale);
  const document = sampleSlip({
    store: { ...settings, address: settings.address, receipt },
    locale: settings.locale,
    currency: settings.currency,
    formats: formatsFor({ ...place, locale: settings.locale }),
    words: {
      item: said('settings.sampleItem'),
      weighed: said('settings.sampleWeighed'),
      cash: said('settings.sampleCash'),
      clerk: said('settings.sampleClerk'),
    },
    at,
  });
  return (
    <Stack gap={3} className={styles['preview'] ?? ''}>
      <Row gap={3} justify="between">
        <h2>{t('settings.preview')}</h2>
        <SegmentedControl
          label={t('printing.paper')}
          value={columns}
          options={[
            { value: '48', label: t('settings.paper80') },
            { value: '32', label: t('settings.paper58') },
          ]}
          onChange={setColumns}
        />
      </Row>
      <SlipPreview document={document} columns={columns === '48' ? 48 : 32} label={t('settings.preview')} />
    </Stack>
  );
}
