import { nodeCodec } from '#node/codec.ts';
import { NO_HASH } from '#shared/journal/entry.ts';
import type { PushBatch, ReceivedEntry } from '#shared/link/batch.ts';
import { sameBytes } from '#shared/link/bytes.ts';
import type { PushInput } from '#shared/link/device/push.ts';
import { type Branch, placeBatch } from '#shared/link/hq/place-batch.ts';

/** An entry with nothing in it but its place: `content` tells two histories of one place apart. */
export function entryAfter(
  before: Pick<ReceivedEntry, 'hash'> | null,
  at: { readonly epoch: string; readonly seq: number; readonly content: number },
): ReceivedEntry {
  const { epoch, seq, content } = at;
  const header = nodeCodec.utf8(`${epoch}/${seq}/${content}`);
  const prev = before?.hash ?? NO_HASH;
  const body = NO_HASH;
  const head = { epoch, seq, id: `${epoch}/${seq}/${content}` } as ReceivedEntry['head'];
  return { head, header, body, prev, hash: nodeCodec.sha256(prev, header, body) };
}

interface HeldBranch extends Branch {
  readonly entries: readonly ReceivedEntry[];
}

/** Headquarters as the protocol describes it, for one device: places batches by the real rule and keeps what it took. */
export class ModelHq {
  incarnation = 1;
  #epochs = new Map<string, HeldBranch[]>();
  #backup = new Map<string, HeldBranch[]>();

  heads(): Extract<PushInput, { kind: 'greeted' }> {
    const heads = [...this.#epochs].flatMap(([epoch, branches]) =>
      branches.filter(({ branch }) => branch === 0).map(({ seq, hash }) => ({ epoch, seq, hash })),
    );
    return { kind: 'greeted', incarnation: `life-${this.incarnation}`, heads };
  }

  async push(entries: readonly ReceivedEntry[]): Promise<PushInput> {
    const first = entries[0];
    const last = entries.at(-1);
    if (!first || !last) throw new Error('an empty batch');
    const { epoch, seq: from } = first.head;
    const said = { epoch, incarnation: `life-${this.incarnation}` };
    const batch: PushBatch = {
      device: 'me',
      epoch,
      from,
      to: last.head.seq,
      prev: first.prev,
      hash: last.hash,
      entries,
    };
    const branches = this.#epochs.get(epoch) ?? [];
    const placed = await placeBatch(
      batch,
      branches,
      async (branch, seq) => this.#at(epoch, branch, seq)?.hash,
    );
    if (placed.kind === 'gap') return { kind: 'gap', wanted: placed.wanted, ...said };
    if (placed.kind !== 'duplicate') this.#keep(epoch, placed.branch, entries.slice(placed.skip));
    return { kind: placed.kind === 'fork' ? 'fork' : 'ack', seq: batch.to, hash: batch.hash, ...said };
  }

  holds(entry: ReceivedEntry): boolean {
    const branches = this.#epochs.get(entry.head.epoch) ?? [];
    return branches.some(({ entries }) => entries.some((held) => sameBytes(held.hash, entry.hash)));
  }

  backUp(): void {
    this.#backup = new Map(this.#epochs);
  }

  /** Comes back as it was at the last backup, as another life. */
  restore(): void {
    this.#epochs = new Map(this.#backup);
    this.incarnation += 1;
  }

  #at(epoch: string, branch: number, seq: number): ReceivedEntry | undefined {
    const known = this.#epochs.get(epoch)?.find((each) => each.branch === branch);
    return known?.entries[seq - known.from];
  }

  #keep(epoch: string, branch: number, added: readonly ReceivedEntry[]): void {
    const [first, last] = [added[0], added.at(-1)];
    if (!first || !last) return;
    const branches = this.#epochs.get(epoch) ?? [];
    const known = branches.find((each) => each.branch === branch);
    const kept: HeldBranch = {
      branch,
      from: known?.from ?? first.head.seq,
      seq: last.head.seq,
      hash: last.hash,
      entries: [...(known?.entries ?? []), ...added],
    };
    this.#epochs.set(epoch, [...branches.filter((each) => each.branch !== branch), kept]);
  }
}
