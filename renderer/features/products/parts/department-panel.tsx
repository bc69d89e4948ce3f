import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client } from '#renderer/host/host.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Switch } from '#renderer/ui/choice.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { QuantityField } from '#renderer/ui/number-field.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { CategoryView } from '#shared/contract/catalog.ts';
import { LOCALE_NAMES, LOCALES } from '#shared/i18n/index.ts';
import { useCatalogWords } from '../use-catalog-words.ts';

interface DepartmentPanelProps {
  /** null: a new one. */
  readonly department: CategoryView | null;
  readonly nextPlace: number;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
  readonly onProducts: (id: string) => void;
}

/** One department. */
export function DepartmentPanel(props: DepartmentPanelProps): ReactNode {
  const t = useT();
  const { department } = props;
  const words = useCatalogWords();
  const draft = useDraft(`department ${department?.id ?? 'new'}`, formOf(department, props.nextPlace));
  const saving = useSend(client.catalog.saveCategory);
  const [tried, setTried] = useState(false);
  const { value, patch } = draft;
  const save = async (): Promise<void> => {
    setTried(true);
    if (value.name.trim() === '' || value.taxClass === '') return;
    const names = Object.fromEntries(Object.entries(value.names).filter(([, name]) => name.trim() !== ''));
    const saved = await saving.send({ category: department?.id ?? null, value: { ...value, names } });
    if (saved === null) return;
    draft.reset();
    await invalidate(['catalog']);
    toast(t('products.saved', { name: saved.name }));
    props.onSaved(saved.id);
  };
  return (
    <DetailPane
      title={department?.name ?? t('departments.new')}
      hint={department === null ? undefined : t('departments.count', { count: department.products })}
      onClose={props.onClose}
      footer={
        <SaveBar
          draft={draft}
          always={department === null}
          busy={saving.busy}
          error={saving.error}
          onSave={save}
        >
          {department === null ? null : (
            <Button variant="quiet" onPress={() => props.onProducts(department.id)}>
              {t('departments.show')}
            </Button>
          )}
        </SaveBar>
      }
    >
      <FormSection title={t('products.basics')}>
        <WideField>
          <TextField
            label={t('products.name')}
            value={value.name}
            maxLength={120}
            autoFocus={department === null}
            error={tried && value.name.trim() === '' ? t('products.nameMissing') : undefined}
            onChange={(name) => patch({ name })}
          />
        </WideField>
        {LOCALES.map((locale) => (
          <TextField
            key={locale}
            label={t('products.nameIn', { language: LOCALE_NAMES[locale] })}
            value={value.names[locale] ?? ''}
            maxLength={120}
            onChange={(name) => patch({ names: { ...value.names, [locale]: name } })}
          />
        ))}
        <Select
          label={t('products.taxClass')}
          hint={t('departments.taxClassHint')}
          value={value.taxClass === '' ? null : value.taxClass}
          placeholder={t('products.chooseTaxClass')}
          error={tried && value.taxClass === '' ? t('products.taxMissing') : undefined}
          options={words.taxClasses
            .filter(({ id, active }) => active || id === value.taxClass)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(taxClass) => patch({ taxClass })}
        />
        <QuantityField
          label={t('departments.sort')}
          hint={t('departments.sortHint')}
          decimals={0}
          value={value.sort * 1000}
          onChange={(sort) => patch({ sort: Math.round((sort ?? 0) / 1000) })}
        />
        <WideField>
          <Switch
            label={t('departments.openPrice')}
            hint={t('departments.openPriceHint')}
            value={value.openPrice}
            onChange={(openPrice) => patch({ openPrice })}
          />
        </WideField>
        <WideField>
          <Switch
            label={t('office.on')}
            hint={t('departments.offHint')}
            value={value.active}
            onChange={(active) => patch({ active })}
          />
        </WideField>
      </FormSection>
    </DetailPane>
  );
}

type Form = Omit<CategoryView, 'id' | 'products'>;

function formOf(department: CategoryView | null, nextPlace: number): Form {
  if (department === null)
    return { name: '', names: {}, sort: nextPlace, taxClass: '', openPrice: false, active: true };
  const { id: _id, products: _products, ...form } = department;
  return form;
}
