import { baseHeads } from '#electron/store/base/base-rows.ts';
import { nodeCodec } from '#node/codec.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { sameBytes } from '#shared/link/bytes.ts';
import { storeFeed } from '#shared/link/feed-page.ts';
import type { HqStore } from '#shared/link/hq/hq-store.ts';
import { receivePush } from '#shared/link/hq/receive-push.ts';
import { relayFact } from '#shared/link/hq/relay.ts';
import { openSqliteHq } from '#tests/support/link/sqlite-hq.ts';
import { holds } from './broken.ts';
import { keptVerify } from './keys.ts';
import type { Register } from './register.ts';
import { checkTickets, checkWords } from './ticket-oracle.ts';
import { checkClearing, checkTransfers } from './transfer-oracle.ts';
import type { World } from './world.ts';

/** What stood on a disk which was put back, and at headquarters no more (or not yet): nobody can have it. */
export function reckonLosses({ hq, truth }: Pick<World, 'hq' | 'truth'>): void {
  const held = hq.query('select 1 from journal where store = ? and id = ?');
  for (const paper of truth.papers())
    if (paper.rolledBack && !paper.lost && !held.get(paper.store, paper.entry)) paper.lost = true;
}

const DOCUMENTS = ['sale', 'sale_return', 'shift_close', 'transfer', 'transfer_receipt'];

/** Tells whether a fact of a document is on a machine's disk: itself, or what it made. */
export function holdsFact(machine: Register): (entry: string) => boolean {
  const store = machine.store();
  const looks = [
    'select 1 from journal where id = ?',
    ...DOCUMENTS.map((table) => `select 1 from ${table} where entry = ?`),
  ].map((sql) => store.query(sql));
  return (entry) => looks.some((look) => look.get(entry) !== undefined);
}

/** What holds at every moment; `mended`: once the disks have been, too. */
export function checkNow(world: World, mended = false): void {
  const all = (sql: string) => world.hq.db().prepare(sql).all() as Record<string, string | number>[];
  const none = (invariant: string, sql: string) => {
    const [row] = all(sql);
    holds(invariant, row === undefined, () => JSON.stringify(row));
  };
  checkReceipts(world);
  // S2: no receipt is counted twice.
  none(
    'S2',
    "select id, count(*) as times from journal where type = 'sale.completed' group by store, id having times > 1",
  );
  none(
    'S5',
    `select s.number, j.origin from sale s join journal j on j.store = s.store and j.id = s.entry
     where not exists (select 1 from exception e where e.rule = 'FORK' and e.subject like j.origin || '/%')
     group by s.store, s.number having count(*) > 1`,
  );
  // S6: what lies on the shelves is the sum of what was moved.
  none(
    'S6',
    `with moved (store, item, location, qty) as (
       select store, item, to_location, qty from move union all select store, item, from_location, -qty from move
     ), sums as (select store, item, location, sum(qty) as qty from moved group by store, item, location)
     select b.*, s.qty from balance b left join sums s on s.store = b.store and s.item = b.item and s.location = b.location
     where b.on_hand <> coalesce(s.qty, 0)`,
  );
  // S7: money adds up, in whole units.
  none(
    'S7',
    `select s.number, s.total, sum(t.amount) as paid, sum(t.tendered) as tendered, s.change from sale s
     join sale_tender t on t.store = s.store and t.sale = s.sale group by s.store, s.sale
     having paid <> s.total + s.rounding or tendered <> paid + s.change or typeof(s.total) <> 'integer'`,
  );
  // S12: a sale is posted and counted, or it is kept with a reason; nothing between.
  none(
    'S12',
    `select j.id, j.state from journal j left join sale s on s.store = j.store and s.entry = j.id
     where j.type = 'sale.completed' and (j.state = 'posted') <> (s.sale is not null)`,
  );
  none('L4', "select id, state from journal where state <> 'posted' and coalesce(reason, '') = ''");
  // Two histories come of two disks, or of a rollback nobody could see; never of anything else.
  for (const { subject } of all("select subject from exception where rule = 'FORK'")) {
    const device = String(subject).split('/')[0] ?? '';
    holds('S4', world.truth.doubled.has(device), () => `a fork of ${device}, which has one disk`);
  }
  checkClearing(world);
  checkWords(world);
  for (const machine of world.machines) if (machine.isOn()) checkMachine(world, machine, mended);
}

/** S1: what was printed is on the disk it was written on; or, where that was put back, at headquarters; or it is told as lost. */
function checkReceipts({ hq, truth, machines }: World): void {
  const atHq = hq.query('select 1 from journal where store = ? and id = ?');
  const here = machines.map((machine) => machine.isOn() && holdsFact(machine));
  for (const { store, entry, number, machine, rolledBack, lost } of truth.receipts) {
    const disk = here[machine];
    if (!rolledBack && disk)
      holds('S1', disk(entry), () => `${number} was printed, and m${machine} does not have it`);
    if (rolledBack && !lost)
      holds(
        'S1',
        atHq.get(store, entry) !== undefined,
        () => `${number} was at headquarters, and is not now`,
      );
  }
}

