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

/** T1: what stands in clearing over all stores is what left one back door and has not been counted in at another, item by item. */
export function checkClearing(world: Looked): void {
  const inTransit = new Map<string, number>();
  for (const { kind, body } of counted(world))
    for (const { item, qty, kind: how } of body.moves) {
      if (how === 'adjustment') continue;
      inTransit.set(item, (inTransit.get(item) ?? 0) + (kind === 'sent' ? qty : 0 - qty));
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

/** T2: no more is taken out of a transfer than was sent, unless two registers took it that did not know of each other. */
function checkTaken(world: Looked): void {
  const notes = counted(world);
  for (const note of notes) {
    if (note.kind !== 'sent') continue;
    const came = notes.filter(
      (each) => each.kind === 'received' && each.body.transfer === note.body.transfer,
    );
    const disks = new Set(came.map(({ machine }) => machine)).size;
    const isApart =
      disks > 1 || came.some(({ rolledBack, device }) => rolledBack || world.truth.doubled.has(device));
    if (isApart) continue;
    for (const { line, qty } of note.body.moves) {
      const moves = came.flatMap(({ body }) => body.moves);
      const taken = moves
        .filter((move) => move.line === line && move.kind === 'transfer-in')
        .reduce((sum, move) => sum + move.qty, 0);
      holds('T2', taken <= qty, () => `${taken} of ${qty} were received of ${note.body.transfer}/${line}`);
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
    const isGone = lost || truth.revoked.has(device) || (kind === 'received' && !senders.has(body.transfer));
    holds('T3', isGone || counts.has(entry), () => `${kind} ${body.transfer} never came to headquarters`);
  }
  const knows = hq.query('select 1 from transfer where store = ? and entry = ?');
  const knowsReceipt = hq.query('select 1 from transfer_receipt where store = ? and entry = ?');
  for (const note of notes) {
    const { kind, entry, device } = note;
    const other = note.kind === 'sent' ? note.body.to : note.body.from;
    const known = kind === 'sent' ? knows : knowsReceipt;
    const what = `${kind} ${note.body.transfer} of ${device}`;
    holds('T3', known.get(other, entry) !== undefined, () => `${what} was not brought to ${other}`);
    // Of two histories each register has the one that came to it first, and what is about the other waits there.
    if (truth.doubled.has(device) || truth.doubled.has(senders.get(note.body.transfer) ?? '')) continue;
    for (const machine of machines) {
      const { place } = machine;
      if (place.store !== other || truth.revoked.has(place.device) || truth.doubled.has(place.device))
        continue;
      const table = kind === 'sent' ? 'transfer' : 'transfer_receipt';
      const here = machine
        .store()
        .query(`select 1 from ${table} where store = ? and entry = ?`)
        .get(other, entry);
      holds('T3', here !== undefined, () => `m${place.machine} does not know of ${what}`);
    }
  }
  checkStates(world, notes);
}

/** T4: where a transfer stands is the same at headquarters in both stores, and what the notes say. */
function checkStates({ hq }: Looked, notes: readonly TransferNote[]): void {
  const sent = hq.query('select line, qty from transfer_line where store = ? and transfer = ? order by line');
  const came = hq.query('select line, qty from transfer_receipt_line where store = ? and transfer = ?');
  for (const note of notes) {
    if (note.kind !== 'sent') continue;
    const { transfer, to, lines } = note.body;
    const receipts = notes.flatMap(({ kind, body }) =>
      kind === 'received' && body.transfer === transfer ? [{ ...body, complete: false }] : [],
    );
    const truly = JSON.stringify(transferState(lines, receipts).lines);
    for (const store of [note.store, to]) {
      const rows = sent.all(store, transfer) as { line: number; qty: number }[];
      const counted = came.all(store, transfer) as { line: number; qty: number }[];
      const here = JSON.stringify(transferState(rows, [{ complete: false, lines: counted }]).lines);
      holds('T4', here === truly, () => `${transfer} stands as ${here} in ${store}, truly as ${truly}`);
    }
  }
}
