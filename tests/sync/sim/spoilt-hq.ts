import { nodeCodec } from '#node/codec.ts';
import { ok } from '#shared/domain/result.ts';
import type { Change } from '#shared/journal/change.ts';
import { ticketAssigned } from '#shared/journal/entries/ticket-elsewhere.ts';
import type { PushBatch } from '#shared/link/batch.ts';
import type { FeedPage } from '#shared/link/feed-page.ts';
import type { HqStore, HqTx } from '#shared/link/hq/hq-store.ts';
import { fact } from '#shared/services/journal/host.ts';
import type { assignTicket } from '#shared/services/tickets/assign-ticket.ts';
import type { Mutant } from './mutants.ts';

/** What mutants make of headquarters. */

/** Bodies as a column of JSON gives them back: keys in another order. */
export function reserialised(page: FeedPage): FeedPage {
  const items = page.items.map((item) => {
    if (item === null) return null;
    const body = JSON.parse(nodeCodec.text(item.body)) as Record<string, unknown>;
    const keys = Object.keys(body).sort();
    const sorted = nodeCodec.utf8(JSON.stringify(Object.fromEntries(keys.map((key) => [key, body[key]]))));
    return { ...item, body: sorted, hash: nodeCodec.sha256(item.prev, item.header, sorted) };
  });
  return { ...page, items };
}

/** Of a recall and a receipt of the same goods only the one that comes first is kept. */
function firstComes(
  projection: ReturnType<HqTx['project']>,
  recalled: Set<string>,
): ReturnType<HqTx['project']> {
  const of = (change: Change): string =>
    change.do === 'add' || !change.table.name.startsWith('transfer_') ? '' : String(change.row['transfer']);
  return {
    ...projection,
    take: (changes) => {
      for (const change of changes) if (change.table.name === 'transfer_settlement') recalled.add(of(change));
      projection.take(
        changes.filter(
          (change) => !change.table.name.startsWith('transfer_receipt') || !recalled.has(of(change)),
        ),
      );
    },
  };
}

/** Of several movements of an item the last is kept instead of their sum. */
function lastWins(projection: ReturnType<HqTx['project']>): ReturnType<HqTx['project']> {
  return {
    ...projection,
    take: (changes) => {
      const last = new Map<string, Change>();
      const others: Change[] = [];
      for (const change of changes)
        if (change.do === 'add' && change.table.name === 'balance')
          last.set(JSON.stringify(change.key), change);
        else others.push(change);
      projection.take([...others, ...last.values()]);
    },
  };
}

/** A transaction as a mutant has it. */
export function spoiltTx(
  tx: HqTx,
  given: {
    readonly mutant: Mutant | null;
    readonly sent: PushBatch | null;
    /** What is done after the commit. */
    readonly later: (() => Promise<void>)[];
    readonly hq: HqStore;
    readonly endOf: (store: string) => number;
    /** Transfers it has heard were taken back. */
    readonly takenBack: Set<string>;
  },
): HqTx {
  const { mutant, sent, later, hq, endOf, takenBack } = given;
  const mine = (seq: number) => sent?.entries[seq - sent.from]?.hash;
  if (mutant === 'no hash compare on duplicate')
    return {
      ...tx,
      branches: async (known, epoch) =>
        (await tx.branches(known, epoch)).map((each) => ({ ...each, hash: mine(each.seq) ?? each.hash })),
      hashAt: async (known, at) => mine(at.seq) ?? (await tx.hashAt(known, at)),
    };
  if (mutant === 'fork dropped') {
    let isFork = false;
    return {
      ...tx,
      raise: async () => {
        isFork = true;
      },
      append: async (store, facts, begins) => (isFork ? endOf(store) : await tx.append(store, facts, begins)),
    };
  }
  if (mutant === 'parked for ever') return { ...tx, parkedOn: async () => [] };
  if (mutant === 'route outside the transaction')
    return {
      ...tx,
      route: async (store, routes) => {
        later.push(() => hq.transaction((own) => own.route(store, routes)));
      },
    };
  if (mutant === 'first come first served')
    return { ...tx, project: () => firstComes(tx.project(), takenBack) };
  if (mutant === 'last write wins stock') return { ...tx, project: () => lastWins(tx.project()) };
  return tx;
}

/** Of a parked ticket nobody looks who has it. */
export const givesToAll: typeof assignTicket = (host) => (command, given) =>
  host.commit(command, async () =>
    ok({ entry: fact(ticketAssigned, { ...given, by: command.actor }), answer: {} }),
  );
