import { csvOf } from '#renderer/features/office/download.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { lineErrorWords } from './fault-words.ts';
import { IMPORT_FIELDS } from './fields.ts';

const ROW = /^(\d+),([a-z-]*),([A-Z_]+),(.*)$/;

/**
 * The register's file of what was not taken, for a person: titles, fields and reasons in their words, lines and values as they are.
 * @example wordedErrors('line,column,problem,value\r\n4,price,PRICE_INVALID,abc\r\n', t)
 */
export function wordedErrors(csv: string, t: Translate): string {
  const titles = csvOf([[t('imports.line'), t('imports.about'), t('imports.problem'), t('imports.inFile')]]);
  const rows = csv.split('\r\n').slice(1);
  return titles + rows.map((row) => worded(row, t)).join('\r\n');
}

function worded(row: string, t: Translate): string {
  const [, line = '', column = '', code = '', value = ''] = ROW.exec(row) ?? [];
  if (line === '') return row;
  const field = IMPORT_FIELDS.find((each) => each === column);
  const about = field === undefined ? column : t(`imports.field.${field}`);
  return `${csvOf([[line, about, lineErrorWords(code, t)]]).trimEnd()},${value}`;
}