function checkMachine({ hq, truth, chance }: World, machine: Register, mended: boolean): void {
  const { device, store, machine: n } = machine.place;
  const { own, db } = machine.store();
  const bases = baseHeads(db);
  const push = machine.link?.push;
  const held = hq
    .db()
    .prepare('select hash from journal where store = ? and origin = ? and epoch = ? and seq = ?')
    .pluck();
  for (const { epoch, seq } of own.epochs()) {
    const acked = Math.min(push?.acked[epoch] ?? 0, seq);
    if (acked > 0 && push?.incarnation === hq.incarnation() && !truth.doubled.has(device)) {
      const mine = own.hashAt(epoch, acked);
      const theirs = held.all(store, device, epoch, acked) as Uint8Array[];
      const isHeld = mine !== undefined && theirs.some((each) => sameBytes(each, mine));
      holds('S3', isHeld, () => `m${n} takes ${epoch}/${acked} for acknowledged`);
    }
    const { count, first } = db
      .prepare('select count(*) as count, min(seq) as first from journal where origin = ? and epoch = ?')
      .get(device, epoch) as { count: number; first: number | null };
    // What was let go is in the store's base.
    const before = (first ?? 1) - 1;
    const dense = before <= bases.through({ origin: device, epoch }) ? before + count : count;
    const isOnlyOwn = !truth.doubled.has(device);
    holds(
      'S4',
      !isOnlyOwn || dense === seq,
      () => `m${n} has ${String(dense)} entries of ${epoch}, the last is ${seq}`,
    );
  }
  const nameless = db.prepare("select entry from local_link_fault where reason = ''").pluck().get();
  holds('L4', nameless === undefined, () => `${String(nameless)} was put aside for no reason`);
  const aside = db
    .prepare("select origin, state, reason from local_link_fault where state in ('fork', 'waiting')")
    .all() as { origin: string; state: string; reason: string }[];
  const mayLack = !mended && chance.counts.has('row-damaged');
  for (const { origin, state, reason } of aside)
    holds(
      'S4',
      (state === 'waiting' && mayLack) || (origin === HQ_CHAIN ? hq.isRestored() : truth.doubled.has(origin)),
      () => `m${n} put a fact of ${origin} aside: ${reason}`,
    );
}

/** What holds when all is quiet. */
export async function checkAtEnd(world: World): Promise<void> {
  checkNow(world, true);
  checkChains(world);
  checkArrived(world);
  checkShifts(world);
  for (const machine of world.machines) {
    checkCopies(world, machine);
    checkGivenBack(world, machine);
  }
  checkTransfers(world);
  await checkTickets(world);
  await checkRepeats(world);
}

interface Row {
  readonly origin: string;
  readonly epoch: string;
  readonly branch: number;
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}

/** S4: every history at headquarters is dense and each entry follows from the one before; the first history is the device's own. */
function checkChains({ hq, truth, machines }: World): void {
  const rows = hq
    .db()
    .prepare(
      // What was brought here from another store has its history there.
      `select origin, epoch, branch, seq, prev, hash from journal j
       where not exists (select 1 from delivery d where d.store = j.store and d.entry = j.id)
       order by origin, epoch, branch, seq`,
    )
    .all();
  let before: Row | null = null;
  for (const row of rows as Row[]) {
    const { origin, epoch, branch, seq } = row;
    const isSame = before?.origin === origin && before.epoch === epoch && before.branch === branch;
    const isNext = before !== null && seq === before.seq + 1 && sameBytes(row.prev, before.hash);
    holds(
      'S4',
      !isSame || isNext,
      () => `at headquarters ${origin} ${epoch}/${seq} does not follow the one before`,
    );
    holds(
      'S4',
      isSame || branch > 0 || seq === 1,
      () => `at headquarters ${origin} ${epoch} begins at ${seq}`,
    );
    const own = machines
      .find(({ place }) => place.device === origin)
      ?.store()
      .own.hashAt(epoch, seq);
    if (branch === 0 && own !== undefined && !truth.doubled.has(origin))
      holds('S4', sameBytes(own, row.hash), () => `${origin} ${epoch}/${seq} differs at headquarters`);
    before = row;
  }
}

/** Every receipt that is not lost is at headquarters, posted, or kept aside because its device was revoked. */
function checkArrived({ hq, truth }: World): void {
  const state = hq.query('select state, reason from journal where store = ? and id = ?');
  for (const { store, entry, number, device, lost } of truth.receipts) {
    if (lost) continue;
    const row = state.get(store, entry) as { state: string; reason: string } | undefined;
    holds('S1', row !== undefined, () => `${number} never came to headquarters`);
    const isAside = truth.revoked.has(device) && row.reason === 'revoked';
    holds('S12', row.state === 'posted' || isAside, () => `${number} is ${row.state}: ${row.reason}`);
  }
  const stuck = hq
    .db()
    .prepare(
      `select j.id, j.reason from journal j join document d on d.store = j.store and d.document = j.reason where j.state = 'parked'`,
    )
    .get();
  holds('L4', stuck === undefined, () => `waits for what is there: ${JSON.stringify(stuck)}`);
}

