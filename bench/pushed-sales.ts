import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { nodeCodec } from '#node/codec.ts';
import type { EntryId, ProductId, SaleId, StoreId, TicketId } from '#shared/domain/ids.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import { formatTicketNumber } from '#shared/domain/ticket-number.ts';
import { type Entry, unseal } from '#shared/journal/entry.ts';
import { BATCH_LIMIT, type ReceivedEntry } from '#shared/link/batch.ts';
import { batchOf, chained, type DeviceKeys, deviceKeys } from '#tests/support/link/device-keys.ts';
import { seeded } from '#tests/support/random.ts';
import { openRegister, productId } from '#tests/support/register.ts';

/** A register's backlog as it stands on its way up: its facts, cut into batches, signed. */
export interface Backlog {
  readonly device: string;
  readonly store: string;
  readonly register: string;
  readonly keys: DeviceKeys;
  readonly sales: number;
  readonly batches: readonly Uint8Array[];
}

const PRODUCTS = 5000;

/** A finished sale of five lines paid in cash, as a register of its own writes it: every backlog is made of copies of it. */
export async function modelSale(): Promise<Entry<SaleCompleted>> {
  const dir = mkdtempSync(join(tmpdir(), 'mallard-model-'));
  const register = await openRegister(join(dir, 'data'), 20);
  const { sale } = await register.pay(await register.ring([1, 2, 3, 4, 5].map(productId)));
  const row = register.store.reading.prepare('select header, body from journal where id = ?').get(sale) as {
    header: Buffer;
    body: Buffer;
  };
  await register.close();
  rmSync(dir, { recursive: true, force: true });
  return unseal(row, nodeCodec) as Entry<SaleCompleted>;
}

/** Sales of one register of a store; four lines in five are of one product in five. */
export function backlogOf(
  model: Entry<SaleCompleted>,
  given: { readonly store: string; readonly register: number; readonly sales: number },
): Backlog {
  const { store, sales } = given;
  const register = String(given.register);
  const device = uuidv7();
  const keys = deviceKeys();
  const random = seeded(given.register);
  const shift = uuidv7();
  const product = () =>
    productId(1 + (random.below(5) < 4 ? random.below(PRODUCTS / 5) : random.below(PRODUCTS))) as ProductId;
  const entries = Array.from({ length: sales }, (_, at): Entry => {
    const id = uuidv7();
    const counter = at + 1;
    const items = model.body.lines.map(product);
    const body: SaleCompleted = {
      ...model.body,
      sale: id as SaleId,
      register,
      counter,
      number: formatTicketNumber({
        kind: 'sale',
        store,
        register,
        epoch: 1,
        counter,
      }),
      ticket: { ...model.body.ticket, id: uuidv7() as TicketId },
      lines: model.body.lines.map((line, n) => ({ ...line, product: items[n] ?? line.product })),
      moves: model.body.moves.map((move, n) => ({ ...move, item: items[n] ?? move.item })),
    };
    return {
      ...model,
      id: id as EntryId,
      origin: device,
      epoch: '1-00000000000000b1',
      store: store as StoreId,
      shift: shift as Entry['shift'],
      at: model.at + at * 20_000,
      body,
    };
  });
  const batches = cut(chained(entries)).map((run) => batchOf(run, keys));
  return { device, store, register, keys, sales, batches };
}

/** Runs of entries as a register cuts them: within the bounds of a batch. */
function cut(entries: readonly ReceivedEntry[]): ReceivedEntry[][] {
  const runs: ReceivedEntry[][] = [];
  let run: ReceivedEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = entry.header.length + entry.body.length;
    if (run.length === BATCH_LIMIT.entries || (run.length > 0 && bytes + size > BATCH_LIMIT.bytes)) {
      runs.push(run);
      run = [];
      bytes = 0;
    }
    run.push(entry);
    bytes += size;
  }
  if (run.length > 0) runs.push(run);
  return runs;
}
