import type { ImportId, MoveDocument, PersonId } from '#shared/domain/ids.ts';
import { micro, qty } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import type { Location, Move } from '#shared/domain/stock/move.ts';
import { patch } from '#shared/journal/change.ts';
import type { Database } from '#shared/journal/database.ts';
import type { ImportReverted, ProductsImported } from '#shared/journal/entries/catalog.ts';
import { importReverted, productsImported } from '#shared/journal/entries/catalog.ts';
import { stockOpened } from '#shared/journal/entries/stock-opened.ts';
import { unseal } from '#shared/journal/entry.ts';
import { revision } from '#shared/journal/epoch.ts';
import { localImport } from '#shared/journal/tables/local.ts';
import { fact } from '#shared/services/journal/host.ts';
import { listQuery } from '#shared/services/journal/list-query.ts';
import { query, type Reader } from '#shared/services/journal/query.ts';
import { openingDocument } from './append-part.ts';
import type { ImportPorts } from './import-ports.ts';
import { type ImportMemo, type ImportRow, memoOf } from './import-row.ts';
import { reasonOf } from './import-run.ts';

type JournalRow = Database['journal'];

const entryById = query<{ id: string }, { position: number }>((db, param) =>
  db.selectFrom('journal').select('position').where('id', '=', param('id')),
);
const partBefore = query<{ store: string; position: number }, JournalRow>((db, param) =>
  db
    .selectFrom('journal')
    .selectAll()
    .where('store', '=', param('store'))
    .where('position', '<', param('position'))
    .where('type', '=', productsImported.type)
    .orderBy('position', 'desc')
    .limit(1),
);
const revisions = listQuery<Record<string, never>, { id: string; rev: number }>((db, _param, ids) =>
  db.selectFrom('product').select(['id', 'rev']).where('id', 'in', ids),
);
const openedBy = query<{ store: string; document: string }, Database['move']>((db, param) =>
  db
    .selectFrom('move')
    .selectAll()
    .where('store', '=', param('store'))
    .where('document', '=', param('document'))
    .orderBy('line'),
);

/**
 * Takes an import back, last part first: every product it touched becomes what it was before, unless somebody edited it since,
 * and its openings are reversed. The row must be in state `undoing`; it ends as `undone`, and a crash on the way leaves it so
 * that undoing goes on where it was. Never rejects: what stopped it is in the row.
 */
export async function runUndo(ports: ImportPorts, row: ImportRow): Promise<void> {
  const undo = { ports, id: row.id as ImportId, by: memoOf(row).actor };
  let memo = memoOf(row);
  try {
    let found = await nextPart(undo, memo, await startOf(ports, memo));
    while (memo.part > 0) {
      if (found?.body.part === memo.part) {
        memo = await undoPart(undo, memo, found);
        found = await nextPart(undo, memo, found.position);
      } else memo = await undoOpenings(undo, memo);
    }
    await end(undo, memo, 'undone');
  } catch (error) {
    await end(undo, { ...memo, reason: reasonOf(error) }, 'failed').catch((second: unknown) =>
      process.emitWarning(second instanceof Error ? second : String(second), { type: 'UndoUnfinished' }),
    );
  }
}

interface Undo {
  readonly ports: ImportPorts;
  readonly id: ImportId;
  readonly by: PersonId;
}

interface FoundPart {
  readonly position: number;
  readonly entry: string;
  readonly rev: number;
  readonly body: ProductsImported;
}

async function startOf(ports: ImportPorts, memo: ImportMemo): Promise<number> {
  if (memo.lastEntry === null) return 0;
  const last = await ports.read.first(entryById, { id: memo.lastEntry });
  return last ? last.position + 1 : 0;
}

/** The import's part that lies nearest below a position; parts of other imports, and those undone already, are passed over. */
async function nextPart({ ports, id }: Undo, { part }: ImportMemo, below: number): Promise<FoundPart | null> {
  for (let position = below; ; ) {
    const row = await ports.read.first(partBefore, { store: ports.self().store, position });
    if (!row) return null;
    position = row.position;
    const { body } = unseal(row, ports.codec) as { body: ProductsImported };
    if (body.import === id && body.part <= part)
      return { position, entry: row.id, rev: revision(row.epoch, row.seq), body };
  }
}