/** S11: the sums of a Z are those of its shift at headquarters, where one disk wrote all of it. */
function checkShifts({ hq, truth }: World): void {
  const apart = new Set(truth.receipts.filter(({ rolledBack }) => rolledBack).map(({ shift }) => shift));
  const rows = hq
    .db()
    .prepare(
      `select c.shift, c.z, t.sales, t.sales_gross, t.returns_gross, j.origin from shift_close c
       join journal j on j.store = c.store and j.id = c.entry
       left join shift_total t on t.store = c.store and t.shift = c.shift`,
    )
    .all() as {
    shift: string;
    z: string;
    sales: number | null;
    sales_gross: number | null;
    returns_gross: number | null;
    origin: string;
  }[];
  for (const { shift, z, sales, sales_gross, returns_gross, origin } of rows) {
    if (apart.has(shift) || truth.doubled.has(origin) || truth.revoked.has(origin)) continue;
    const { report } = JSON.parse(z) as {
      report: { sales: { count: number; gross: number }; returns: { gross: number } };
    };
    // A return may still wait for a sale that is lost.
    const same = report.sales.count === (sales ?? 0) && report.sales.gross === (sales_gross ?? 0);
    const back = report.returns.gross >= (returns_gross ?? 0);
    holds(
      'S11',
      same && back,
      () => `the Z of ${shift} says ${report.sales.gross}, headquarters ${sales_gross}`,
    );
  }
}

/** L2: a register of a store has all its store's feed has, written down or put aside with a reason. */
function checkCopies({ hq, truth, machines }: World, machine: Register): void {
  const { device, store, machine: n } = machine.place;
  const isCopy = machines.findIndex(({ place }) => place.device === device) !== n;
  if (isCopy || truth.revoked.has(device)) return;
  const here = machine
    .store()
    .db.prepare(
      'select 1 from journal where id = ? union all select 1 from local_link_fault where entry = ?',
    );
  const { covers } = baseHeads(machine.store().db);
  const facts = hq
    .db()
    .prepare('select id, type, origin, epoch, seq from journal where store = ?')
    .all(store) as {
    id: string;
    type: string;
    origin: string;
    epoch: string;
    seq: number;
  }[];
  for (const { id, type, origin, epoch, seq } of facts)
    holds(
      'L2',
      here.get(id, id) !== undefined || covers({ origin, epoch }, seq),
      () => `m${n} lacks ${type} ${id} of ${origin} in ${storeFeed(store)}`,
    );
}

/** R1: what a register holds of those of its store, headquarters holds, restored or not, whoever wrote it. */
function checkGivenBack({ hq, truth, machines }: World, machine: Register): void {
  const { device, store, machine: n } = machine.place;
  const isApart = machines.some(({ place }) => place.store === store && truth.doubled.has(place.device));
  // Of two histories each register may hold another.
  if (!machine.isOn() || isApart || truth.revoked.has(device)) return;
  const there = hq.query('select 1 from journal where store = ? and id = ?');
  const ofStore = new Set([
    `hq/${store}`,
    ...machines.filter((each) => each.place.store === store).map((each) => each.place.device),
  ]);
  const here = machine
    .store()
    .db.prepare(
      `select id, type, origin from journal
       where not exists (select 1 from local_link_fault where entry = journal.id) order by position`,
    )
    .all() as { id: string; type: string; origin: string }[];
  for (const { id, type, origin } of here)
    holds(
      'R1',
      !ofStore.has(origin) || there.get(store, id) !== undefined,
      () => `m${n} holds ${type} ${id} of ${origin}, and headquarters does not`,
    );
}

/** What is brought may be what another fact waited for, which is then to be brought in turn. */
async function bringAll(hq: HqStore): Promise<void> {
  for (let round = 0; round < 10; round++) {
    const routes = await hq.undelivered(10_000);
    if (routes.length === 0) return;
    for (const route of routes) await relayFact(hq, route, nodeCodec);
  }
}

/** S14: the whole history told again changes nothing: not a byte. */
async function checkRepeats({ hq, network }: World): Promise<void> {
  const calls = network.pushes.filter((_, n) => n % Math.ceil(network.pushes.length / 300) === 0);
  const copy = openSqliteHq({ codec: nodeCodec, now: () => 0 }, hq.db().serialize());
  const tellAll = async () => {
    for (const { device, bytes } of calls)
      await receivePush(copy.hq, { device, bytes }, { codec: nodeCodec, verify: keptVerify });
    await bringAll(copy.hq);
  };
  const held = copy.db.prepare('select count(*) from journal').pluck();
  // At first it may bring what a disk lost before headquarters had it; one fact of that makes room for the next.
  for (let before = -1; Number(held.get()) > before; ) {
    before = Number(held.get());
    await tellAll();
  }
  const before = copy.db.serialize();
  await tellAll();
  const isSame = sameBytes(before, copy.db.serialize());
  copy.close();
  holds('S14', isSame, () => 'what was told before changed something when told again');
}
