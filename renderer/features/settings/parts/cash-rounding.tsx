import type { ReactNode } from 'react';
import { Select } from '#renderer/ui/field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { roundCash } from '#shared/domain/cash-rounding.ts';
import { currencyDefaults } from '#shared/domain/currencies.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { SettingsValue } from '../use-store-settings.ts';

type Rounding = SettingsValue['cashRounding'];

interface CashRoundingProps {
  /** ISO 4217 */
  readonly currency: string;
  readonly value: Rounding;
  readonly onChange: (value: Rounding) => void;
  readonly error: string | undefined;
}

/** How totals are rounded when they are paid in cash, with an example reckoned by the rule itself. */
export function CashRounding({ currency, value, onChange, error }: CashRoundingProps): ReactNode {
  const t = useT();
  const { money, place } = useFormats();
  const { exponent } = place.currency;
  const unit = 10 ** exponent;
  const steps = [...new Set([1, 5, 10, 50, 100, value.step])]
    .filter((step) => step <= unit || step === value.step)
    .sort((a, b) => a - b);
  // A currency whose law is "down" may never round a customer up (shared/domain/store/check-settings.ts).
  const onlyDown = currencyDefaults(currency)?.cashRounding.mode === 'down';
  const sample = minor(12 * unit + Math.round(unit * 0.88));
  const rounded = roundCash(sample, { step: minor(value.step), mode: value.mode }).toPay;
  return (
    <>
      <Select
        label={t('settings.rounding')}
        hint={
          value.step === 1
            ? undefined
            : t('settings.roundingExample', { total: money(sample), rounded: money(rounded) })
        }
        value={String(value.step)}
        error={error}
        options={steps.map((step) => ({
          value: String(step),
          label: step === 1 ? t('settings.roundingNone') : money(step),
        }))}
        onChange={(step) =>
          onChange({ step: Number(step), mode: onlyDown && Number(step) > 1 ? 'down' : value.mode })
        }
      />
      <Select
        label={t('settings.roundingMode')}
        hint={onlyDown ? t('settings.roundingCny') : undefined}
        value={value.mode}
        disabled={value.step === 1}
        options={[
          { value: 'down', label: t('settings.roundingDown') },
          { value: 'half-up', label: t('settings.roundingHalf'), disabled: onlyDown },
        ]}
        onChange={(mode) => onChange({ ...value, mode })}
      />
    </>
  );
}
