import type { StoreId } from '#shared/domain/ids.ts';
import { anActor } from '#shared/domain/testing/builders.ts';
import { transferDispatched } from '#shared/journal/entries/transfer.ts';
import { receiveTransfer } from '#shared/services/transfers/receive-transfer.ts';
import { readTransfers } from '#shared/services/transfers/transfer-rows.ts';
import { transferView } from '#shared/services/transfers/transfer-view.ts';
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
      this.#register.commit(transferDispatched, body, null, transfer),
    );
  }

  /** Counts in one of the transfers that are known to be on their way, as a rule all of it. */
  async receive(dice: number): Promise<void> {
    const register = this.#register;
    const { store } = register.place;
    const known = register
      .store()
      .query('select transfer from transfer where store = ? and to_store = store order by transfer')
      .pluck()
      .all(store) as string[];
    const views = (await readTransfers(register.store().read, store, known)).map((rows) =>
      transferView(rows, store as StoreId),
    );
    const open = views.filter(({ linesInTransit }) => linesInTransit > 0);
    const chosen = open[dice % Math.max(1, open.length)];
    if (!chosen) return;
    const few = dice % 3 === 0;
    const lines = chosen.lines.map(({ line, inTransit }) => ({
      line,
      qty: (few ? Math.floor(inTransit / 2000) * 1000 : inTransit) + (dice % 11 === 0 ? 1000 : 0),
    }));
    const receipt = register.newId();
    const command = { id: receipt, actor: CLERK, name: 'transfers.receive', input: {} };
    await this.#signed('received', receipt, () =>
      receiveTransfer({ commit: register.commits() })(
        { command, actor: anActor({}, CLERK), approvals: [] },
        { transfer: chosen.transfer, lines, complete: !few, note: '' },
      ),
    );
  }

  /** The note is signed once its fact is on the disk, though the lights go out right behind that. */
  async #signed(kind: TransferNote['kind'], entry: string, write: () => Promise<unknown>): Promise<void> {
    const { place, ports } = this.#register;
    const kept = this.#register.store().query('select body from journal where id = ?').pluck();
    try {
      await write();
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
