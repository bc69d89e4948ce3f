import { nodeCodec } from '#node/codec.ts';
import type {
  DeviceId,
  EntryId,
  PersonId,
  ProductId,
  RegisterId,
  RoleId,
  StoreId,
  TenderId,
  TicketId,
  TransferId,
  TransferReceiptId,
} from '#shared/domain/ids.ts';
import { micro, minor, qty, rate } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import { anApproval, aTenderKind } from '#shared/domain/testing/builders.ts';
import {
  categoryChanged,
  importReverted,
  productChanged,
  taxClassChanged,
} from '#shared/journal/entries/catalog.ts';
import { epochStarted } from '#shared/journal/entries/epoch-started.ts';
import { recoveryUsed, tokenMade, tokenRevoked } from '#shared/journal/entries/people.ts';
import { pricesChanged } from '#shared/journal/entries/prices-changed.ts';
import { type PricesScheduled, pricesScheduled } from '#shared/journal/entries/prices-scheduled.ts';
import { productsChanged } from '#shared/journal/entries/products-changed.ts';
import {
  personChanged,
  roleChanged,
  settingsChanged,
  tenderChanged,
} from '#shared/journal/entries/settings.ts';
import { ticketAssigned, ticketCopied } from '#shared/journal/entries/ticket-elsewhere.ts';
import { transferReceived } from '#shared/journal/entries/transfer.ts';
import { type Entry, unseal } from '#shared/journal/entry.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { JournalRow } from '#shared/services/journal/commit.ts';
import { type Draft, fact, type Host, type Self } from '#shared/services/journal/host.ts';
import { acceptReturn } from '#shared/services/returns/accept-return.ts';
import { completeSale } from '#shared/services/sales/complete-sale.ts';
import { correctTender } from '#shared/services/sales/correct-tender.ts';
import { reprint } from '#shared/services/sales/reprint.ts';
import { moveCash } from '#shared/services/shifts/move-cash.ts';
import { openDrawer } from '#shared/services/shifts/open-drawer.ts';
import { changeTicket } from '#shared/services/tickets/change-ticket.ts';
import { parkTicket } from '#shared/services/tickets/park-ticket.ts';
import { recallTicket } from '#shared/services/tickets/recall-ticket.ts';
import type { TicketView } from '#shared/services/tickets/ticket-view.ts';
import { voidTicket } from '#shared/services/tickets/void-ticket.ts';
import { dispatchTransfer } from '#shared/services/transfers/dispatch-transfer.ts';
import { recallTransfer } from '#shared/services/transfers/recall-transfer.ts';
import { settleTransfer } from '#shared/services/transfers/settle-transfer.ts';
import { card, cash, counterOf, good, PRINTER } from './counter.ts';
import { type Random, seeded } from './random.ts';
import { BOSS, by, foundSmallStore, PRODUCTS } from './small-store.ts';
import { sqliteHost } from './sqlite-host.ts';
import { MORNING, type TestHost, type TestPorts, testPorts } from './test-host.ts';

/**
 * What three registers of one shop wrote: the first founded it and authors the chain's facts, the third was restored half-way and
 * goes on in a second epoch. Made by the services themselves from one seed, every kind of fact among it.
 */
export async function threeAuthors(seed: number): Promise<Entry[]> {
  const random = seeded(seed);
  const entries: Entry[] = [];
  for (const register of [1, 2, 3]) {
    const self: Self = {
      device: `device-${register}` as DeviceId,
      store: 'R01' as StoreId,
      register: String(register) as RegisterId,
      epoch: `1-00000000000000a${register}`,
    };
    const own = await storyOf(self, idsOf(register, random), random);
    // The others were given the catalog by the first: what their own test store made of it is not their fact.
    const told =
      register === 1 ? own : own.filter((e) => ENTRY_TYPES.get(e.type)?.scope === 'store' && !isStock(e));
    entries.push(...(register === 3 ? withSecondEpoch(told) : told));
  }
  return entries;
}

const isStock = (entry: Entry) => entry.type === 'stock.opened';

/** Ids that no two authors share, clocks that disagree by days. */
function idsOf(register: number, random: Random): TestPorts {
  const ports = testPorts(MORNING + (random.below(9) - 4) * 86_400_000);
  return { ...ports, newId: () => `${register}${ports.newId().slice(1)}` };
}

