import type { StoreId } from '#shared/domain/ids.ts';
import { qty } from '#shared/domain/numbers.ts';
import { anActor } from '#shared/domain/testing/builders.ts';
import type { SettledLine } from '#shared/domain/transfer/settle-transfer.ts';
import type { TransferStatus } from '#shared/domain/transfer/transfer-state.ts';
import { transferDispatched } from '#shared/journal/entries/transfer.ts';
import type { By } from '#shared/services/journal/by.ts';
import { recallTransfer } from '#shared/services/transfers/recall-transfer.ts';
import { receiveTransfer } from '#shared/services/transfers/receive-transfer.ts';
import { settleTransfer } from '#shared/services/transfers/settle-transfer.ts';
import { readTransfers } from '#shared/services/transfers/transfer-rows.ts';
import { type TransferView, transferView } from '#shared/services/transfers/transfer-view.ts';
import { aDispatch } from '#tests/support/transfers.ts';
import { CLERK, PRODUCTS } from './bodies.ts';
import type { Register } from './register.ts';
import type { TransferNote } from './truth.ts';

/** What goes to the other store and comes from it. What can't be done now (nothing is known to be on its way) is left undone. */
export class BackDoor {
  readonly #register: Register;

  constructor(register: Register) {
    this.#register = register;
  }

  async send(dice: number): Promise<void> {
    const { store } = this.#register.place;
    const other = this.#register.ports.hq.otherStore(store);
    if (other === null) return;
    const transfer = this.#register.newId();
    const goods = Array.from({ length: 1 + (dice % 2) }, (_, n) => ({
      item: PRODUCTS[(dice + n * 5) % PRODUCTS.length] ?? '',
      pieces: 1 + ((dice >> 3) % 3),
    }));
    const body = aDispatch(transfer, other, goods);
    await this.#signed('sent', transfer, () =>
      this.#register.commit(transferDispatched, body, null, { id: transfer }),
    );
  }

  /** Counts in one of the transfers that are known to be on their way, as a rule all of it; at times the rest never comes. */
  async receive(dice: number): Promise<void> {
    const register = this.#register;
    const chosen = await this.#oneOf('to_store', dice, ({ linesInTransit }) => linesInTransit > 0);
    if (!chosen) return;
    const few = dice % 3 === 0;
    const lines = chosen.lines.map(({ line, inTransit }) => ({
      line,
      qty: (few ? Math.floor(inTransit / 2000) * 1000 : inTransit) + (dice % 11 === 0 ? 1000 : 0),
    }));
    const input = { transfer: chosen.transfer, lines, complete: !few || dice % 2 === 0, note: '' };
    await this.#signed('received', register.newId(), (by) =>
      receiveTransfer({ commit: register.commits() })(by, input),
    );
  }

  /** Takes one back that is known to be on its way, while the other store may be counting it in. */
  async recall(dice: number): Promise<void> {
    const register = this.#register;
    const onWay = new Set<TransferStatus>(['shipped', 'partly-received']);
    const chosen = await this.#oneOf('from_store', dice, ({ status }) => onWay.has(status));
    if (!chosen) return;
    await this.#signed('recalled', register.newId(), (by) =>
      recallTransfer({ commit: register.commits() })(by, { transfer: chosen.transfer, note: '' }),
    );
  }

  /** Says what became of one that differs, of a line at a time. */
  async settle(dice: number): Promise<void> {
    const register = this.#register;
    const chosen = await this.#oneOf('from_store', dice, ({ differs }) => differs);
    const lines = (chosen?.lines ?? []).flatMap(({ line, inTransit, twice }): SettledLine[] => {
      if (twice > 0) return [{ line, outcome: 'received', qty: qty(twice) }];
      const outcome = (['returned', 'damaged', 'lost'] as const)[(dice >> 3) % 3] ?? 'lost';
      return inTransit > 0 && chosen?.status === 'received' ? [{ line, outcome, qty: qty(inTransit) }] : [];
    });
    if (!chosen || lines.length === 0) return;
    await this.#signed('settled', register.newId(), (by) =>
      settleTransfer({ commit: register.commits() })(by, { transfer: chosen.transfer, lines, note: 'so' }),
    );
  }

  /** One of the transfers this register knows of that are so. */
  async #oneOf(
    end: 'from_store' | 'to_store',
    dice: number,
    is: (view: TransferView) => boolean,
  ): Promise<TransferView | undefined> {
    const { store } = this.#register.place;
    const ids = this.#register
      .store()
      .query(`select transfer from transfer where store = ? and ${end} = store order by transfer`)
      .pluck()
      .all(store) as string[];
    const known = await readTransfers(this.#register.store().read, store, ids);
    const views = known.map((rows) => transferView(rows, store as StoreId)).filter(is);
    return views[dice % Math.max(1, views.length)];
  }

  /** The note is signed once its fact is on the disk, though the lights go out right behind that. */
  async #signed(
    kind: TransferNote['kind'],
    entry: string,
    write: (by: By) => Promise<unknown>,
  ): Promise<void> {
    const command = { id: entry, actor: CLERK, name: `transfer ${kind}`, input: {} };
    const { place, ports } = this.#register;
    const kept = this.#register.store().query('select body from journal where id = ?').pluck();
    try {
      await write({ command, actor: anActor({}, CLERK), approvals: [] });
    } finally {
      const bytes = kept.get(entry) as Uint8Array | undefined;
      if (bytes !== undefined) {
        const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as never;
        const { machine, device, store } = place;
        const paper = { entry, store, device, machine, rolledBack: false, lost: false };
        ports.truth.transfers.push({ ...paper, kind, body });
        ports.chance.count(`transfer ${kind}`);
        this.#register.note(`${kind} ${entry}`);
      }
    }
  }
}
