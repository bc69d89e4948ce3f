import type { ReactNode } from 'react';
import { useCatalogWords } from '#renderer/features/products/use-catalog-words.ts';
import { Checkbox } from '#renderer/ui/choice.tsx';
import { Select } from '#renderer/ui/field.tsx';
import { FormSection } from '#renderer/ui/form-layout.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { MoneyField } from '#renderer/ui/number-field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { ImportPlan } from '#shared/contract/catalog.ts';
import { UNITS } from '#shared/domain/catalog/product.ts';
import { setPlan } from '../use-wizard.ts';

const KNOWN = ['update', 'skip', 'refuse'] as const;
const DIGITS = ['refuse', 'accept'] as const;

/** What holds where the file says nothing, and what to do where it is odd. */
export function ImportRules({ plan }: { readonly plan: ImportPlan }): ReactNode {
  const t = useT();
  const words = useCatalogWords();
  const setDefault = (part: Partial<ImportPlan['defaults']>): void =>
    setPlan({ ...plan, defaults: { ...plan.defaults, ...part } });
  return (
    <Stack gap={5}>
      <FormSection title={t('imports.defaults')}>
        <MoneyField
          label={t('imports.defaultPrice')}
          value={plan.defaults.price}
          onChange={(price) => setDefault({ price: price ?? 0 })}
        />
        <Select
          label={t('products.unit')}
          value={plan.defaults.unit}
          options={UNITS.map((unit) => ({ value: unit, label: t(`products.unit.${unit}`) }))}
          onChange={(unit) => setDefault({ unit })}
        />
        <Select
          label={t('products.taxClass')}
          value={plan.defaults.taxClass}
          options={words.taxClasses
            .filter(({ active }) => active)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(taxClass) => setDefault({ taxClass })}
        />
        <Select
          label={t('products.department')}
          value={plan.defaults.category ?? ''}
          options={[
            { value: '', label: t('products.noDepartment') },
            ...words.categories.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(category) => setDefault({ category: category === '' ? null : category })}
        />
      </FormSection>
      <FormSection title={t('imports.rules')}>
        <Select
          label={t('imports.known')}
          value={plan.known}
          options={KNOWN.map((known) => ({ value: known, label: t(`imports.known.${known}`) }))}
          onChange={(known) => setPlan({ ...plan, known })}
        />
        <Select
          label={t('imports.badDigits')}
          value={plan.badCheckDigits}
          options={DIGITS.map((each) => ({ value: each, label: t(`imports.badDigits.${each}`) }))}
          onChange={(badCheckDigits) => setPlan({ ...plan, badCheckDigits })}
        />
        <Checkbox
          label={t('imports.makeCategories')}
          value={plan.makeCategories}
          onChange={(makeCategories) => setPlan({ ...plan, makeCategories })}
        />
      </FormSection>
    </Stack>
  );
}
