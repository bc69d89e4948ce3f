import type { ReactNode } from 'react';
import { Stack } from '#renderer/ui/layout.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ImportJob } from '#shared/contract/catalog.ts';
import { lineErrorWords } from '../fault-words.ts';
import { IMPORT_FIELDS } from '../fields.ts';
import styles from '../imports.module.css';

const SHOWN = 20;

interface LineErrorsProps {
  /** The first ones. */
  readonly errors: ImportJob['errors'];
  /** How many there are in all. */
  readonly total: number;
}

/** Lines that were not taken, or their stock: where, why, and what stands there. */
export function LineErrors({ errors, total }: LineErrorsProps): ReactNode {
  const t = useT();
  const { count } = useFormats();
  if (errors.length === 0) return null;
  return (
    <Stack gap={2}>
      <h3>
        {total > SHOWN
          ? t('imports.firstErrors', { shown: count(SHOWN), total: count(total) })
          : t('imports.errors')}
      </h3>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col" data-align="end">
              {t('imports.line')}
            </th>
            <th scope="col">{t('imports.problem')}</th>
            <th scope="col">{t('imports.inFile')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.slice(0, SHOWN).map(({ line, column, code, value }, at) => {
            const field = IMPORT_FIELDS.find((each) => each === column);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: one line may have several faults
              <tr key={at}>
                <td data-align="end">{count(line)}</td>
                <td>
                  {field === undefined ? null : <span className="dim">{t(`imports.field.${field}`)}: </span>}
                  {lineErrorWords(code, t)}
                </td>
                <td data-long data-words>
                  {value}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Stack>
  );
}
