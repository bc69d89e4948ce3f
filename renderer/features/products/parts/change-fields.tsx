import type { ReactNode } from 'react';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { Select } from '#renderer/ui/field.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { MoneyField, PercentField, QuantityField } from '#renderer/ui/number-field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { ProductAction } from '#shared/contract/catalog.ts';
import { useCatalogWords } from '../use-catalog-words.ts';

/** What can be done to many products at once. */
export const CHANGE_KINDS = ['price', 'department', 'taxClass', 'minStock', 'off', 'on'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface ChangeForm {
  /** null: not chosen yet; empty: no department. */
  readonly department: string | null;
  readonly taxClass: string | null;
  readonly minStock: number | null;
  readonly direction: 'up' | 'down';
  readonly by: 'share' | 'amount';
  readonly share: number | null;
  readonly amount: number | null;
}

export const emptyForm: ChangeForm = {
  department: null,
  taxClass: null,
  minStock: null,
  direction: 'up',
  by: 'share',
  share: null,
  amount: null,
};

/** null: something is still to be chosen or typed. */
export function actionOf(kind: ChangeKind, form: ChangeForm): ProductAction | null {
  const sign = form.direction === 'up' ? 1 : -1;
  switch (kind) {
    case 'on':
    case 'off':
      return { kind: 'active', active: kind === 'on' };
    case 'department':
      return form.department === null ? null : { kind: 'category', category: form.department || null };
    case 'taxClass':
      return form.taxClass === null ? null : { kind: 'tax-class', taxClass: form.taxClass };
    case 'minStock':
      return { kind: 'min-stock', minStock: form.minStock };
    case 'price':
      if (form.by === 'share')
        return isTyped(form.share) ? { kind: 'price-share', share: sign * form.share } : null;
      return isTyped(form.amount) ? { kind: 'price-amount', amount: sign * form.amount } : null;
  }
}

const isTyped = (value: number | null): value is number => value !== null && value !== 0;

interface ActionFieldsProps {
  readonly kind: ChangeKind;
  readonly form: ChangeForm;
  readonly onChange: (part: Partial<ChangeForm>) => void;
}

/** What the action needs to know. */
export function ActionFields({ kind, form, onChange }: ActionFieldsProps): ReactNode {
  const t = useT();
  const words = useCatalogWords();
  switch (kind) {
    case 'on':
    case 'off':
      return <p>{t(kind === 'on' ? 'products.switchOnText' : 'products.switchOffHint')}</p>;
    case 'department':
      return (
        <Select
          label={t('products.department')}
          value={form.department}
          searchable={words.categories.length > 12}
          options={[
            { value: '', label: t('products.noDepartment') },
            ...words.categories.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(department) => onChange({ department })}
        />
      );
    case 'taxClass':
      return (
        <Select
          label={t('products.taxClass')}
          placeholder={t('products.chooseTaxClass')}
          value={form.taxClass}
          options={words.taxClasses
            .filter(({ active }) => active)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(taxClass) => onChange({ taxClass })}
        />
      );
    case 'minStock':
      return (
        <QuantityField
          label={t('products.minStock')}
          hint={t('products.minStockNone')}
          decimals={3}
          value={form.minStock}
          autoFocus
          onChange={(minStock) => onChange({ minStock })}
        />
      );
    case 'price':
      return <PriceFields form={form} onChange={onChange} />;
  }
}

/** By how much prices go up or down. */
export function PriceFields({ form, onChange }: Omit<ActionFieldsProps, 'kind'>): ReactNode {
  const t = useT();
  return (
    <Stack gap={3}>
      <Row gap={2} wrap>
        <SegmentedControl
          label={t('products.priceDirection')}
          value={form.direction}
          options={[
            { value: 'up', label: t('products.priceUp') },
            { value: 'down', label: t('products.priceDown') },
          ]}
          onChange={(direction) => onChange({ direction })}
        />
        <SegmentedControl
          label={t('products.priceBy')}
          value={form.by}
          options={[
            { value: 'share', label: t('products.priceByShare') },
            { value: 'amount', label: t('products.priceByAmount') },
          ]}
          onChange={(by) => onChange({ by })}
        />
      </Row>
      {form.by === 'share' ? (
        <PercentField
          key="share"
          label={t('products.priceByShare')}
          hint={t('products.priceRounded')}
          value={form.share}
          autoFocus
          onChange={(share) => onChange({ share })}
        />
      ) : (
        <MoneyField
          key="amount"
          label={t('products.priceByAmount')}
          value={form.amount}
          autoFocus
          onChange={(amount) => onChange({ amount })}
        />
      )}
    </Stack>
  );
}
