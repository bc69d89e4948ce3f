import { stringify } from 'csv-stringify/sync';
import { decimalText } from '#shared/format/decimal.ts';
import { type SalesLineRow, salesLines } from '#shared/services/reports/sales-lines.ts';
import { type ZRow, zRows } from '#shared/services/reports/z-rows.ts';
import { settingsOf } from '#shared/services/tickets/cart-context.ts';
import type { Register } from '../register.ts';
import { type Handlers, on } from '../router.ts';

/** Days as spreadsheets. Column names are fixed words, so that a script written once goes on reading them. */
export function reportHandlers(register: Register): Handlers<'reports'> {
  const { host } = register;
  return {
    salesCsv: on.reports.salesCsv.handler(async ({ input }) => {
      await turn();
      const columns = salesColumns(plainWriter(register));
      const { rows, next } = await salesLines(host)({ ...input, limit: LINES_PER_PART });
      return { csv: csv(rows, columns, input.after), name: nameOf('sales', input), next };
    }),
    zCsv: on.reports.zCsv.handler(async ({ input }) => {
      await turn();
      const columns = zColumns(plainWriter(register));
      const { rows, next } = await zRows(host)({ ...input, limit: Z_PER_PART });
      return { csv: csv(rows, columns, input.after), name: nameOf('z-reports', input), next };
    }),
  };
}

/** Whatever waits goes first, however fast the parts are asked for. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What takes a few milliseconds: a sale that comes meanwhile waits for one part at most. */
const LINES_PER_PART = 500;
const Z_PER_PART = 50;

type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8; mark and column names begin the first part alone. */
function csv<Row>(rows: readonly Row[], columns: Columns<Row>, after: object | undefined): string {
  const cells = rows.map((row) => Object.values(columns).map((cell) => cell(row)));
  const first = after === undefined;
  const records = first ? [Object.keys(columns), ...cells] : cells;
  return stringify(records, { bom: first, record_delimiter: '\r\n' });
}

/** What people typed must not become a formula; figures keep their minus. */
const plain = (text: string): string =>
  /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? `'${text}` : text;

const nameOf = (what: string, { from, to }: { from: string; to: string }) =>
  from === to ? `${what}-${from}.csv` : `${what}-${from}-${to}.csv`;

interface Writer {
  readonly money: (amount: number | null) => string;
  /** Local date and time, `2026-11-22 09:30`. */
  readonly time: (at: number) => string;
  readonly person: (id: string) => string;
}

function plainWriter({ host, people }: Register): Writer {
  const { currency, timeZone } = settingsOf(host);
  // Swedish writes dates as ISO 8601 does.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return {
    money: (amount) => (amount === null ? '' : decimalText(amount, currency.exponent)),
    time: (at) => clock.format(at),
    person: (id) => plain(people.nameOf(id)),
  };
}

const salesColumns = ({ money, time, person }: Writer): Columns<SalesLineRow> => ({
  kind: (row) => row.kind,
  number: (row) => row.number,
  'business date': (row) => row.business_date,
  time: (row) => time(row.at),
  register: (row) => row.register,
  clerk: (row) => person(row.clerk),
  line: (row) => String(row.line),
  product: (row) => row.product ?? '',
  name: (row) => plain(row.name),
  quantity: (row) => decimalText(row.qty, 3),
  discount: (row) => money(row.discount),
  net: (row) => money(row.net),
  tax: (row) => money(row.tax),
  gross: (row) => money(row.gross),
  'tax letter': (row) => row.tax_letter,
});

const zColumns = ({ money, time, person }: Writer): Columns<ZRow> => ({
  number: (row) => row.number,
  'business date': (row) => row.businessDate,
  opened: (row) => time(row.openedAt),
  closed: (row) => time(row.closedAt),
  'closed by': (row) => person(row.closedBy),
  sales: (row) => String(row.sales),
  gross: (row) => money(row.gross),
  discount: (row) => money(row.discount),
  tax: (row) => money(row.tax),
  returns: (row) => String(row.returns),
  'returns gross': (row) => money(row.returnsGross),
  tender: (row) => plain(row.tender),
  opening: (row) => money(row.opening),
  expected: (row) => money(row.expected),
  counted: (row) => money(row.counted),
  difference: (row) => money(row.difference),
  'grand total sales': (row) => money(row.grandSales),
  'grand total returns': (row) => money(row.grandReturns),
});
