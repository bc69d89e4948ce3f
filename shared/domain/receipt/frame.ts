import type { PersonId } from '../ids.ts';
import { minor } from '../numbers.ts';
import type { ShiftReport } from '../shift/shift.ts';
import type { ReceiptContext } from './context.ts';
import { type Block, banner, centered, fact, rule, space, text } from './document.ts';

/** Top of every slip: logo, who sells here, and a black band when it is a copy. */
export function head({ store, words, copy }: ReceiptContext): readonly Block[] {
  const logo: readonly Block[] =
    store.receipt.logo === null ? [] : [{ kind: 'logo', picture: store.receipt.logo }];
  return [
    ...logo,
    centered(store.name, { bold: true, size: 'double' }),
    ...said(store.address.join('\n'), (line) => centered(line)),
    ...said(store.phone, (phone) => centered(`${words.phone} ${phone}`)),
    ...said(store.taxNumber, (number) => centered(`${words.taxNumber} ${number}`)),
    ...said(store.receipt.header, (line) => centered(line)),
    ...(copy > 0 ? [space, banner(words.copy(copy))] : []),
  ];
}

/** Number, real local time, business date where it is another day, and who did it. */
export function facts(
  { words, format, at, nameOf }: ReceiptContext,
  what: { readonly number: string | null; readonly businessDate: string; readonly by: PersonId },
): readonly Block[] {
  return [
    ...(what.number === null ? [] : [fact(words.number, what.number)]),
    fact(words.date, format.dateTime(at)),
    ...(what.businessDate === format.localDate(at)
      ? []
      : [fact(words.businessDate, format.date(what.businessDate))]),
    fact(words.clerk, nameOf(what.by)),
  ];
}

/** Per rate: rate, net, tax, gross. `sign` is −1 on a return, where the same amounts flow back. */
export function taxTable(
  { words, format }: ReceiptContext,
  taxes: ShiftReport['taxes'],
  sign: 1 | -1 = 1,
): readonly Block[] {
  if (taxes.length === 0) return [];
  const figure = (amount: number): string => format.amount(minor(sign * amount));
  return [
    {
      kind: 'table',
      head: [words.taxRate, words.net, words.tax, words.gross],
      rows: taxes.map((row) => [
        `${row.letter} ${format.rate(row.rate)}`.trim(),
        figure(row.net),
        figure(row.tax),
        figure(row.gross),
      ]),
    },
  ];
}

/** Bottom of every slip: what the fiscal device said, barcode, print-job id. */
export function foot(context: ReceiptContext, barcode: string | null): readonly Block[] {
  const { words, fiscal, copy, job } = context;
  return [
    ...fiscal.map((line) => centered(line)),
    ...(barcode === null ? [] : [space, { kind: 'barcode', data: barcode } as const]),
    space,
    centered([...(copy > 0 ? [words.copy(copy)] : []), `${words.printJob} ${job}`].join(' - ')),
  ];
}

/** A heading between two rules. */
export const section = (title: string): readonly Block[] => [rule, text(title, { bold: true })];

/** One block a line of text that may be empty or have several lines. */
export const said = (words: string, block: (line: string) => Block): readonly Block[] =>
  words
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(block);
