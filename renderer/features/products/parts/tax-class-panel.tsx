import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client } from '#renderer/host/host.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Switch } from '#renderer/ui/choice.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { PercentField } from '#renderer/ui/number-field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TaxClassView } from '#shared/contract/catalog.ts';
import { RATE_ONE } from '#shared/domain/numbers.ts';

interface TaxClassPanelProps {
  /** null: a new one. */
  readonly taxClass: TaxClassView | null;
  readonly all: readonly TaxClassView[];
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

interface Rate {
  readonly name: string;
  /** Millionths. */
  readonly rate: number | null;
}

interface Form {
  readonly name: string;
  readonly letter: string;
  readonly rates: readonly Rate[];
  readonly active: boolean;
}

/** One tax class: what it is called, its letter on the receipt, its rates. */
export function TaxClassPanel({ taxClass, all, onClose, onSaved }: TaxClassPanelProps): ReactNode {
  const t = useT();
  const draft = useDraft<Form>(
    `tax class ${taxClass?.id ?? 'new'}`,
    taxClass === null ? newForm(all) : formOf(taxClass),
  );
  const saving = useSend(client.catalog.saveTaxClass);
  const [tried, setTried] = useState(false);
  const { value, patch } = draft;
  const letterStands = /^[\p{L}\p{N}*]{1,2}$/u.test(value.letter.trim());
  const save = async (): Promise<void> => {
    setTried(true);
    const rates = value.rates.flatMap(({ name, rate }) =>
      rate === null ? [] : [{ name: name.trim(), rate }],
    );
    if (value.name.trim() === '' || !letterStands || rates.length < value.rates.length) return;
    const saved = await saving.send({ taxClass: taxClass?.id ?? null, value: { ...value, rates } });
    if (saved === null) return;
    draft.reset();
    await invalidate(['catalog', 'settings']);
    toast(t('products.saved', { name: saved.name }));
    onSaved(saved.id);
  };
  return (
    <DetailPane
      title={taxClass?.name ?? t('taxes.new')}
      onClose={onClose}
      footer={
        <SaveBar
          draft={draft}
          always={taxClass === null}
          busy={saving.busy}
          error={saving.error}
          onSave={save}
        />
      }
    >
      <FormSection title={t('products.basics')}>
        <TextField
          label={t('products.name')}
          value={value.name}
          maxLength={60}
          autoFocus={taxClass === null}
          error={tried && value.name.trim() === '' ? t('products.nameMissing') : undefined}
          onChange={(name) => patch({ name })}
        />
        <TextField
          label={t('taxes.letter')}
          hint={t('taxes.letterHint')}
          value={value.letter}
          maxLength={2}
          error={tried && !letterStands ? t('taxes.letterMissing') : undefined}
          onChange={(letter) => patch({ letter })}
        />
      </FormSection>
      <Rates rates={value.rates} tried={tried} onChange={(rates) => patch({ rates })} />
      <Switch
        label={t('office.on')}
        hint={t('taxes.offHint')}
        value={value.active}
        onChange={(active) => patch({ active })}
      />
    </DetailPane>
  );
}

interface RatesProps {
  readonly rates: readonly Rate[];
  readonly tried: boolean;
  readonly onChange: (rates: readonly Rate[]) => void;
}

function Rates({ rates, tried, onChange }: RatesProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const together = rates.reduce((sum, { rate }) => sum + (rate ?? 0), 0);
  return (
    <FormSection title={t('taxes.rates')}>
      <WideField>
        <Stack gap={3}>
          {rates.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rate being typed has no other identity than its place
            <Row key={at} gap={2} align="start" even>
              <TextField
                label={t('taxes.rateName')}
                hint={at === 0 ? t('taxes.rateNameHint') : undefined}
                value={each.name}
                maxLength={40}
                onChange={(name) => onChange(rates.with(at, { ...each, name }))}
              />
              <PercentField
                label={t('taxes.rate')}
                value={each.rate}
                error={tried && !isRate(each.rate) ? t('taxes.rateMissing') : undefined}
                onChange={(rate) => onChange(rates.with(at, { ...each, rate }))}
              />
              {rates.length === 1 ? null : (
                <IconButton
                  icon={IconX}
                  variant="quiet"
                  label={t('common.remove')}
                  onPress={() => onChange(rates.toSpliced(at, 1))}
                />
              )}
            </Row>
          ))}
          <Row gap={3}>
            <Button
              variant="quiet"
              icon={IconPlus}
              disabled={rates.length >= 8}
              onPress={() => onChange([...rates, { name: '', rate: null }])}
            >
              {t('taxes.addRate')}
            </Button>
            <span className="dim small">
              {rates.length > 1 ? t('taxes.total', { rate: formats.rate(together) }) : t('taxes.addRateHint')}
            </span>
          </Row>
        </Stack>
      </WideField>
    </FormSection>
  );
}

const isRate = (rate: number | null): boolean => rate !== null && rate >= 0 && rate <= RATE_ONE;

const formOf = ({ name, letter, rates, active }: TaxClassView): Form => ({ name, letter, rates, active });

/** The next letter nobody uses. */
function newForm(all: readonly TaxClassView[]): Form {
  const used = new Set(all.map(({ letter }) => letter));
  const letter = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').find((each) => !used.has(each)) ?? '';
  return { name: '', letter, rates: [{ name: '', rate: null }], active: true };
}
