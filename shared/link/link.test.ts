import { generateKeyPairSync, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { array, assert, asyncProperty, integer, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { NO_HASH, seal } from '#shared/journal/entry.ts';
import { encodeBatch, openBatch, type PushBatch, type ReceivedEntry } from './batch.ts';
import { sameBytes } from './bytes.ts';
import { readFact as readOnDevice } from './device/read-fact.ts';
import { decodePage, encodePage, type FeedPage } from './feed-page.ts';
import { decodeFrame, encodeFrame, FRAME_LIMIT } from './frame.ts';
import { type Branch, placeBatch } from './hq/place-batch.ts';
import { readFact as readAtHq } from './hq/read-fact.ts';

const RUNS = { numRuns: 500, seed: Number(process.env['FC_SEED'] ?? 1) };
const keys = generateKeyPairSync('ed25519');
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' });
const sign = (message: Uint8Array) => nodeSign(null, message, keys.privateKey);
const verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  nodeVerify(null, message, { key: Buffer.from(key), format: 'der', type: 'spki' }, signature);
const ports = { codec: nodeCodec, verify };
const ME = { device: 'device-1', publicKey };

/** `count` entries of one epoch; those from `differs` on have another content, as a second disk would write them, from `again` on a third. */
function journal(
  count: number,
  differs = Number.POSITIVE_INFINITY,
  epoch = '1-00000000000000a1',
  again = Number.POSITIVE_INFINITY,
): ReceivedEntry[] {
  const entries: ReceivedEntry[] = [];
  let prev: Uint8Array = NO_HASH;
  for (let seq = 1; seq <= count; seq++) {
    const entry = {
      id: `entry-${seq}${seq >= again ? '-third' : seq >= differs ? '-other' : ''}`,
      origin: ME.device,
      epoch,
      seq,
      type: 'stock.opened',
      v: 1,
      at: 1000 + seq,
      actor: 'person-1',
      store: 'R01',
      shift: null,
      body: { seq },
    } as unknown as Entry;
    const sealed = seal(entry, prev, nodeCodec);
    const { body: _, ...head } = entry;
    entries.push({ ...sealed, head });
    prev = sealed.hash;
  }
  return entries;
}

/** Byte strings of any kind as plain ones, so that a Buffer equals what it holds. */
const plain = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
};

const opened = (entries: readonly ReceivedEntry[]): PushBatch => {
  const batch = openBatch(encodeBatch(entries, sign, nodeCodec), ME, ports);
  if (!batch.ok) throw new Error(batch.error.code);
  return batch.value;
};

describe('a frame', () => {
  test('comes out as it went in, whatever its parts', () => {
    assert(
      property(array(uint8Array({ maxLength: 300 }), { maxLength: 20 }), (parts) => {
        const back = decodeFrame(encodeFrame({ head: { n: parts.length }, parts }, nodeCodec), nodeCodec);
        expect(back.ok && back.value.head).toEqual({ n: parts.length });
        expect(back.ok && back.value.parts.map((part) => [...part])).toEqual(parts.map((part) => [...part]));
      }),
      RUNS,
    );
  });

  test('that is cut short, padded, too long or another page is refused, never half-read', () => {
    const bytes = encodeFrame({ head: {}, parts: [new Uint8Array(40)] }, nodeCodec);
    const codeOf = (given: Uint8Array) => {
      const read = decodeFrame(given, nodeCodec);
      return read.ok ? 'read' : read.error.code;
    };
    for (let cut = 1; cut < bytes.length; cut++) {
      // A cut after a whole part is a shorter frame: what it lacks is for the batch or page to miss.
      if (cut !== 4 + 2) expect(codeOf(bytes.subarray(0, cut))).toBe('MALFORMED');
    }
    expect(codeOf(new Uint8Array())).toBe('MALFORMED');
    expect(codeOf(nodeCodec.utf8('<!doctype html><title>Sign in</title>'))).toBe('MALFORMED');
    expect(codeOf(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toBe('MALFORMED');
    expect(codeOf(new Uint8Array(FRAME_LIMIT.bytes + 1))).toBe('OVERSIZED');
    expect(codeOf(new Uint8Array(4 * (FRAME_LIMIT.parts + 3)))).toBe('OVERSIZED');
  });
});

describe('a batch', () => {
  const entries = journal(5);
  const bytes = encodeBatch(entries.slice(1, 4), sign, nodeCodec);

  test('is proven whole: device, epoch, seqs, chain and signature', () => {
    const batch = openBatch(bytes, ME, ports);
    expect(batch).toMatchObject({ ok: true, value: { from: 2, to: 4, epoch: entries[0]?.head.epoch } });
    expect(plain(batch.ok && batch.value.entries)).toEqual(plain(entries.slice(1, 4)));
  });

  test('with any one bit turned over is refused', () => {
    assert(
      property(integer({ min: 0, max: bytes.length * 8 - 1 }), (bit) => {
        const turned = Uint8Array.from(bytes);
        const at = bit >> 3;
        turned[at] = (turned[at] ?? 0) ^ (1 << (bit & 7));
        const read = openBatch(turned, ME, ports);
        expect(read.ok ? 'read' : 'refused').toBe('refused');
      }),
      RUNS,
    );
  });

  test('of another device, or signed with another key, is refused', () => {
    const stranger = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
    const of = (sender: typeof ME) => {
      const read = openBatch(bytes, sender, ports);
      return read.ok ? 'read' : read.error.code;
    };
    expect(of({ ...ME, device: 'device-2' })).toBe('WRONG_DEVICE');
    expect(of({ ...ME, publicKey: stranger })).toBe('UNSIGNED');
  });

  test('with a hole inside is a broken chain', () => {
    const [first, second, , fourth] = entries;
    if (!first || !second || !fourth) throw new Error('five entries');
    const read = openBatch(encodeBatch([first, second, fourth], sign, nodeCodec), ME, ports);
    expect(read).toMatchObject({ ok: false, error: { code: 'BROKEN_CHAIN' } });
  });
});

describe('where HQ puts a batch', () => {
  const trunk = journal(20);
  /** HQ holding these histories as branches 0, 1, …; a later one from where it parts from the first. */
  const holding = (...histories: (readonly ReceivedEntry[])[]) => {
    const branches = histories.map((held, branch): Branch => {
      const last = held.at(-1);
      if (!last) throw new Error('an empty branch');
      const from =
        branch === 0
          ? 1
          : (held.find((entry, i) => !sameBytes(entry.hash, trunk[i]?.hash ?? NO_HASH))?.head.seq ?? 1);
      return { branch, from, seq: last.head.seq, hash: last.hash };
    });
    const hashAt = async (branch: number, seq: number) => histories[branch]?.[seq - 1]?.hash;
    return (entries: readonly ReceivedEntry[]) => placeBatch(opened(entries), branches, hashAt);
  };
  const nothing = (entries: readonly ReceivedEntry[]) =>
    placeBatch(opened(entries), [], async () => undefined);

  test('the first one begins the epoch; one that does not begin at 1 waits for it', async () => {
    expect(await nothing(trunk.slice(0, 5))).toEqual({ kind: 'append', branch: 0, skip: 0 });
    expect(await nothing(trunk.slice(3, 5))).toEqual({ kind: 'gap', wanted: 1 });
  });

  test('next, overlapping, repeated, too far ahead (vectors: sync research 2.3)', async () => {
    const place = holding(trunk.slice(0, 10));
    expect(await place(trunk.slice(10, 15))).toEqual({ kind: 'append', branch: 0, skip: 0 });
    expect(await place(trunk.slice(7, 15))).toEqual({ kind: 'append', branch: 0, skip: 3 });
    expect(await place(trunk.slice(0, 10))).toEqual({ kind: 'duplicate', branch: 0 });
    expect(await place(trunk.slice(2, 4))).toEqual({ kind: 'duplicate', branch: 0 });
    expect(await place(trunk.slice(12, 15))).toEqual({ kind: 'gap', wanted: 11 });
  });

  test('a second history is a fork, kept from the first entry that differs', async () => {
    const clone = journal(12, 9);
    const place = holding(trunk.slice(0, 10));
    expect(await place(clone.slice(5, 12))).toEqual({ kind: 'fork', branch: 1, seq: 9, skip: 3 });
    expect(await place(clone.slice(8, 12))).toEqual({ kind: 'fork', branch: 1, seq: 9, skip: 0 });
    // Parted before this batch begins: the device has to go back.
    expect(await place(clone.slice(9, 12))).toEqual({ kind: 'gap', wanted: 1 });
  });

  test('both histories go on, each in its branch, and a repeat of either does nothing', async () => {
    const clone = journal(14, 9);
    const place = holding(trunk.slice(0, 10), clone.slice(0, 12));
    expect(await place(clone.slice(12, 14))).toEqual({ kind: 'append', branch: 1, skip: 0 });
    expect(await place(clone.slice(5, 12))).toEqual({ kind: 'duplicate', branch: 1 });
    expect(await place(trunk.slice(8, 14))).toEqual({ kind: 'append', branch: 0, skip: 2 });
    expect(await place(trunk.slice(0, 6))).toEqual({ kind: 'duplicate', branch: 0 });
  });

  test('a third history is kept from where it parts from the other two, whichever it went along with', async () => {
    const [clone, third] = [journal(14, 9), journal(16, 9, '1-00000000000000a1', 12)];
    const place = holding(trunk.slice(0, 10), clone);
    expect(await place(third.slice(5, 16))).toEqual({ kind: 'fork', branch: 2, seq: 12, skip: 6 });
    expect(await place(third.slice(10, 16))).toEqual({ kind: 'fork', branch: 2, seq: 12, skip: 1 });
    expect(await place(third.slice(0, 11))).toEqual({ kind: 'duplicate', branch: 1 });
  });

  test('any order of any cuts of one journal ends with all of it, once', () => {
    const pieces = asyncProperty(
      array(integer({ min: 0, max: 19 }), { minLength: 1, maxLength: 30 }),
      async (starts) => {
        let held = 0;
        for (const start of [...starts, ...trunk.keys()]) {
          const branches =
            held === 0 ? [] : [{ branch: 0, from: 1, seq: held, hash: trunk[held - 1]?.hash ?? NO_HASH }];
          const sent = trunk.slice(start, start + 4);
          const placed = await placeBatch(opened(sent), branches, async (_, seq) =>
            seq <= held ? trunk[seq - 1]?.hash : undefined,
          );
          if (placed.kind === 'append') held += sent.length - placed.skip;
          else expect(placed.kind).toBe(start > held ? 'gap' : 'duplicate');
        }
        expect(held).toBe(20);
      },
    );
    return assert(pieces, { ...RUNS, numRuns: 40 });
  });
});

describe('a page of a feed', () => {
  const page: FeedPage = {
    feed: 'store/R01',
    incarnation: 'inc-1',
    from: 7,
    to: 10,
    end: 30,
    items: [journal(3)[0] ?? null, null, journal(3)[2] ?? null],
  };

  test('comes out as it went in; own facts are positions alone', () => {
    expect(plain(decodePage(encodePage(page, nodeCodec), nodeCodec))).toEqual(
      plain({ ok: true, value: page }),
    );
  });

  test('with any one bit of a fact turned over, or a fact missing, is refused', () => {
    const bytes = encodePage(page, nodeCodec);
    const start = new DataView(bytes.buffer).getUint32(0) + 4;
    for (let bit = start * 8; bit < bytes.length * 8; bit += 7) {
      const turned = Uint8Array.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodePage(turned, nodeCodec).ok).toBe(false);
    }
    const short = encodePage({ ...page, items: page.items.slice(0, 2) }, nodeCodec);
    expect(decodePage(short, nodeCodec)).toMatchObject({ ok: false, error: { code: 'MALFORMED' } });
  });
});

describe('a fact of a former version', () => {
  test('is read as its type writes it today, by both ends', () => {
    const product = {
      id: 'tea',
      name: 'Tea',
      names: {},
      sku: null,
      barcodes: [],
      unit: 'piece',
      price: 100,
      taxClass: 'tax-1',
      category: null,
      picture: null,
      active: true,
      minStock: null,
      taxCode: null,
    };
    const [first] = journal(1);
    if (!first) throw new Error('one entry');
    const head = { ...first.head, type: 'product.changed', v: 1 };
    const body = { product, before: null, how: 'edited' };
    const sealed = seal({ ...head, body }, NO_HASH, nodeCodec);
    const entry = { ...sealed, head };
    const known = { store: 'R01', state: 'active' } as const;
    expect(readAtHq(entry, known, nodeCodec)).toMatchObject({ is: 'readable' });
    expect(readOnDevice(entry, nodeCodec)).toMatchObject({ kind: 'fact', fact: { body: { approvals: [] } } });
  });
});
