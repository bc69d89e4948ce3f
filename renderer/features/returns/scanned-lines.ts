import { client } from '#renderer/host/host.ts';
import { barcodeForms } from '#shared/domain/barcode/barcode-forms.ts';
import { cleanScan } from '#shared/domain/barcode/classify-scan.ts';

/** Most products that are looked at: more lines than any slip is long. */
const MOST = 1000;

/** The lines of a document a scanned article may be of: its product carries the code today, also where it is not sold any more. */
export async function scannedLines<Line extends { readonly product: string | null }>(
  code: string,
  lines: readonly Line[],
): Promise<readonly Line[]> {
  const products = new Set(lines.flatMap(({ product }) => product ?? []));
  if (products.size === 0) return [];
  const only = [...products].slice(0, MOST);
  const { rows } = await client.catalog.list({ only, state: 'all', limit: MOST });
  const forms = new Set(barcodeForms(cleanScan(code)));
  const scanned = new Set(
    rows.filter(({ barcodes }) => barcodes.some((each) => forms.has(each))).map(({ id }) => id),
  );
  return lines.filter(({ product }) => product !== null && scanned.has(product));
}
