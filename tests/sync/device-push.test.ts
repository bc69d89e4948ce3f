import { array, asyncProperty, assert as check, constant, integer, oneof, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH_LIMIT, type ReceivedEntry } from '#shared/link/batch.ts';
import { backOff } from '#shared/link/device/back-off.ts';
import {
  cutBatch,
  NOTHING_ACKED,
  nextRun,
  type OwnJournal,
  type PushInput,
  type PushState,
  pushStep,
  waitingFacts,
} from '#shared/link/device/push.ts';
import { entryAfter, ModelHq } from './model-hq.ts';

const RUNS = { numRuns: 300, seed: Number(process.env['FC_SEED'] ?? 1) };

/** A register as far as pushing goes: its disk, what it remembers of HQ on that disk, and what it has in mind. */
class ModelDevice {
  entries: ReceivedEntry[] = [];
  kept: PushState = NOTHING_ACKED;
  state: PushState = NOTHING_ACKED;
  greeted = false;
  distrusted = 0;
  #image: { entries: ReceivedEntry[]; kept: PushState } | null = null;
  #written = 0;
  readonly own: OwnJournal = {
    epochs: () => {
      const epochs = new Map<string, number>();
      for (const { head } of this.entries) epochs.set(head.epoch, head.seq);
      return [...epochs].map(([epoch, seq]) => ({ epoch, seq }));
    },
    living: () => this.entries.at(-1)?.head.epoch ?? '',
    letGo: () => 0,
    hashAt: (epoch, seq) => this.entries.find(({ head }) => head.epoch === epoch && head.seq === seq)?.hash,
  };

  constructor() {
    this.startEpoch();
  }

  startEpoch(): void {
    this.#append({ epoch: `${++this.#written}-epoch`, seq: 1 });
  }

  write(count: number): void {
    for (let i = 0; i < count; i++) {
      const last = this.entries.at(-1);
      if (!last) throw new Error('an epoch has a first entry');
      this.#append({ epoch: last.head.epoch, seq: last.head.seq + 1 });
    }
  }

  /** What was in mind is gone; what was on the disk is there. */
  restart(): void {
    this.state = { ...this.kept, sent: null };
    this.greeted = false;
  }

  imageDisk(): void {
    this.#image = { entries: this.entries, kept: this.kept };
  }