async function storyOf(self: Self, ports: TestPorts, random: Random): Promise<Entry[]> {
  const made = await sqliteHost(self, ports);
  try {
    await foundSmallStore(made.host);
    await live(made, random);
    const rows = (await made.rows('journal')) as readonly unknown[] as readonly JournalRow[];
    return rows.map((row) => unseal(row, nodeCodec));
  } finally {
    await made.close();
  }
}

async function live({ host }: TestHost, random: Random): Promise<void> {
  const counter = counterOf(host);
  for (const draft of chainFacts()) await append(host, draft);
  for (let day = 0; day < 2; day++) {
    await counter.open(10_000);
    for (let step = 0; step < 14; step++) await oneOf(random, host);
    await everyKindOnce(host);
    await counter.close(random.below(30_000), { tickets: random.pick(['keep', 'void'] as const) });
  }
}

const CODES = [
  '6901234567892',
  '036000291452',
  '4006381333931',
  '9783161484100',
  '7501031311309',
  'PEN-1',
  '2112345015002',
];

async function oneOf(random: Random, host: Host): Promise<void> {
  const counter = counterOf(host);
  const basket = () => counter.scanAll(Array.from({ length: 1 + random.below(4) }, () => random.pick(CODES)));
  const sell = async () => {
    const ticket = await basket();
    const inCard = random.below(ticket.total);
    return counter.pay(
      ticket,
      ...(random.below(3) === 0 && inCard > 0 ? [card(inCard)] : []),
      cash(ticket.total),
    );
  };
  const steps = [
    sell,
    sell,
    async () =>
      counter.bringBack((await sell()).sale, 1, 1000, random.pick(['as-new', 'check', 'damaged'] as const)),
    async () =>
      counter.pay(await counter.discountTicket(await basket(), 5 + random.below(50)), cash(100_000)),
    async () =>
      moveCash(host, PRINTER)(by(host, BOSS), {
        kind: random.pick(['pay-in', 'drop'] as const),
        amount: 1 + random.below(999),
        reason: 'float',
      }),
    async () => park(host, await basket()),
  ];
  await random.pick(steps)();
}

const park = async (host: Host, ticket: TicketView) =>
  good(
    await parkTicket(host, PRINTER)(by(host, BOSS), {
      ticket: ticket.id,
      version: ticket.version,
      print: true,
    }),
  ).park;

/** The kinds that a random day may miss. */
async function everyKindOnce(host: Host): Promise<void> {
  const counter = counterOf(host);
  const me = () => by(host, BOSS);
  const [milk = ''] = CODES;
  const { sale } = await counter.sell(milk, milk);
  const correction = { sale, index: 0, tender: 'wechat', reference: null, reason: 'wrong key' };
  good(await correctTender(host)(me(), correction));
  good(await correctTender(host)(me(), { ...correction, tender: 'card' }));
  const bring = { sale, lines: [{ line: 1, qty: 1000, condition: 'check' as const }], reason: 'sour' };
  good(await acceptReturn(host, PRINTER)(me(), bring));
  good(await reprint(host, PRINTER)(me(), { document: sale, kind: 'sale' }));
  good(await openDrawer(host)(me(), { reason: 'change' }));
  good(await moveCash(host, PRINTER)(me(), { kind: 'pay-out', amount: 300, reason: 'stamps' }));
  const back = good(
    await recallTicket(host)(me(), { park: await park(host, await counter.scanAll([milk, 'PEN-1'])) }),
  );
  const seen = { ticket: back.id, version: back.version };
  const price = { kind: 'set-price', line: 1, price: minor(900), reason: 'dent' } as const;
  const cheaper = good(await changeTicket(host)(me(), seen, price));
  const less = { ...seen, version: cheaper.version };
  const emptier = good(await changeTicket(host)(me(), less, { kind: 'remove-line', line: 2 }));
  const paid = { ...seen, version: emptier.version, tenders: [cash(emptier.total)] };
  good(await completeSale(host, PRINTER)(me(), paid));
  await elsewhere(host, await park(host, await counter.scanAll([milk])));
  await betweenStores(host);
  const left = await counter.scanAll([milk]);
  good(await voidTicket(host)(me(), { ticket: left.id, version: left.version, reason: 'walked off' }));
}

