import type { ReceiptFormat } from '#shared/domain/receipt/context.ts';
import { type FormatPlace, formatsFor, unitSymbol } from './index.ts';

/** How a store writes numbers and times on its slips: as on its screens, with ISO days to compare by. */
export function receiptFormat(place: FormatPlace): ReceiptFormat {
  const formats = formatsFor(place);
  const day = new Intl.DateTimeFormat('en-CA', {
    timeZone: place.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return {
    money: formats.money,
    amount: formats.amount,
    qty: formats.quantityOf,
    unitPrice: (price, unit) =>
      unit === 'piece' ? formats.amount(price) : `${formats.amount(price)}/${unitSymbol(unit)}`,
    dateTime: formats.dateTime,
    localDate: (instant) => day.format(instant),
    date: formats.businessDate,
    rate: formats.rate,
  };
}