  /** The disk is as it was at the image, and nobody noticed. */
  rollBack(): void {
    if (this.#image) Object.assign(this, this.#image);
    this.restart();
  }

  hear(input: PushInput): void {
    const { state, effects } = pushStep(this.state, input, this.own);
    this.state = state;
    for (const effect of effects) {
      if (effect.do === 'keep') this.kept = state;
      else if (effect.do === 'greet') this.greeted = false;
      else if (effect.do === 'start-epoch') this.startEpoch();
      else this.distrusted += 1;
    }
  }

  batch(most: number): ReceivedEntry[] {
    const run = nextRun(this.state, this.own);
    if (run === null) return [];
    const at = this.entries.findIndex(({ head }) => head.epoch === run.epoch && head.seq === run.from);
    const entries = cutBatch(this.entries.slice(at), { entries: most, bytes: BATCH_LIMIT.bytes });
    const to = entries.at(-1)?.head.seq ?? 0;
    this.hear({ kind: 'sent', run: { ...run, to } });
    return entries;
  }

  #append(at: { readonly epoch: string; readonly seq: number }): void {
    this.entries = [
      ...this.entries,
      entryAfter(this.entries.at(-1) ?? null, { ...at, content: ++this.#written }),
    ];
  }
}

/** One exchange: a hello where there was none, else a batch. Either way of the line may fail, and old answers may come again. */
async function exchange(
  device: ModelDevice,
  hq: ModelHq,
  line: {
    readonly up: boolean;
    readonly down: boolean;
    readonly most: number;
    readonly replay: PushInput | null;
  },
): Promise<PushInput | null> {
  if (!device.greeted) {
    if (!line.up || !line.down) return null;
    device.greeted = true;
    device.hear(hq.heads());
    return null;
  }
  const entries = device.batch(line.most);
  if (entries.length === 0) return null;
  const answer = line.up ? await hq.push(entries) : null;
  if (line.replay) device.hear(line.replay);
  else if (answer && line.down) device.hear(answer);
  else device.hear({ kind: 'lost' });
  return answer;
}

const event = oneof(
  { weight: 4, arbitrary: record({ do: constant('write' as const), count: integer({ min: 1, max: 9 }) }) },
  {
    weight: 10,
    arbitrary: record({
      do: constant('exchange' as const),
      up: integer({ min: 0, max: 3 }),
      down: integer({ min: 0, max: 3 }),
      most: integer({ min: 1, max: 6 }),
      replay: integer({ min: 0, max: 9 }),
    }),
  },
  {
    weight: 3,
    arbitrary: record({
      do: oneof(
        constant('restart' as const),
        constant('image' as const),
        constant('roll-back' as const),
        constant('hq-backup' as const),
        constant('hq-restore' as const),
        constant('own-epoch' as const),
      ),
    }),
  },
);

describe('pushing', () => {
  test('whatever is lost, repeated, restarted, rolled back or restored, HQ ends with all of the journal, each entry once', async () => {
    await check(
      asyncProperty(array(event, { maxLength: 60 }), async (events) => {
        const device = new ModelDevice();
        const hq = new ModelHq();
        let old: PushInput | null = null;
        for (const each of events) {
          if (each.do === 'write') device.write(each.count);
          else if (each.do === 'restart') device.restart();
          else if (each.do === 'image') device.imageDisk();
          else if (each.do === 'roll-back') device.rollBack();
          else if (each.do === 'hq-backup') hq.backUp();
          else if (each.do === 'hq-restore') hq.restore();
          else if (each.do === 'own-epoch') device.startEpoch();
          else if (each.do === 'exchange') {
            const line = { up: each.up > 0, down: each.down > 0, most: each.most };
            old = (await exchange(device, hq, { ...line, replay: each.replay === 0 ? old : null })) ?? old;
          }
          // Nothing is ever taken for acknowledged that this life of HQ does not hold.
          const { acked, incarnation } = device.state;
          if (incarnation !== `life-${hq.incarnation}`) continue;
          for (const entry of device.entries)
            if (entry.head.seq <= (acked[entry.head.epoch] ?? 0)) expect(hq.holds(entry)).toBe(true);
        }
        const waiting = () => !device.greeted || nextRun(device.state, device.own) !== null;
        device.restart();
        for (let rounds = 0; waiting() && rounds < 2000; rounds++)
          await exchange(device, hq, { up: true, down: true, most: 5, replay: null });
        expect(waitingFacts(device.state, device.own)).toEqual({ facts: 0, oldest: null });
        expect(device.entries.filter((entry) => !hq.holds(entry))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('a forked epoch is gone on in another, so that no number is given twice', async () => {
    const device = new ModelDevice();
    const hq = new ModelHq();
    const line = { up: true, down: true, most: 500, replay: null };
    device.write(5);
    device.imageDisk();
    device.write(3);
    await exchange(device, hq, line);
    await exchange(device, hq, line);
    device.rollBack();
    device.write(2);
    const forked = device.entries.at(-1)?.head.epoch;
    await exchange(device, hq, line);
    expect(device.own.epochs()).toHaveLength(2);
    expect(device.entries.at(-1)?.head.epoch).not.toBe(forked);
  });

  test('a disk put back to before an epoch that headquarters knows goes on in another, at the hello already', () => {
    const device = new ModelDevice();
    device.write(3);
    const first = device.entries.at(-1)?.head.epoch ?? '';
    device.startEpoch();
    const [last] = device.entries.slice(-1);
    if (!last) throw new Error('an epoch has a first entry');
    const head = { epoch: last.head.epoch, seq: 1, hash: last.hash };
    const greeted = { kind: 'greeted', incarnation: 'life-1', heads: [head] } as const;
    // The feed has brought the later epoch back: it is held here, and not written to.
    const putBack: OwnJournal = { ...device.own, living: () => first };
    const forked = { do: 'start-epoch', forked: first };
    expect(pushStep(NOTHING_ACKED, greeted, putBack).effects).toContainEqual(forked);
    expect(pushStep(NOTHING_ACKED, greeted, device.own).effects).toEqual([{ do: 'keep' }]);
  });

  test('an answer that is not about what was sent acknowledges nothing', () => {
    const device = new ModelDevice();
    device.write(4);
    device.hear({ kind: 'greeted', incarnation: 'life-1', heads: [] });
    const [first, second] = device.batch(2);
    if (!first || !second) throw new Error('two entries');
    const { epoch } = first.head;
    const said = { epoch, incarnation: 'life-1' };
    const before = device.state;
    const answers: PushInput[] = [
      { kind: 'ack', ...said, seq: 2, hash: first.hash },
      { kind: 'ack', ...said, seq: 9, hash: second.hash },
      { kind: 'ack', ...said, epoch: 'another', seq: 2, hash: second.hash },
      { kind: 'gap', ...said, wanted: 7 },
      { kind: 'gap', ...said, wanted: 1 },
    ];
    for (const answer of answers) {
      const { state, effects } = pushStep(before, answer, device.own);
      expect(effects).toEqual([{ do: 'distrust' }]);
      expect(state.acked).toEqual(before.acked);
    }
    const other = pushStep(
      before,
      { ...said, kind: 'ack', seq: 2, hash: second.hash, incarnation: 'life-2' },
      device.own,
    );
    expect(other).toEqual({ state: { ...before, sent: null }, effects: [{ do: 'greet' }] });
  });
});

test('what was let go is not sent again: where histories part, the first entry still held is as far back as it goes', () => {
  const device = new ModelDevice();
  device.write(9);
  const epoch = device.own.living();
  const own: OwnJournal = { ...device.own, letGo: (each) => (each === epoch ? 4 : 0) };
  // Another disk's history stands first at headquarters.
  const heads = [{ epoch, seq: 8, hash: new Uint8Array(32) }];
  const met = pushStep(NOTHING_ACKED, { kind: 'greeted', incarnation: 'life-1', heads }, own).state;
  expect(nextRun(met, own)).toEqual({ epoch, from: 8 });
  const asked = { kind: 'gap', epoch, wanted: 1, incarnation: 'life-1' } as const;
  const back = pushStep({ ...met, sent: { epoch, from: 8, to: 10 } }, asked, own);
  expect([back.effects, nextRun(back.state, own)]).toEqual([[{ do: 'keep' }], { epoch, from: 5 }]);
  const again = pushStep({ ...back.state, sent: { epoch, from: 5, to: 10 } }, asked, own);
  expect([again.effects, again.state.acked]).toEqual([[{ do: 'distrust' }], back.state.acked]);
  const emptied = pushStep(met, { kind: 'greeted', incarnation: 'life-2', heads: [] }, own).state;
  expect(nextRun(emptied, own)).toEqual({ epoch, from: 5 });
});

describe('a batch', () => {
  const journal = (count: number, epoch = 'epoch-1') => {
    const entries: ReceivedEntry[] = [];
    for (let seq = 1; seq <= count; seq++)
      entries.push(entryAfter(entries.at(-1) ?? null, { epoch, seq, content: 0 }));
    return entries;
  };

  test('holds 500 entries at most, and ends where the epoch does', () => {
    expect(cutBatch(journal(501))).toHaveLength(500);
    expect(cutBatch([...journal(3), ...journal(3, 'epoch-2')])).toHaveLength(3);
    expect(cutBatch(journal(9), { entries: 4, bytes: 1024 * 1024 })).toHaveLength(4);
  });

  test('holds 1 MiB at most, and one entry whatever its size', () => {
    const large = journal(3).map((entry) => ({ ...entry, body: new Uint8Array(600 * 1024) }));
    expect(cutBatch(large)).toHaveLength(1);
    const huge = large.map((entry) => ({ ...entry, body: new Uint8Array(2 * 1024 * 1024) }));
    expect(cutBatch(huge)).toHaveLength(1);
  });
});

test.each([
  [1, 0, 500],
  [1, 1, 500],
  [2, 1, 1000],
  [3, 0.5, 1250],
  [40, 1, 60_000],
  [40, 0, 500],
])('after %i failures, chance %f: %i ms', (failures, chance, ms) => {
  expect(backOff({ failures, asked: 0 }, chance)).toBe(ms);
  expect(backOff({ failures, asked: 90_000 }, chance)).toBe(90_000);
});