/** What others of the store do with a ticket parked here. */
async function elsewhere(host: Host, parked: string): Promise<void> {
  const to = { park: parked, register: '4', by: BOSS.person };
  await append(host, fact(ticketAssigned, { ...to, device: 'device-4' }));
  const copy = { ticket: host.newId() as TicketId, root: host.newId() as TicketId };
  await append(host, fact(ticketCopied, { ...to, ...copy }));
}

/** Goods that go to another store, and some that come from there in exchange. */
async function betweenStores(host: Host): Promise<void> {
  const twin = { item: 'twin-a', qty: 1000 };
  const sent = { to: 'R02', note: '', lines: [twin] };
  const { transfer } = good(await dispatchTransfer(host)(by(host, BOSS), sent));
  const came = { line: 1, item: 'twin-b' as ProductId, qty: qty(2000) };
  const move = { ...came, kind: 'transfer-in', from: 'CLEARING_IN', to: 'SALEABLE' } as const;
  await append(
    host,
    fact(transferReceived, {
      receipt: host.newId() as TransferReceiptId,
      transfer: transfer as TransferId,
      from: 'R02' as StoreId,
      by: BOSS.person,
      note: '',
      complete: true,
      lines: [{ ...came, expected: qty(3000) }],
      moves: [{ ...move, value: micro(60_000_000), costUnknown: false }],
      approvals: [],
    }),
  );
  const stray = good(await dispatchTransfer(host)(by(host, BOSS), sent));
  good(await recallTransfer(host)(by(host, BOSS), { transfer: stray.transfer, note: 'never left' }));
  const short = good(await dispatchTransfer(host)(by(host, BOSS), sent));
  await append(
    host,
    fact(transferReceived, {
      receipt: host.newId() as TransferReceiptId,
      transfer: short.transfer as TransferId,
      from: host.self.store,
      by: BOSS.person,
      note: '',
      complete: true,
      lines: [{ line: 1, item: 'twin-a' as ProductId, qty: qty(0), expected: qty(1000) }],
      moves: [],
      approvals: [],
    }),
  );
  const lost = [{ line: 1, outcome: 'lost' as const, qty: 1000 }];
  good(
    await settleTransfer(host)(by(host, BOSS), { transfer: short.transfer, lines: lost, note: 'not found' }),
  );
}

/** Facts of the chain and of people, some of them several versions of one row. */
function chainFacts(): Draft[] {
  const [milk, tea, pan] = PRODUCTS;
  if (!milk || !tea || !pan) throw new Error('no products');
  const dearer = { ...milk, price: minor(1390), barcodes: [...milk.barcodes, 'MILK-2'] };
  const category = {
    id: 'drinks',
    name: 'Drinks',
    names: {},
    sort: 3,
    taxClass: 'reduced',
    openPrice: true,
    active: true,
  };
  const taxClass = {
    id: 'luxury',
    name: 'Luxury',
    letter: 'L',
    rates: [{ name: 'VAT', rate: rate(200_000) }],
    active: true,
  };
  const role = {
    id: 'guest' as RoleId,
    name: 'Guest',
    grants: { 'sale.sell': { state: 'allowed' } },
  } as const;
  const someone = { id: 'lin' as PersonId, sealed: 'c2VhbGVk', role: 'guest' as RoleId, active: true };
  const tender = aTenderKind('card', { id: 'gift' as TenderId, name: 'Gift card' });
  const reverted = { id: pan.id, product: null, imported: pan };
  return [
    fact(productChanged, { product: dearer, before: milk, how: 'edited', approvals: [] }),
    fact(productChanged, {
      product: { ...dearer, price: minor(1290), minStock: qty(5000) },
      before: dearer,
      how: 'edited',
      approvals: [],
    }),
    fact(importReverted, {
      import: 'import-1' as never,
      part: 1,
      products: [{ id: tea.id, product: tea, imported: tea }, reverted],
    }),
    fact(productChanged, {
      product: pan,
      before: pan,
      how: 'quick-add',
      approvals: [anApproval({ right: 'product.quick-add', target: '4006381333931', amount: null })],
    }),
    ...manyChanged(tea),
    ...pricesAlone(tea),
    ...scheduled(),
    fact(categoryChanged, { category: category as never }),
    fact(taxClassChanged, { taxClass: taxClass as never }),
    fact(settingsChanged, { scope: 'store/R02', values: { place: '{"name":"Hill"}' } }),
    fact(settingsChanged, { scope: 'store/R01', values: { scaleNote: '"a"' } }),
    fact(settingsChanged, { scope: 'store/R01', values: { scaleNote: '"b"' } }),
    fact(tenderChanged, { tender }),
    fact(tenderChanged, { tender: { ...tender, active: false } }),
    fact(roleChanged, { role }),
    fact(personChanged, { person: someone }),
    fact(recoveryUsed, { person: someone.id }),
    fact(tokenMade, {
      token: 't1',
      name: 'till export',
      person: someone.id,
      rights: ['reports.see'],
      expiresAt: MORNING,
    }),
    fact(tokenRevoked, { token: 't1' }),
  ];
}

