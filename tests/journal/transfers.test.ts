import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryId, PersonId, StoreId } from '#shared/domain/ids.ts';
import type { TransferDispatched, TransferReceived } from '#shared/domain/transfer/transfer.ts';
import { transferState } from '#shared/domain/transfer/transfer-state.ts';
import type { Row } from '#shared/journal/change.ts';
import { transferDispatched, transferRecalled, transferReceived } from '#shared/journal/entries/transfer.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { projectEntry } from '#shared/journal/registry.ts';
import { modelTables } from '../support/model-tables.ts';
import { seeded } from '../support/random.ts';
import { aDispatch, aRecall, aReceipt } from '../support/transfers.ts';

const SOURCE = 'R01' as StoreId;
const TARGET = 'R02' as StoreId;
const ITEMS = ['tea', 'pan', 'milk'];

const entry = <T>(type: { readonly type: string; readonly v: number }, store: StoreId, body: T, n: number) =>
  ({
    id: `e${n}` as EntryId,
    origin: `${store}-register`,
    epoch: '1-a',
    seq: n,
    type: type.type,
    v: type.v,
    at: n,
    actor: 'boss' as PersonId,
    store,
    shift: null,
    body,
  }) satisfies Entry;

const dispatched = (pieces: readonly number[]): TransferDispatched =>
  aDispatch(
    't1',
    TARGET,
    pieces.map((each, n) => ({ item: ITEMS[n % ITEMS.length] ?? '', pieces: each })),
  );

/** What a register of the target counts in, knowing of its own receipts alone. */
function received(sent: TransferDispatched, counts: readonly (readonly number[])[], register: number) {
  const receipts: TransferReceived[] = [];
  for (const pieces of counts) {
    const receipt = aReceipt(
      `r${register}-${receipts.length}`,
      { from: SOURCE, dispatch: sent },
      { pieces, before: receipts },
    );
    if (receipt !== null) receipts.push(receipt);
  }
  return receipts;
}

const tablesOf = (store: StoreId, entries: readonly Entry[]) => {
  const model = modelTables();
  for (const each of entries) for (const change of projectEntry(each, store)) model.apply(change);
  return model.dump();
};
const clearing = (tables: Record<string, Row[]>, of: 'on_hand' | 'value'): number =>
  (tables['balance'] ?? [])
    .filter(({ location }) => String(location).startsWith('CLEARING'))
    .reduce((sum, row) => sum + Number(row[of]), 0);

const pieces = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 });
const counts = fc.array(fc.array(fc.nat(60), { maxLength: 4 }), { maxLength: 4 });

describe('a transfer between two stores', () => {
  test('ends in the same tables of either store in whatever order its facts come', () => {
    fc.assert(
      fc.property(pieces, counts, counts, fc.integer(), (goods, here, there, seed) => {
        const sent = dispatched(goods);
        const came = [...received(sent, here, 1), ...received(sent, there, 2)];
        const recall = aRecall('s1', sent, came.slice(0, seed & 1));
        const entries: Entry[] = [
          entry(transferDispatched, SOURCE, sent, 1),
          ...came.map((body, n) => entry(transferReceived, TARGET, body, n + 2)),
          ...(recall === null ? [] : [entry(transferRecalled, SOURCE, recall, 99)]),
        ];
        for (const store of [SOURCE, TARGET])
          expect(tablesOf(store, seeded(seed).shuffled(entries))).toEqual(tablesOf(store, entries));
      }),
    );
  });

  test('is what stands in clearing over both stores, in goods and in value, and both stores see it alike', () => {
    fc.assert(
      fc.property(pieces, counts, fc.option(fc.nat(3)), (goods, comings, heard) => {
        const sent = dispatched(goods);
        const came = received(sent, comings, 1);
        const recall = heard === null ? null : aRecall('s1', sent, came.slice(0, heard));
        const entries: Entry[] = [
          entry(transferDispatched, SOURCE, sent, 1),
          ...came.map((body, n) => entry(transferReceived, TARGET, body, n + 2)),
          ...(recall === null ? [] : [entry(transferRecalled, SOURCE, recall, 99)]),
        ];
        const [source, target] = [tablesOf(SOURCE, entries), tablesOf(TARGET, entries)];
        const state = transferState(sent.lines, came, recall?.lines ?? []);
        const sum = (of: 'inTransit' | 'twice') => state.lines.reduce((all, line) => all + line[of], 0);
        const inTransit = sum('inTransit');
        // What was taken back though it was counted in stands against it, until a person has said where it is.
        expect(clearing(source, 'on_hand') + clearing(target, 'on_hand')).toBe(inTransit - sum('twice'));
        const value = clearing(source, 'value') + clearing(target, 'value');
        const away = (source['transfer_away'] ?? []).reduce((all, row) => all + Number(row['away']), 0);
        expect(away).toBe(inTransit - sum('twice'));
        if (sum('twice') === 0) expect(inTransit === 0 ? value : Math.min(value, 0)).toBe(0);
        for (const table of [
          'transfer',
          'transfer_line',
          'transfer_receipt',
          'transfer_receipt_line',
          'transfer_settlement',
          'transfer_settlement_line',
          'transfer_away',
        ]) {
          const seen = (tables: Record<string, Row[]>) =>
            tables[table]?.map((row) => ({ ...row, store: '' }));
          expect(seen(target), table).toEqual(seen(source));
        }
      }),
    );
  });

  test('changes nothing of the other store’s shelf by being delivered there', () => {
    const sent = entry(transferDispatched, SOURCE, dispatched([3]), 1);
    const tables = new Set(projectEntry(sent, TARGET).map(({ table }) => table.name));
    expect(tables).toEqual(new Set(['transfer', 'transfer_line', 'transfer_away']));
    expect(projectEntry(sent, TARGET)[0]).toMatchObject({
      row: { store: TARGET, from_store: SOURCE, to_store: TARGET },
    });
  });
});
