import { classifyScan, cleanScan } from '#shared/domain/barcode/classify-scan.ts';
import { type ScaleReading, scaleQuantity } from '#shared/domain/barcode/scale-label.ts';
import type { NewLine } from '#shared/domain/cart/cart-change.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { DomainError } from '#shared/domain/error.ts';
import { qty } from '#shared/domain/numbers.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Decision, Host } from '../journal/host.ts';
import { priceClock } from '../pricing/prices-now.ts';
import { keptScaleRules } from '../settings/scale-rules.ts';
import { type Added, type Adding, addLine } from './add-line.ts';
import { settingsOf } from './cart-context.ts';
import { productOfLabel, productsOfCode } from './products-of-code.ts';
import { lineOf } from './sellable.ts';
import { type SlipOf, slipOf } from './slip-of.ts';

export interface ScanCode {
  /** null: an item opens a new ticket. */
  readonly ticket: string | null;
  readonly code: string;
  /** Thousandths; for weighed goods scanned by a plain code. */
  readonly qty?: number | undefined;
  readonly confirmed?: boolean | undefined;
}

/** What a scanned or typed code means. */
export type ScanOutcome =
  /** `printed`: what the label says it costs, minor units, where that is no longer what is charged. */
  | ({ readonly kind: 'added'; readonly printed: number | null } & Added)
  | {
      readonly kind: 'choose';
      readonly products: { readonly id: string; readonly name: string; readonly price: number }[];
    }
  | SlipOf
  | { readonly kind: 'unknown'; readonly code: string };

/**
 * Routes a code by what it means: an own slip (sale, return, parked ticket), an article under any way of writing its number,
 * a scale label, else unknown. Only an item changes anything. Refuses as `addLine`; weighed goods by a plain code without a
 * quantity are refused QUANTITY_INVALID with the product, so that the screen asks for the weight.
 */
export const scanCode =
  (host: Host) =>
  (by: By, input: ScanCode): Promise<Result<ScanOutcome, DomainError>> =>
    host.commit(by.command, async (state) => {
      const slip = await slipOf(state, cleanScan(input.code));
      if (slip) return ok({ answer: slip });
      const scan = classifyScan(input.code, {
        rules: keptScaleRules(host.chain()),
        exponent: settingsOf(host).currency.exponent,
      });
      const unknown = ok({ answer: { kind: 'unknown', code: scan.text } as const });
      if (scan.kind !== 'product' && scan.kind !== 'scale-label') return unknown;
      const products = await productsOfCode(state.read, priceClock(host), scan.forms);
      const [product, another] = products;
      if (another) return ok({ answer: { kind: 'choose', products: products.map(choice) } });
      const adding = { host, by, state };
      if (product) {
        const item = listed(host, product, { scan: scan.text, input });
        return addItem(adding, input, item.ok ? ok({ item: item.value, printed: null }) : item);
      }
      if (scan.kind === 'product') return unknown;
      const weighed = await productOfLabel(state.read, priceClock(host), scan.reading.lookups);
      if (!weighed) return unknown;
      return addItem(adding, input, labelled(host, weighed, { scan: scan.text, reading: scan.reading }));
    });

const choice = ({ id, name, price }: Product) => ({ id, name, price });

/** What was scanned, and the label's own price where it no longer holds. */
interface Scanned {
  readonly item: NewLine;
  readonly printed: number | null;
}

async function addItem(
  adding: Adding,
  { ticket, confirmed = false }: ScanCode,
  scanned: Result<Scanned, DomainError>,
): Promise<Result<Decision<ScanOutcome>, DomainError>> {
  if (!scanned.ok) return scanned;
  const { item, printed } = scanned.value;
  const added = await addLine(adding, { ticket, item, confirmed });
  if (!added.ok) return added;
  return ok({ ...added.value, answer: { kind: 'added', printed, ...added.value.answer } });
}

const listed = (host: Host, product: Product, { scan, input }: { scan: string; input: ScanCode }) =>
  lineOf(host, product, {
    source: 'scan',
    barcode: scan,
    qty: input.qty === undefined ? undefined : qty(input.qty),
  });

/** The label says how much; what it says is printed on the pack and not asked again. */
function labelled(
  host: Host,
  product: Product,
  { scan, reading }: { readonly scan: string; readonly reading: ScaleReading },
): Result<Scanned, DomainError> {
  const weighed = scaleQuantity(reading, product.price);
  if (!weighed.ok) return weighed;
  const { qty: quantity, fixedAmount, priceDiffers } = weighed.value;
  const item = lineOf(host, product, {
    source: 'scale-label',
    barcode: scan,
    qty: quantity,
    fixedAmount: fixedAmount ?? undefined,
  });
  return item.ok ? ok({ item: item.value, printed: priceDiffers ? reading.amount : null }) : item;
}