/** A part that changed no product and opened the stock of some. */
async function undoOpenings(undo: Undo, memo: ImportMemo): Promise<ImportMemo> {
  const { ports, id, by } = undo;
  await reverseOpenings(undo, memo.part, new Set());
  const next = { ...memo, part: memo.part - 1 };
  const command = { id: ports.newId(), actor: by, name: 'import.undo-part', input: [id, memo.part] };
  await ports.commitBulk(command, async () =>
    ok({
      local: [patch(localImport, { id }, { plan: JSON.stringify(next), changed_at: ports.now() })],
      answer: null,
    }),
  );
  return next;
}

/** Stock first: if the register stops between the two, the reversal is found and not made again. */
async function undoPart(undo: Undo, memo: ImportMemo, part: FoundPart): Promise<ImportMemo> {
  const { ports, id, by } = undo;
  const command = (name: string) => ({ id: ports.newId(), actor: by, name, input: [id, part.body.part] });
  await reverseOpenings(undo, part.body.part, await editedSince(ports.read, part));
  let next = memo;
  await ports.commitBulk(command('import.undo-part'), async (state) => {
    const edited = await editedSince(state.read, part);
    const products: ImportReverted['products'] = part.body.products
      .filter(({ product }) => !edited.has(product.id))
      .map(({ product, before }) => ({ id: product.id, product: before, imported: product }));
    next = {
      ...memo,
      part: part.body.part - 1,
      lastEntry: part.entry,
      kept: memo.kept + part.body.products.length - products.length,
    };
    const local = [patch(localImport, { id }, { plan: JSON.stringify(next), changed_at: ports.now() })];
    if (products.length === 0) return ok({ local, answer: null });
    const body = { import: id, part: part.body.part, products };
    return ok({ entry: fact(importReverted, body), local, answer: null });
  });
  return next;
}

/** Products whose newest version is another than the one this part wrote. */
async function editedSince(read: Reader, part: FoundPart): Promise<Set<string>> {
  const ids = part.body.products.map(({ product }) => product.id);
  const rows = await revisions.all(read, {}, ids);
  return new Set(rows.filter((row) => row.rev !== part.rev).map((row) => row.id));
}

async function reverseOpenings(
  { ports, id, by }: Undo,
  part: number,
  kept: ReadonlySet<string>,
): Promise<void> {
  const document: MoveDocument = openingDocument(id, part);
  const rows = await ports.read.all(openedBy, { store: ports.self().store, document });
  const reversed = new Set(rows.filter((row) => row.kind === 'reversal').map((row) => row.line));
  const moves = rows
    .filter((row) => row.kind === 'opening' && !reversed.has(row.line) && !kept.has(row.item))
    .map(reversal);
  if (moves.length === 0) return;
  await ports.commitBulk(
    { id: ports.newId(), actor: by, name: 'import.undo-stock', input: [id, part] },
    async () => ok({ entry: fact(stockOpened, { document, by, note: '', moves }), answer: null }),
  );
}

const reversal = (row: Database['move']): Move => ({
  line: row.line,
  kind: 'reversal',
  item: row.item as Move['item'],
  from: row.to_location as Location,
  to: row.from_location as Location,
  qty: qty(row.qty),
  value: micro(row.value),
  costUnknown: row.cost_unknown === 1,
});

async function end({ ports, id, by }: Undo, memo: ImportMemo, state: ImportRow['state']): Promise<void> {
  await ports.commit(
    { id: ports.newId(), actor: by, name: 'import.undo-end', input: [id, state] },
    async () =>
      ok({
        local: [patch(localImport, { id }, { state, plan: JSON.stringify(memo), changed_at: ports.now() })],
        answer: null,
      }),
  );
}
