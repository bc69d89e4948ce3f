import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EntryId, PersonId, StoreId } from '#shared/domain/ids.ts';
import { type Codec, type Entry, NO_HASH, seal, unseal } from './entry.ts';
import { epochName, epochOrdinal, revision } from './epoch.ts';

const codec: Codec = {
  utf8: (text) => Buffer.from(text, 'utf8'),
  text: (bytes) => Buffer.from(bytes).toString('utf8'),
  sha256: (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest(),
};

const entry: Entry = {
  id: '0198f3a0-0000-7000-8000-000000000001' as EntryId,
  origin: 'device-1',
  epoch: '1-00000000000000aa',
  seq: 7,
  type: 'sale.completed',
  v: 1,
  at: 1_795_000_000_000,
  actor: 'p1' as PersonId,
  store: 'R01' as StoreId,
  shift: null,
  body: { name: '红富士苹果', price: 1490 },
};

describe('an entry’s bytes', () => {
  it('are the header array with null for absent, and the body written once', () => {
    const sealed = seal(entry, NO_HASH, codec);
    expect(codec.text(sealed.header)).toBe(
      '["0198f3a0-0000-7000-8000-000000000001","device-1","1-00000000000000aa",7,"sale.completed",1,1795000000000,"p1","R01",null]',
    );
    expect(codec.text(sealed.body)).toBe('{"name":"红富士苹果","price":1490}');
    // Golden: whatever changes this breaks every journal ever written.
    expect(Buffer.from(sealed.hash).toString('hex')).toBe(
      'ecd5ec87b375a8fc93c353ad51dddcf6953c195b5ee9e6cf1361432f94ad5417',
    );
  });

  it('read back to the same entry', () => {
    expect(unseal(seal(entry, NO_HASH, codec), codec)).toEqual(entry);
  });

  it('hash differently for one bit of body, header or predecessor', () => {
    const hex = (e: Entry, prev: Uint8Array) => Buffer.from(seal(e, prev, codec).hash).toString('hex');
    const other = new Uint8Array(32).fill(1);
    expect(
      new Set([
        hex(entry, NO_HASH),
        hex({ ...entry, seq: 8 }, NO_HASH),
        hex({ ...entry, body: {} }, NO_HASH),
        hex(entry, other),
      ]).size,
    ).toBe(4);
  });
});

describe('an epoch', () => {
  it('orders rows: later epochs beat earlier ones, then the higher seq, within 2^53', () => {
    const first = epochName(1, 'ffffffffffffffff');
    const second = epochName(2, '0000000000000000');
    expect(epochOrdinal(second)).toBe(2);
    expect(revision(first, 2 ** 40 - 1)).toBeLessThan(revision(second, 1));
    expect(Number.isSafeInteger(revision(epochName(8191, '0'), 2 ** 40 - 1))).toBe(true);
    expect(() => epochOrdinal('x-1')).toThrow('not an epoch');
  });
});
