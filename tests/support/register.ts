import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { openCatalog } from '#electron/store/catalog/catalog.ts';
import { type DataFolder, dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { found } from '#electron/store/found.ts';
import { openStore } from '#electron/store/open-store.ts';
import { createRegisterStore, type RegisterStore } from '#electron/store/register-store.ts';
import { createWriter, type Writer } from '#electron/store/writer.ts';
import { nodeCodec } from '#node/codec.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { DomainError } from '#shared/domain/error.ts';
import type { ImportId, PersonId, ProductId, RegisterId, StoreId, TaxClassId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import { RIGHTS } from '#shared/domain/people/rights.ts';
import type { Result } from '#shared/domain/result.ts';
import { productsImported } from '#shared/journal/entries/catalog.ts';
import { storeFounded } from '#shared/journal/entries/settings.ts';
import type { By } from '#shared/services/journal/by.ts';
import type { Batch } from '#shared/services/journal/commit.ts';
import { fact, type Host } from '#shared/services/journal/host.ts';
import { completeSale, type SaleDone } from '#shared/services/sales/complete-sale.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { readDrawer } from '#shared/services/shifts/drawer.ts';
import { openShift } from '#shared/services/shifts/open-shift.ts';
import { addProduct } from '#shared/services/tickets/add-product.ts';

/**
 * A real register without its screens: the store on disk, its catalog, and the services a counter uses. What crash tests kill and
 * benches measure.
 */
export interface TestRegister {
  readonly folder: DataFolder;
  readonly store: RegisterStore;
  readonly host: Host;
  readonly by: (name: string, input: unknown, id?: string) => By;
  /** Opens a ticket with these products, one of each. */
  readonly ring: (products: readonly string[]) => Promise<Rung>;
  /** Takes cash for it. */
  readonly pay: (rung: Rung, id?: string) => Promise<SaleDone>;
  readonly importProducts: (products: Iterable<Product>) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Rung {
  readonly ticket: string;
  readonly version: number;
}

export interface RegisterOptions {
  readonly keeper?: 'worker' | 'inline';
  /** Whether sales queue a slip. */
  readonly printer?: boolean;
  readonly now?: () => number;
  /** Sees every batch before it is written. */
  readonly onWrite?: (batch: Batch) => void;
}

/** Opens the register in a folder. The first time it is founded and gets products 1 … `products`; a shift is opened where none is. */
export async function openRegister(
  root: string,
  products: number,
  options: RegisterOptions = {},
): Promise<TestRegister> {
  const folder = dataFolder(root);
  makeFolders(folder);
  const now = options.now ?? (() => Date.now());
  const writer = watched(
    createWriter(() => openStore(folder, () => {})),
    options.onWrite,
  );
  writer.db();
  const catalog = openCatalog(folder, { keeper: options.keeper ?? 'inline' });
  const store = await createRegisterStore(folder, { writer, catalog }, { now });
  const register = registerOf(folder, store, { now, printer: options.printer ?? false });
  if (!store.chain().settings) {
    await openTheShop(register, now);
    await register.importProducts(Array.from({ length: products }, (_, i) => simpleProduct(i + 1)));
  }
  if (!(await readDrawer(store.read, store.self()))) {
    done(
      await openShift(register.host)(register.by('open-shift', {}), {
        counted: [{ value: 100, count: 200 }],
      }),
    );
  }
  return register;
}

const watched = (writer: Writer, onWrite: (batch: Batch) => void = () => {}): Writer => ({
  ...writer,
  write: (batch) => {
    onWrite(batch);
    writer.write(batch);
  },
});

function registerOf(
  folder: DataFolder,
  store: RegisterStore,
  { now, printer }: { readonly now: () => number; readonly printer: boolean },
): TestRegister {
  const host: Host = {
    get self() {
      return store.self();
    },
    read: store.read,
    commit: store.commit,
    commitChain: store.commitChain,
    commitPart: store.commitPart,
    chain: store.chain,
    codec: nodeCodec,
    now,
    newId: () => uuidv7(),
  };
  const finish = completeSale(host, { isSetUp: () => printer });
  const add = addProduct(host);
  const by = (name: string, input: unknown, id: string = uuidv7()): By => ({
    command: { id, actor: OWNER.person, name, input },
    actor: OWNER,
    approvals: [],
  });
  return {
    folder,
    store,
    host,
    by,
    ring: async (products) => {
      let open: { ticket: string | null; version: number } = { ticket: null, version: 0 };
      for (const product of products) {
        const input = { ticket: open.ticket, product, source: 'scan' as const };
        const added = done(await add(by('tickets.addProduct', input), input));
        open = { ticket: added.ticket.id, version: added.ticket.version };
      }
      return { ticket: open.ticket ?? '', version: open.version };
    },
    pay: async ({ ticket, version }, id) => {
      const input = { ticket, version, tenders: [{ tender: 'cash', amount: 1_000_000, reference: null }] };
      return done(await finish(by('sales.complete', input, id), input));
    },
    importProducts: (products) => importInParts(store, products),
    close: () => store.close(),
  };
}

async function openTheShop({ store }: TestRegister, now: () => number): Promise<void> {
  const identity = { store: 'R01' as StoreId, register: '1' as RegisterId };
  await found(store, {
    ...identity,
    recoveryHash: null,
    at: now(),
    newId: () => uuidv7(),
    keepKey: async () => {},
  });
  const draft = done(
    ownStore({
      ...identity,
      name: 'Mallard Riverside 河岸店',
      address: ['12 Quay Street'],
      taxNumber: '91310000MA1K00000X',
      phone: '',
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      locale: 'en',
      priceMode: 'inclusive',
      taxClasses: [
        { name: 'Standard', rate: 130_000 },
        { name: 'Food', rate: 90_000 },
      ],
      owner: { name: 'Owner', pin: '4719' },
    }),
  );
  const { settings, taxClasses, tenders, categories, roles } = draft;
  const body = {
    settings: { scope: `store/${settings.store}`, values: { store: JSON.stringify(settings) } },
    taxClasses,
    tenders,
    categories,
    roles,
    people: [],
  };
  const command = { id: uuidv7(), actor: OWNER.person, name: 'found', input: {} };
  done(
    await store.commitChain(command, async () => ({
      ok: true,
      value: { entry: fact(storeFounded, body), answer: null },
    })),
  );
}

async function importInParts(store: RegisterStore, products: Iterable<Product>): Promise<void> {
  const job = randomUUID() as ImportId;
  let part: Product[] = [];
  let parts = 0;
  const append = async () => {
    parts += 1;
    const body = { import: job, part: parts, products: part.map((product) => ({ product, before: null })) };
    const command = { id: uuidv7(), actor: OWNER.person, name: 'import', input: { part: parts } };
    part = [];
    done(
      await store.commitBulk(command, async () => ({
        ok: true,
        value: { entry: fact(productsImported, body), answer: null },
      })),
    );
  };
  for (const product of products) if (part.push(product) === 500) await append();
  if (part.length > 0) await append();
}

export const productId = (n: number): string => `product-${String(n).padStart(7, '0')}`;

/** Product n of a catalogue made by a fixed rule. */
export function simpleProduct(
  n: number,
  name = `Product ${n}`,
  barcode = String(2_000_000_000_000 + n),
): Product {
  return {
    id: productId(n) as ProductId,
    name,
    names: {},
    sku: null,
    barcodes: [barcode],
    unit: 'piece',
    price: minor(100 + ((n * 37) % 5000)),
    taxClass: 'tax-1' as TaxClassId,
    category: null,
    picture: null,
    active: true,
    minStock: null,
    taxCode: null,
  };
}

export const OWNER: Actor = {
  person: 'owner' as PersonId,
  grants: Object.fromEntries(RIGHTS.map((right) => [right, { state: 'allowed' as const }])),
};

/** The value of what must not be refused here. */
export function done<T>(result: Result<T, DomainError>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
