import { expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { epochStarted } from '#shared/journal/entries/epoch-started.ts';
import type { Entry } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { encodeFacts } from '#shared/link/fact-frame.ts';
import { receivePush } from '#shared/link/hq/receive-push.ts';
import { type HqLife, regainFacts } from '#shared/link/hq/regain-facts.ts';
import { batchOf, chained, type DeviceKeys, deviceKeys, nodeVerify } from '../support/link/device-keys.ts';
import { describeEachHq, type TestHq } from '../support/link/hq-engines.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 2);
const RESTORED: HqLife = { epoch: '61-00000000000000aa', restoredAt: NOW - DAY };
const LOST_LIFE = '60-00000000000000ab';
/** The author, who is gone; one of its store that holds what it wrote; one of another store. */
const DEVICES = { gone: 'R01', holder: 'R01', stranger: 'R02' } as const;
const keys = new Map(Object.keys(DEVICES).map((device): [string, DeviceKeys] => [device, deviceKeys()]));

const told = (origin: string, type: string, of: Partial<Entry> = {}): Entry =>
  ({
    id: `${origin}-${type}-${++told.made}`,
    origin,
    epoch: '1-00000000000000c1',
    seq: 1,
    type,
    v: 1,
    at: NOW - 2 * DAY,
    actor: 'boss',
    store: 'R01',
    shift: null,
    body: {},
    ...of,
  }) as unknown as Entry;
told.made = 0;

/** A history of five facts, of interest for their places alone. */
function history(origin: string, of: Partial<Entry> = {}): ReceivedEntry[] {
  const begins = { ...of, body: { reason: 'founded', parent: null } };
  const others = [1, 2, 3, 4].map(() => told(origin, 'kitchen.sent', of));
  return chained([told(origin, epochStarted.type, begins), ...others]);
}

describeEachHq('what a restore took from headquarters', (openHq) => {
  const open = async (): Promise<TestHq> => {
    const made = await openHq();
    for (const store of ['R01', 'R02']) await made.openStore(store);
    for (const [device, store] of Object.entries(DEVICES))
      await made.enrol({ device, store, public_key: keys.get(device)?.publicKey ?? new Uint8Array() });
    return made;
  };
  const push = async ({ hq }: TestHq, facts: readonly ReceivedEntry[]) => {
    const device = facts[0]?.head.origin ?? '';
    const bytes = batchOf(facts, keys.get(device) ?? deviceKeys());
    return await receivePush(hq, { device, bytes }, { codec: nodeCodec, verify: nodeVerify });
  };
  const give = async (
    { hq }: TestHq,
    facts: readonly ReceivedEntry[],
    { by = 'holder', life = RESTORED, now = NOW } = {},
  ) => {
    const from = { device: by, bytes: encodeFacts(facts, nodeCodec) };
    const answer = await regainFacts(hq, from, { codec: nodeCodec, life, now });
    return answer.ok ? answer.value : answer.error.code;
  };
  const held = async ({ rows }: TestHq) =>
    (await rows('journal'))
      .filter(({ store }) => store === 'R01')
      .map(({ origin, seq, device }) => `${String(origin)}/${String(seq)} by ${String(device)}`);

  test('comes back from a register that holds it; its author, should it return, has nothing to send', async () => {
    const made = await open();
    const facts = history('gone');
    await push(made, facts.slice(0, 2));
    expect(await give(made, facts)).toBe(3);
    expect(await held(made)).toEqual([
      'gone/1 by gone',
      'gone/2 by gone',
      'gone/3 by holder',
      'gone/4 by holder',
      'gone/5 by holder',
    ]);
    expect(await give(made, facts)).toBe(0);
    expect(await push(made, facts.slice(2))).toMatchObject({
      ok: true,
      value: { kind: 'ack', position: null },
    });
    expect(await made.rows('exception')).toEqual([]);
    expect(await held(made)).toHaveLength(5);
  });

  test('goes on with the author’s own where that comes at the same moment', async () => {
    const made = await open();
    const facts = history('gone');
    await push(made, facts.slice(0, 2));
    const [given, sent] = await Promise.all([give(made, facts.slice(0, 4)), push(made, facts.slice(2))]);
    expect(sent).toMatchObject({ ok: true, value: { kind: 'ack', seq: 5 } });
    expect([0, 2]).toContain(given);
    expect(await held(made)).toHaveLength(5);
    expect(await made.rows('exception')).toEqual([]);
  });

  test('may be all of a register that headquarters knows nothing of any more, and its own word in a life that is over', async () => {
    const made = await open();
    const ofHq = history('hq/R01', { epoch: LOST_LIFE });
    expect(await give(made, [...history('forgotten'), ...ofHq])).toBe(10);
    expect(await give(made, [...history('forgotten'), ...ofHq])).toBe(0);
    expect(await held(made)).toHaveLength(10);
  });

  test.each<[string, readonly ReceivedEntry[]]>([
    ['leaves a gap', history('gone').slice(1)],
    ['does not begin as a history does', chained([told('gone', 'kitchen.sent')])],
    ['is of another store', history('stranger', { store: 'R02' as never })],
    ['is said to be of this store by a register of another', history('stranger')],
    ['stands under the code of another store', history('gone', { store: 'R02' as never })],
    ['is the chain’s', history('hq/chain', { epoch: LOST_LIFE, store: 'chain' as never })],
    ['is the word of headquarters in another store', history('hq/R02', { epoch: LOST_LIFE })],
    ['is its word in the life it lives', history('hq/R01', { epoch: RESTORED.epoch })],
    ['is of who gives it', history('holder')],
  ])('does not come back where it %s', async (_, facts) => {
    const made = await open();
    expect(await give(made, facts)).toBe(0);
    expect(await made.rows('journal')).toEqual([]);
  });

  test('never contradicts what is held: the first history stays, and what is behind a false one stays out', async () => {
    const made = await open();
    const [facts, other] = [history('gone'), history('gone')];
    await push(made, facts.slice(0, 3));
    expect(await give(made, other)).toBe(0);
    const [, , , fourth, fifth] = facts;
    if (!fourth || !fifth) throw new Error('five facts');
    const spoilt = { ...fourth, body: nodeCodec.utf8('{"of":"somebody else"}') };
    const forged = { ...spoilt, hash: nodeCodec.sha256(spoilt.prev, spoilt.header, spoilt.body) };
    expect(await give(made, [forged, fifth])).toBe(1);
    expect(await push(made, [fourth, fifth])).toMatchObject({ ok: true, value: { kind: 'fork' } });
  });

  test('is taken by a headquarters that was restored, for a month, from registers in good standing', async () => {
    const made = await open();
    const facts = history('gone');
    expect(await give(made, facts, { life: { ...RESTORED, restoredAt: null } })).toBe(0);
    expect(await give(made, facts, { now: NOW + 30 * DAY })).toBe(0);
    expect(await give(made, facts, { by: 'nobody' })).toBe('UNKNOWN_DEVICE');
    await made.enrol({ device: 'holder', store: 'R01', public_key: new Uint8Array(), state: 'revoked' });
    expect(await give(made, facts)).toBe('REVOKED');
    expect(await made.rows('journal')).toEqual([]);
  });

  test('waits for a person where its author was revoked', async () => {
    const made = await open();
    await made.enrol({ device: 'gone', store: 'R01', public_key: new Uint8Array(), state: 'revoked' });
    expect(await give(made, history('gone'))).toBe(5);
    const states = (await made.rows('journal')).map(
      ({ state, reason }) => `${String(state)} ${String(reason)}`,
    );
    expect(new Set(states)).toEqual(new Set(['quarantined revoked']));
  });
});