const FIRST_PART = {
  action: { kind: 'price-amount', amount: minor(100) },
  undoes: null,
  part: 1,
  previous: null,
} as const;

/** One thing done to many products, in two parts, and its last part taken back. */
function manyChanged(tea: (typeof PRODUCTS)[number]): Draft[] {
  const change = { ...FIRST_PART, change: 'change-1' as never, changed: 1, left: 1 };
  const [one, two, three] = [0, 100, 200].map((more) => ({ ...tea, price: minor(tea.price + more) }));
  if (!one || !two || !three) throw new Error('three versions');
  return [
    fact(productsChanged, { ...change, products: [{ product: two, before: one }] }),
    fact(productsChanged, {
      ...change,
      part: 2,
      changed: 2,
      left: 0,
      products: [{ product: three, before: two }],
    }),
    fact(productsChanged, {
      ...change,
      change: 'change-2' as never,
      undoes: change.change,
      products: [{ product: two, before: three }],
    }),
  ];
}

/** Nothing but prices of many products changed, of a product nobody made too, and the change taken back; then a product said whole. */
function pricesAlone(tea: (typeof PRODUCTS)[number]): Draft[] {
  const change = { ...FIRST_PART, change: 'change-3' as never, changed: 2, left: 0 };
  const [before, after] = [tea.price, minor(tea.price + 100)];
  const unknown = { product: 'nobody made' as never, price: minor(20), before: minor(10) };
  return [
    fact(pricesChanged, { ...change, prices: [{ product: tea.id, price: after, before }, unknown] }),
    fact(pricesChanged, {
      ...change,
      change: 'change-4' as never,
      undoes: change.change,
      prices: [{ product: tea.id, price: before, before: after }],
    }),
    fact(productChanged, {
      product: { ...tea, price: minor(4300) },
      before: { ...tea, price: before },
      how: 'edited',
      approvals: [],
    }),
  ];
}

/** Prices to come, changed before they begin, and called off. */
function scheduled(): Draft[] {
  const first: PricesScheduled = {
    schedule: 'schedule-1' as never,
    name: 'May',
    from: '2026-05-01T00:00' as never,
    until: '2026-05-08T00:00' as never,
    cancelled: false,
    products: 1,
    prices: [{ product: 'tea' as never, price: minor(3900) }],
  };
  return [
    fact(pricesScheduled, first),
    fact(pricesScheduled, {
      ...first,
      until: null,
      prices: [{ product: 'tea' as never, price: minor(3800) }],
    }),
    fact(pricesScheduled, { ...first, schedule: 'schedule-2' as never }),
    fact(pricesScheduled, { ...first, schedule: 'schedule-2' as never, cancelled: true, prices: [] }),
  ];
}

async function append(host: Host, entry: Draft): Promise<void> {
  const commit = entry.type.scope === 'chain' ? host.commitChain : host.commit;
  good(
    await commit({ id: host.newId(), actor: BOSS.person, name: 'story', input: {} }, async () =>
      ok({ entry, answer: {} }),
    ),
  );
}

/** The second half of a journal as a restored disk writes it: a new branch, numbered from one, after the entry that starts it. */
function withSecondEpoch(entries: readonly Entry[]): Entry[] {
  const half = Math.floor(entries.length / 2);
  const last = entries[half - 1];
  if (!last) throw new Error('no story');
  const epoch = '2-00000000000000b3';
  const body = { reason: 'restored', parent: { epoch: last.epoch, seq: last.seq, hash: '0'.repeat(64) } };
  const start: Entry = {
    ...last,
    id: `${last.id}-b` as EntryId,
    epoch,
    seq: 1,
    type: epochStarted.type,
    v: 1,
    shift: null,
    body,
  };
  const rest = entries.slice(half).map((entry, index) => ({ ...entry, epoch, seq: index + 2 }));
  return [...entries.slice(0, half), start, ...rest];
}
