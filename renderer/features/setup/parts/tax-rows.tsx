import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { MOST_TAXES, type TaxRow, taxesOf, withTaxes } from '../own-draft.ts';
import { problemText, type StepProps } from '../step-props.ts';
import styles from './tax-rows.module.css';

/** Tax classes by name and percent; the letter is the one printed beside each line of a receipt. */
export function TaxRows({ texts, onTexts, problems }: StepProps): ReactNode {
  const t = useT();
  const rows = taxesOf(texts);
  const put = (at: number, row: TaxRow): void => onTexts(withTaxes(texts, rows.with(at, row)));
  const say = (field: string): string | undefined => problemText(problems[field], t);
  return (
    <div className={styles['rows']}>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place, as their letters are
        <div key={at} className={styles['row']}>
          <span className={styles['letter']}>{String.fromCharCode(65 + at)}</span>
          <TextField
            label={t('setup.taxName')}
            labelled="hidden"
            value={row.name}
            onChange={(name) => put(at, { ...row, name })}
            maxLength={40}
            error={say(`tax.${at}.name`)}
          />
          <TextField
            label={t('setup.taxRate')}
            labelled="hidden"
            value={row.rate}
            onChange={(rate) => put(at, { ...row, rate })}
            inputMode="decimal"
            align="end"
            maxLength={9}
            trailing={<span className={styles['percent']}>%</span>}
            error={say(`tax.${at}.rate`)}
          />
          <IconButton
            icon={IconTrash}
            label={t('setup.removeTax', { name: row.name })}
            disabled={rows.length === 1}
            onPress={() => onTexts(withTaxes(texts, rows.toSpliced(at, 1)))}
          />
        </div>
      ))}
      <ErrorLine text={say('taxes')} />
      <Button
        icon={IconPlus}
        variant="quiet"
        disabled={rows.length >= MOST_TAXES}
        onPress={() => onTexts(withTaxes(texts, [...rows, { name: '', rate: '' }]))}
      >
        {t('setup.addTax')}
      </Button>
    </div>
  );
}
