import { nodeCodec } from '#electron/store/codec.ts';
import type { Change } from '#shared/journal/change.ts';
import type { FeedPage } from '#shared/link/feed-page.ts';
import type { HqTx } from '#shared/link/hq/hq-store.ts';

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
export function firstComes(
  projection: ReturnType<HqTx['project']>,
  recalled: Set<string>,
): ReturnType<HqTx['project']> {
  const of = (change: Change): string =>
    change.do === 'add' || !change.table.name.startsWith('transfer_') ? '' : String(change.row['transfer']);
  return {
    ...projection,
    take: async (changes) => {
      for (const change of changes) if (change.table.name === 'transfer_settlement') recalled.add(of(change));
      await projection.take(
        changes.filter(
          (change) => !change.table.name.startsWith('transfer_receipt') || !recalled.has(of(change)),
        ),
      );
    },
  };
}

/** Of several movements of an item the last is kept instead of their sum. */
export function lastWins(projection: ReturnType<HqTx['project']>): ReturnType<HqTx['project']> {
  return {
    ...projection,
    take: async (changes) => {
      const last = new Map<string, Change>();
      const others: Change[] = [];
      for (const change of changes)
        if (change.do === 'add' && change.table.name === 'balance')
          last.set(JSON.stringify(change.key), change);
        else others.push(change);
      await projection.take([...others, ...last.values()]);
    },
  };
}
