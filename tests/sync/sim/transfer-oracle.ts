import type { Location } from '#shared/domain/stock/move.ts';
import type { BackPlace } from '#shared/domain/transfer/transfer.ts';
import { transferState } from '#shared/domain/transfer/transfer-state.ts';
import { holds } from './broken.ts';
import type { TransferNote } from './truth.ts';
import type { World } from './world.ts';

type Looked = Pick<World, 'hq' | 'truth'>;

/** Notes whose fact counts at headquarters, in the store that wrote it. */
function counted({ hq, truth }: Looked): TransferNote[] {
  const posted = hq.query("select 1 from journal where store = ? and id = ? and state = 'posted'");
  return truth.transfers.filter(({ store, entry }) => posted.get(store, entry) !== undefined);
}

type BackNote = Extract<TransferNote, { readonly kind: 'recalled' | 'settled' }>;
const isTakenBack = (note: TransferNote): note is BackNote =>
  note.kind === 'recalled' || note.kind === 'settled';
const isOnWay = (location: Location): boolean => location === 'CLEARING_OUT' || location === 'CLEARING_IN';

/**
 * T1: what stands in clearing over all stores is what left one back door and has neither been counted in at another nor taken back, item
 * by item.
 */
export function checkClearing(world: Looked): void {
  const inTransit = new Map<string, number>();
  for (const { body } of counted(world))
    for (const { item, qty, from, to } of body.moves) {
      const by = (isOnWay(to) ? qty : 0) - (isOnWay(from) ? qty : 0);
      inTransit.set(item, (inTransit.get(item) ?? 0) + by);
    }
  const rows = world.hq
    .query(
      `select item, sum(on_hand) as on_hand from balance where location in ('CLEARING_OUT', 'CLEARING_IN') group by item`,
    )
    .all() as { item: string; on_hand: number }[];
  const clearing = new Map(rows.map(({ item, on_hand }) => [item, on_hand]));
  for (const item of new Set([...inTransit.keys(), ...clearing.keys()])) {
    const [truly, here] = [inTransit.get(item) ?? 0, clearing.get(item) ?? 0];
    holds('T1', truly === here, () => `${truly} of ${item} are on their way, headquarters has ${here}`);
  }
  checkTaken(world);
}

/**
 * T2: no more is counted in of a transfer than was sent, and no more taken back, unless two registers did so that did not know of each
 * other. The one store never knows for certain what the other does.
 */
function checkTaken(world: Looked): void {
  const notes = counted(world);
  const isApart = (some: readonly TransferNote[]): boolean =>
    new Set(some.map(({ machine }) => machine)).size > 1 ||
    some.some(({ rolledBack, device }) => rolledBack || world.truth.doubled.has(device));
  for (const note of notes) {
    if (note.kind !== 'sent') continue;
    const about = notes.filter(({ body }) => body.transfer === note.body.transfer);
    const came = about.filter(({ kind }) => kind === 'received');
    const back = about.filter(isTakenBack);
    for (const { line, qty } of note.body.moves) {
      const taken = came
        .flatMap(({ body }) => body.moves)
        .filter((move) => move.line === line && move.kind === 'transfer-in')
        .reduce((sum, move) => sum + move.qty, 0);
      const which = `${note.body.transfer}/${line}`;
      holds('T2', taken <= qty || isApart(came), () => `${taken} of ${qty} were received of ${which}`);
      const home = back
        .flatMap(({ body }) => body.lines)
        .reduce((sum, each) => (each.of === line ? sum + each.back : sum), 0);
      holds('T2', home <= qty || isApart(back), () => `${home} of ${qty} were taken back of ${which}`);
    }
  }
}

/** T3: when all is quiet nothing waits to be brought anywhere, and both stores' registers know of all that was sent and received. */
export function checkTransfers(world: World): void {
  const { hq, truth, machines } = world;
  const waits = hq.query('select store, entry, target from route').get();
  holds('T3', waits === undefined, () => `still to be brought: ${JSON.stringify(waits)}`);
  const notes = counted(world);
  const counts = new Set(notes.map(({ entry }) => entry));
  const senders = new Map(
    notes.flatMap(({ kind, body, device }) => (kind === 'sent' ? [[body.transfer, device] as const] : [])),
  );
  for (const { kind, body, entry, device, lost } of truth.transfers) {
    // What is about a dispatch that nobody has any more waits for it.
    const isGone = lost || truth.revoked.has(device) || (kind !== 'sent' && !senders.has(body.transfer));
    holds('T3', isGone || counts.has(entry), () => `${kind} ${body.transfer} never came to headquarters`);
  }
  for (const note of notes) {
    const { kind, entry, device } = note;
    const other = note.kind === 'received' ? note.body.from : note.body.to;
    const looked = `select 1 from ${TABLES[kind]} where store = ? and entry = ?`;
    const what = `${kind} ${note.body.transfer} of ${device}`;
    holds(
      'T3',
      hq.query(looked).get(other, entry) !== undefined,
      () => `${what} was not brought to ${other}`,
    );
    // Of two histories each register has the one that came to it first, and what is about the other waits there.
    if (truth.doubled.has(device) || truth.doubled.has(senders.get(note.body.transfer) ?? '')) continue;
    for (const machine of machines) {
      const { place } = machine;
      if (place.store !== other || truth.revoked.has(place.device) || truth.doubled.has(place.device))
        continue;
      const here = machine.store().query(looked).get(other, entry);
      holds('T3', here !== undefined, () => `m${place.machine} does not know of ${what}`);
    }
  }
  checkStates(world, notes);
}

/** Where a note's fact is in the tables. */
const TABLES = {
  sent: 'transfer',
  received: 'transfer_receipt',
  recalled: 'transfer_settlement',
  settled: 'transfer_settlement',
} as const satisfies Record<TransferNote['kind'], string>;

/** T4: where a transfer stands is the same at headquarters in both stores, and what the notes say. */
function checkStates({ hq }: Looked, notes: readonly TransferNote[]): void {
  const sent = hq.query('select line, qty from transfer_line where store = ? and transfer = ? order by line');
  const came = hq.query(`select complete, line, qty from transfer_receipt_line l
    join transfer_receipt r using (store, transfer, receipt) where store = ? and transfer = ?`);
  const back = hq.query(
    'select of, place, back from transfer_settlement_line where store = ? and transfer = ?',
  );
  for (const note of notes) {
    if (note.kind !== 'sent') continue;
    const { transfer, to, lines } = note.body;
    const about = notes.filter(({ body }) => body.transfer === transfer);
    const receipts = about.flatMap((each) => (each.kind === 'received' ? [each.body] : []));
    const backs = about.filter(isTakenBack).flatMap(({ body }) => body.lines);
    const truly = JSON.stringify(transferState(lines, receipts, backs));
    for (const store of [note.store, to]) {
      const rows = came.all(store, transfer) as { complete: number; line: number; qty: number }[];
      const counts = rows.map(({ complete, ...line }) => ({ complete: complete === 1, lines: [line] }));
      const here = transferState(
        sent.all(store, transfer) as { line: number; qty: number }[],
        counts,
        back.all(store, transfer) as { of: number; place: BackPlace; back: number }[],
      );
      const isSame = JSON.stringify(here) === truly;
      holds(
        'T4',
        isSame,
        () => `${transfer} stands as ${JSON.stringify(here)} in ${store}, truly as ${truly}`,
      );
    }
  }
}
