import { client } from '#renderer/host/host.ts';
import { cleanScan } from '#shared/domain/barcode/classify-scan.ts';
import { parseTicketNumber } from '#shared/domain/ticket-number.ts';

/** The document a scanned or typed slip number belongs to, or null when it is no number or not of this store. */
export async function findSlip(
  text: string,
): Promise<{ readonly kind: 'sale' | 'return'; readonly id: string } | null> {
  const number = cleanScan(text).toUpperCase();
  if (parseTicketNumber(number) === null) return null;
  const { rows } = await client.sales.find({ text: number, limit: 5 });
  return rows.find((row) => row.number === number) ?? null;
}
