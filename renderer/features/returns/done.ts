import { keep, type Texts } from '../cash/use-kept.ts';

/** A finished return, as long as it is shown: what to hand over and how. */
export interface DoneReturn {
  readonly ret: string;
  readonly number: string;
  readonly total: number;
  readonly rounding: number;
  readonly printJob: string | null;
  readonly tenders: readonly { readonly name: string; readonly kind: string; readonly amount: number }[];
}

/** Under this name it is kept: a reload must still say what to give back. */
export const DONE = 'return.done';

export const keepDone = ({ ret, number, total, rounding, printJob, tenders }: DoneReturn): void =>
  keep(DONE, {
    ret,
    number,
    total: String(total),
    rounding: String(rounding),
    printJob: printJob ?? '',
    ...Object.fromEntries(
      tenders.flatMap(({ name, kind, amount }, at) => [
        [`t.${at}.name`, name],
        [`t.${at}.kind`, kind],
        [`t.${at}.amount`, String(amount)],
      ]),
    ),
  });

/** The kept return, or null when it is another one. */
export function doneOf(texts: Texts, ret: string): DoneReturn | null {
  if (texts['ret'] !== ret) return null;
  const tenders: DoneReturn['tenders'][number][] = [];
  for (let at = 0; texts[`t.${at}.name`] !== undefined; at += 1)
    tenders.push({
      name: texts[`t.${at}.name`] ?? '',
      kind: texts[`t.${at}.kind`] ?? '',
      amount: Number(texts[`t.${at}.amount`] ?? '0'),
    });
  return {
    ret,
    number: texts['number'] ?? '',
    total: Number(texts['total'] ?? '0'),
    rounding: Number(texts['rounding'] ?? '0'),
    printJob: texts['printJob'] === '' ? null : (texts['printJob'] ?? null),
    tenders,
  };
}
