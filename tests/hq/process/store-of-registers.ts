import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { MoveDocument, ProductId, RegisterId, StoreId, TaxClassId } from '#shared/domain/ids.ts';
import { micro, minor, qty } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import { stockOpened } from '#shared/journal/entries/stock-opened.ts';
import { fact, type Host } from '#shared/services/journal/host.ts';
import { savePlace } from '#shared/services/settings/save-place.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { OWN } from '#tests/host/open-host.ts';
import type { OpenHq } from './open-hq.ts';

const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };

/** What a shop of the chain has to sell, with its stock. */
export const TEA = { barcode: '036000291452', pieces: 15 } as const;

/** Opens store R01 of a headquarters: everything to sell by, its owner, and one product that is on the shelf, which it answers. */
export async function foundR01(hq: OpenHq): Promise<Product> {
  const host = await hq.hosts.of('R01' as StoreId);
  const draft = ownStore({ ...OWN, store: 'R01' as StoreId, register: '1' as RegisterId });
  if (!draft.ok) throw new Error(draft.error.code);
  const founded = await foundStore(host, { pins: scryptPins(hq.identity.pepper, COST), seal: aesSeal })(
    draft.value,
  );
  if (!founded.ok) throw new Error(founded.error.code);
  return await stock(host);
}

/** The chain says the product anew, at another price, say. */
export async function sayProduct(hq: OpenHq, product: Product): Promise<void> {
  const host = await hq.hosts.of('R01' as StoreId);
  const command = { id: host.newId(), actor: 'boss' as never, name: 'test', input: {} };
  const said = fact(productChanged, { product, before: null, how: 'edited', approvals: [] });
  await host.commitChain(command, async () => ok({ entry: said, answer: {} }));
}

/** Opens store R02 beside it, which sells by the same settings; each says where it is. */
export async function foundR02(hq: OpenHq): Promise<void> {
  const host = await hq.hosts.of('R01' as StoreId);
  const command = () => ({ id: host.newId(), actor: 'boss' as never, name: 'test', input: {} });
  const settings = { ...host.chain().settings, store: 'R02' };
  const said = fact(settingsChanged, { scope: 'store/R02', values: { store: JSON.stringify(settings) } });
  await host.commitChain(command(), async () => ok({ entry: said, answer: {} }));
  for (const [store, name] of [
    ['R01', 'Pond'],
    ['R02', 'Lake'],
  ] as const) {
    const placed = await savePlace(host)(command(), store, { name });
    if (!placed.ok) throw new Error(placed.error.code);
  }
}

/** Verifiers are those of headquarters, whose pepper comes over the link. */
export const pinsOf = (hq: OpenHq) => scryptPins(new Uint8Array(32), COST, async () => hq.identity.pepper);

async function stock(host: Host): Promise<Product> {
  const [taxClass] = host.chain().taxClasses.values();
  const tea: Product = {
    id: host.newId() as ProductId,
    name: 'Tea',
    names: {},
    sku: null,
    barcodes: [TEA.barcode],
    unit: 'piece',
    price: minor(4500),
    taxClass: taxClass?.id as TaxClassId,
    category: null,
    picture: null,
    active: true,
    minStock: null,
    taxCode: null,
  };
  const command = () => ({ id: host.newId(), actor: 'boss' as never, name: 'test', input: {} });
  const product = fact(productChanged, { product: tea, before: null, how: 'edited', approvals: [] });
  await host.commitChain(command(), async () => ok({ entry: product, answer: {} }));
  const document = host.newId() as MoveDocument;
  const move = {
    line: 1,
    kind: 'opening',
    item: tea.id,
    from: 'OPENING',
    to: 'SALEABLE',
    qty: qty(TEA.pieces * 1000),
    value: micro(TEA.pieces * 30_000_000),
    costUnknown: false,
  } as const;
  const opened = fact(stockOpened, { document, by: 'boss' as never, note: '', moves: [move] });
  await host.commit(command(), async () => ok({ entry: opened, answer: {} }));
  return tea;
}
