import type { ReactNode } from 'react';
import { Select } from '#renderer/ui/field.tsx';
import { Row, Spacer, Stack } from '#renderer/ui/layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ImportPlan } from '#shared/contract/catalog.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { fieldOf, OFFERED_FIELDS, withField } from '../fields.ts';
import styles from '../imports.module.css';
import { type Preview, setPlan } from '../use-wizard.ts';

interface ColumnMappingProps {
  readonly preview: Preview;
  readonly plan: ImportPlan;
  readonly file: string;
}

const SAMPLE_ROWS = 8;

/** The first rows of the file, with what each column is above it. */
export function ColumnMapping({ preview, plan, file }: ColumnMappingProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const width = Math.max(0, ...preview.rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at) => at);
  return (
    <Stack gap={2}>
      <Row gap={3} align="end" wrap>
        <Stack gap={1}>
          <h2>{t('imports.columns')}</h2>
          <p className="dim">{t('imports.columnsHint')}</p>
        </Stack>
        <Spacer />
        <span className="dim">
          {file} · {shapeWords(preview, t)}
        </span>
        <Select
          label={t('imports.headerRows')}
          value={String(plan.headerRows)}
          options={[0, 1, 2, 3, 4, 5].map((rows) => ({ value: String(rows), label: String(rows) }))}
          onChange={(rows) => setPlan({ ...plan, headerRows: Number(rows) })}
        />
      </Row>
      {plan.columns.name === undefined ? (
        <NoticeLine tone="warn">{t('imports.nameNeeded')}</NoticeLine>
      ) : null}
      {plan.columns.price === undefined ? (
        <NoticeLine tone="warn">
          {t('imports.priceMissing', { price: money(plan.defaults.price) })}
        </NoticeLine>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, by keys too */}
      <section className={styles['sheet']} tabIndex={0} aria-label={t('imports.columns')}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  <ColumnField column={column} plan={plan} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, SAMPLE_ROWS).map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity than their place
              <tr key={at} data-head={at < plan.headerRows}>
                {columns.map((column) => (
                  <td key={column} data-used={fieldOf(plan, column) !== null} title={row[column]}>
                    {row[column] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Stack>
  );
}

function ColumnField({ column, plan }: { readonly column: number; readonly plan: ImportPlan }): ReactNode {
  const t = useT();
  return (
    <Select
      label={t('imports.column', { at: String(column + 1) })}
      value={fieldOf(plan, column) ?? ''}
      options={[
        { value: '', label: t('imports.ignore') },
        ...OFFERED_FIELDS.map((field) => ({ value: field, label: t(`imports.field.${field}`) })),
      ]}
      onChange={(value) => {
        const field = OFFERED_FIELDS.find((each) => each === value) ?? null;
        setPlan(withField(plan, column, field));
      }}
    />
  );
}

function shapeWords({ sheet, encoding, delimiter }: Preview, t: Translate): string {
  if (sheet !== null) return t('imports.sheet', { name: sheet });
  return t('imports.shape', {
    encoding: encoding.toUpperCase(),
    delimiter: delimiter === '\t' ? t('imports.tab') : `“${delimiter ?? ''}”`,
  });
}
