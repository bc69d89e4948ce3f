import { describe, expect, test } from 'vitest';
import { catalogReply } from './catalog-file.ts';
import { blockList, feedDigest, regainReply } from './digest.ts';
import { handOverReply } from './hand-over.ts';
import { challengeReply, enrolReply, faultReply, helloReply, poke, pushReply } from './hello.ts';
import { peoplePackage, peopleReply } from './people.ts';
import { recallReply } from './recall.ts';

const hash = 'a'.repeat(64);
const signature = 'b'.repeat(128);
const later = { saidOneDay: { by: 'a newer headquarters' } };
const life = { incarnation: 'life-1', time: 1 };

/** One of each. */
const REPLIES = {
  enrol: [enrolReply, { store: 'R01', register: '1', incarnation: 'life-1', hqKey: 'key', chain: 'Mallard' }],
  challenge: [challengeReply, { challenge: hash, time: 1 }],
  hello: [
    helloReply,
    {
      session: 's',
      lease: 'l',
      incarnation: 'life-1',
      protocol: 1,
      time: 1,
      heads: [{ epoch: '1-a', seq: 1, hash, ...later }],
      feeds: { chain: 1 },
      limits: { batchEntries: 500, batchBytes: 1_048_576, ...later },
    },
  ],
  ack: [pushReply, { kind: 'ack', epoch: '1-a', seq: 1, hash, position: 1, ...life }],
  gap: [pushReply, { kind: 'gap', epoch: '1-a', wanted: 1, ...life }],
  fork: [pushReply, { kind: 'fork', epoch: '1-a', seq: 1, hash, position: null, ...life }],
  poke: [poke, { feed: 'chain', position: 1 }],
  fault: [faultReply, { code: 'BUSY', retryAfter: 1 }],
  catalog: [catalogReply, { kind: 'file', file: hash, manifest: '{}', signature }],
  digest: [feedDigest, { feed: 'chain', incarnation: 'life-1', to: 1, histories: [], regains: true }],
  regain: [regainReply, { incarnation: 'life-1', regained: 3 }],
  block: [blockList, { incarnation: 'life-1', facts: [] }],
  people: [peopleReply, { key: hash, sealed: '', signature }],
  'people, unsealed': [
    peoplePackage,
    { pepper: '', people: [{ person: 'p', key: '', pin: null, ...later }], erased: [] },
  ],
  recall: [recallReply, { kind: 'taken', id: '0199f000-0000-7000-8000-000000000001', register: '2' }],
  'hand-over': [handOverReply, { key: hash, signature, progress: null }],
} as const;

describe('what headquarters says besides, one day', () => {
  test.each(Object.entries(REPLIES))('is passed over by a register of today: %s', (_, [schema, said]) => {
    const read = schema.safeParse({ ...said, ...later });
    expect(read.error).toBeUndefined();
    expect(JSON.stringify(read.data)).not.toContain('saidOneDay');
  });
});
