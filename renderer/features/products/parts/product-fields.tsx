import type { ReactNode } from 'react';
import { PictureField } from '#renderer/features/office/parts/picture-field.tsx';
import { SegmentedControl, Switch } from '#renderer/ui/choice.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { MoneyField, QuantityField } from '#renderer/ui/number-field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { isDivisible, UNITS } from '#shared/domain/catalog/product.ts';
import { LOCALE_NAMES, LOCALES } from '#shared/i18n/index.ts';
import { missingIn, type ProductForm } from '../product-form.ts';
import type { CatalogWords } from '../use-catalog-words.ts';
import { BarcodeList } from './barcode-list.tsx';
import styles from './product-fields.module.css';

interface ProductFieldsProps {
  readonly form: ProductForm;
  readonly onChange: (part: Partial<ProductForm>) => void;
  readonly words: CatalogWords;
  /** After the first try to save, what is missing is marked. */
  readonly tried: boolean;
  readonly refused: { readonly field: string | null; readonly error: string | null };
  readonly isNew: boolean;
}

/** Every field of a product. */
export function ProductFields(props: ProductFieldsProps): ReactNode {
  const t = useT();
  const { form, onChange, tried } = props;
  const missing = tried ? missingIn(form) : new Set();
  const refusal = (field: string): string | undefined =>
    props.refused.field === field ? (props.refused.error ?? undefined) : undefined;
  return (
    <>
      <FormSection title={t('products.basics')}>
        <WideField>
          <TextField
            label={t('products.name')}
            hint={t('products.nameHint')}
            value={form.name}
            maxLength={200}
            required
            autoFocus={props.isNew}
            error={missing.has('name') ? t('products.nameMissing') : refusal('name')}
            onChange={(name) => onChange({ name })}
          />
        </WideField>
        <Price {...props} missing={missing} refusal={refusal} />
        <Department {...props} />
        <TaxClass {...props} missing={missing} refusal={refusal} />
      </FormSection>
      <FormSection title={t('products.codes')}>
        <WideField>
          <BarcodeList
            codes={form.barcodes}
            error={refusal('barcodes')}
            onChange={(barcodes) => onChange({ barcodes })}
          />
        </WideField>
        <TextField
          label={t('products.sku')}
          hint={t('products.skuHint')}
          value={form.sku}
          maxLength={80}
          error={refusal('sku')}
          onChange={(sku) => onChange({ sku })}
        />
      </FormSection>
      <More {...props} refusal={refusal} />
    </>
  );
}

function Department({ form, onChange, words, isNew }: ProductFieldsProps): ReactNode {
  const t = useT();
  const choose = (id: string): void => {
    const category = id === '' ? null : id;
    const own = words.categories.find((each) => each.id === category)?.taxClass ?? null;
    // A department proposes its tax class to a new product; it never changes one that was chosen.
    onChange({ category, ...(isNew && form.taxClass === null && own !== null ? { taxClass: own } : {}) });
  };
  return (
    <Select
      label={t('products.department')}
      value={form.category ?? ''}
      searchable={words.categories.length > 12}
      options={[
        { value: '', label: t('products.noDepartment') },
        ...words.categories
          .filter(({ id, active }) => active || id === form.category)
          .map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={choose}
    />
  );
}

interface Marked extends ProductFieldsProps {
  readonly refusal: (field: string) => string | undefined;
}

type MarkedMissing = Marked & { readonly missing: ReadonlySet<unknown> };

function Price({ form, onChange, missing, refusal }: MarkedMissing): ReactNode {
  const t = useT();
  return (
    <>
      <MoneyField
        label={t('products.perUnit', { unit: t(`products.unit.${form.unit}`).toLocaleLowerCase() })}
        value={form.price}
        error={missing.has('price') ? t('products.priceMissing') : refusal('price')}
        onChange={(price) => onChange({ price })}
      />
      <Stack gap={1}>
        <span className={styles['label']}>{t('products.unit')}</span>
        <SegmentedControl
          label={t('products.unit')}
          value={form.unit}
          options={UNITS.map((unit) => ({ value: unit, label: t(`products.unit.${unit}`) }))}
          onChange={(unit) => onChange({ unit })}
        />
      </Stack>
    </>
  );
}

function TaxClass({ form, onChange, words, missing, refusal }: MarkedMissing): ReactNode {
  const t = useT();
  return (
    <Select
      label={t('products.taxClass')}
      value={form.taxClass}
      placeholder={t('products.chooseTaxClass')}
      error={missing.has('taxClass') ? t('products.taxMissing') : refusal('taxClass')}
      options={words.taxClasses
        .filter(({ id, active }) => active || id === form.taxClass)
        .map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(taxClass) => onChange({ taxClass })}
    />
  );
}

function More({ form, onChange, refusal }: Marked): ReactNode {
  const t = useT();
  return (
    <FormSection title={t('products.more')}>
      <WideField>
        <PictureField
          label={t('products.picture')}
          hint={t('products.pictureHint')}
          kind="photo"
          value={form.picture}
          onChange={(picture) => onChange({ picture })}
        />
      </WideField>
      {LOCALES.map((locale) => (
        <TextField
          key={locale}
          label={t('products.nameIn', { language: LOCALE_NAMES[locale] })}
          value={form.names[locale] ?? ''}
          maxLength={200}
          onChange={(name) => onChange({ names: { ...form.names, [locale]: name } })}
        />
      ))}
      <QuantityField
        label={t('products.minStock')}
        hint={t('products.minStockHint')}
        decimals={isDivisible(form.unit) ? 3 : 0}
        value={form.minStock}
        error={refusal('minStock')}
        onChange={(minStock) => onChange({ minStock })}
      />
      <TextField
        label={t('products.taxCode')}
        hint={t('products.taxCodeHint')}
        value={form.taxCode}
        maxLength={40}
        error={refusal('taxCode')}
        onChange={(taxCode) => onChange({ taxCode })}
      />
      <WideField>
        <Switch
          label={t('products.stateActive')}
          hint={t('products.switchOffHint')}
          value={form.active}
          onChange={(active) => onChange({ active })}
        />
      </WideField>
    </FormSection>
  );
}
