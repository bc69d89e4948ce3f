import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { type Detector, detector } from '#server/exceptions/detector.ts';
import { tryFactAgain } from '#server/link/kept-facts.ts';
import { createPostgresHq } from '#server/store/postgres-hq.ts';
import type { EntryId, MoveDocument, ReturnId, SaleId } from '#shared/domain/ids.ts';
import { qty } from '#shared/domain/numbers.ts';
import type { ReturnAccepted } from '#shared/domain/returns/return-accepted.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import { saleCompleted } from '#shared/journal/entries/sale-completed.ts';
import { shiftClosed } from '#shared/journal/entries/shift.ts';
import { type StockOpened, stockOpened } from '#shared/journal/entries/stock-opened.ts';
import type { Entry } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { receivePush } from '#shared/link/hq/receive-push.ts';
import { batchOf, chained, type DeviceKeys, deviceKeys, nodeVerify } from '../support/link/device-keys.ts';
import { hqDatabase, type PgDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';
import { seeded } from '../support/random.ts';
import { threeAuthors } from '../support/stories.ts';

const missing = await pgMissing();
const SEED = Number(process.env['FC_SEED'] ?? 20_261_126);
const OTHER = 'device-4';
const HUNDREDS = qty(100_000_000);
const EPOCH = '1-00000000000000d4';
const DEVICES = ['device-1', 'device-2', 'device-3', OTHER];
const keys = new Map(DEVICES.map((device): [string, DeviceKeys] => [device, deviceKeys()]));

/** Every author's journal, epoch by epoch, that of a fourth register last. */
let epochs: readonly (readonly ReceivedEntry[])[] = [];
/** A return, and the sale it is about. */
let back: Entry<ReturnAccepted>;
let sold: Entry<SaleCompleted>;

beforeAll(async () => {
  const stories = await threeAuthors(SEED);
  back = stories.find(
    ({ type, origin, shift }) => type === 'return.accepted' && origin === 'device-1' && shift !== null,
  ) as Entry<ReturnAccepted>;
  sold = stories.find(
    ({ type, body }) => type === 'sale.completed' && (body as SaleCompleted).sale === back.body.original.sale,
  ) as Entry<SaleCompleted>;
  const told = Map.groupBy(stories, ({ origin, epoch }) => `${origin} ${epoch}`);
  epochs = [...told.values(), disagreeing()].map((entries) => chained(entries));
}, 120_000);

/**
 * What no register would write that knew of the others: it takes the same goods back under the same number, so often that more came
 * back than was sold, into a shift that is closed, and sells a hundred of what few were on the shelf.
 */
function disagreeing(): Entry[] {
  return [...Array.from({ length: 20 }, (_, time) => again(time)), hundreds('first')];
}

const again = (time: number, number = back.body.number): Entry<ReturnAccepted> => ({
  ...by(back, `back-${time}`),
  body: { ...back.body, ret: `again-${time}` as ReturnId, number },
});

/** A sale of far more than there was. */
const hundreds = (id: string): Entry<SaleCompleted> => ({
  ...by(sold, `hundreds-${id}`),
  shift: null,
  body: {
    ...sold.body,
    sale: `hundreds-${id}` as SaleId,
    number: `R01-4-${id}`,
    moves: sold.body.moves.map((move) => ({ ...move, qty: HUNDREDS })),
  },
});

/** What makes up for two of those. */
const opened = (id: string): Entry<StockOpened> => ({
  ...by(sold, id),
  type: stockOpened.type,
  v: stockOpened.v,
  shift: null,
  body: {
    document: id as MoveDocument,
    by: sold.actor,
    note: '',
    moves: sold.body.moves.map((move) => ({
      ...move,
      kind: 'opening',
      from: 'OPENING',
      to: 'SALEABLE',
      qty: qty(2 * HUNDREDS),
    })),
  },
});

const by = <E extends Entry>(entry: E, id: string): E => ({
  ...entry,
  id: id as EntryId,
  origin: OTHER,
  epoch: EPOCH,
});

describe.skipIf(missing !== null)(
  `exceptions at headquarters${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let database: PgDatabase;
    let watch: Detector;
    let at = 1000;
    beforeEach(async () => {
      at = 1000;
      database = await hqDatabase();
      watch = open();
      for (const device of DEVICES)
        await database.pool.query(
          `insert into device (device, store, register, name, public_key, state, version, seq, waiting_facts, enrolled_at, former_stores)
           values ($1, 'R01', $1, $1, $2, 'active', '1', 0, 0, 0, '[]')`,
          [device, keys.get(device)?.publicKey],
        );
    });
    afterEach(async () => {
      await watch.stop();
      await database.close();
    });

    /** The journals of the three that know of each other. */
    const honest = () => epochs.slice(0, -1);
    const now = () => at;
    const open = () =>
      detector({
        pool: database.pool,
        codec: nodeCodec,
        now,
        report: (error) => {
          throw error;
        },
      });
    const push = async (entries: readonly ReceivedEntry[]) => {
      const device = entries[0]?.head.origin ?? '';
      const signing = keys.get(device);
      if (!signing) throw new Error(`no keys of ${device}`);
      const hq = createPostgresHq(database.pool, { codec: nodeCodec, now });
      const bytes = batchOf(entries, signing);
      const reply = await receivePush(hq, { device, bytes }, { codec: nodeCodec, verify: nodeVerify });
      if (!reply.ok) throw new Error(reply.error.code);
    };
    const found = async () =>
      (
        await database.pool.once<{ rule: string; subject: string; detail: string }>(
          'select rule, subject, detail from exception where settled_at is null order by rule, subject',
        )
      ).rows;
    const rulesOf = async () => [...new Set((await found()).map(({ rule }) => rule))];
    /** All journals in an order of arrival that keeps each author's own; `between` is done now and then. */
    const arrive = async (seed: number, between: () => Promise<void>) => {
      const random = seeded(seed);
      const held = epochs.map(() => 0);
      const unsent = () => [...epochs.keys()].filter((of) => (held[of] ?? 0) < (epochs[of]?.length ?? 0));
      for (let left = unsent(); left.length > 0; left = unsent()) {
        const of = random.pick(left);
        const from = held[of] ?? 0;
        const sent = (epochs[of] ?? []).slice(from, from + 1 + random.below(40));
        await push(sent);
        held[of] = from + sent.length;
        if (random.below(3) === 0) await between();
      }
    };

    test('the same facts give the same exceptions, in whatever order they arrive and however often one looks', async () => {
      for (const epoch of epochs) await push(epoch);
      await watch.detect();
      const once = await found();
      expect(await rulesOf()).toEqual(['NEGATIVE', 'NUMBER_TWICE', 'RETURNED_MORE', 'Z_DIFFERS']);
      for (const seed of [1, 2, 3]) {
        await database.pool.once(
          (
            await database.pool.once<{ tablename: string }>(
              `select tablename from pg_tables where schemaname = current_schema() and tablename not in ('device', 'schema_step')`,
            )
          ).rows
            .map(({ tablename }) => `truncate "${tablename}"`)
            .join('; '),
        );
        const second = open();
        // Two processes may look at once.
        await arrive(SEED + seed, async () => void (await Promise.all([watch.detect(), second.detect()])));
        await watch.detect();
        await second.stop();
        expect(await found()).toEqual(once);
      }
    });

    test('facts that waited for their sale are looked at when it has come', async () => {
      const [first = []] = epochs;
      const upToSale = first.slice(0, first.findIndex(({ head }) => head.id === sold.id) + 1);
      await push(chained([again(1, 'R01-4-R000001'), again(2, 'R01-4-R000001')]));
      await watch.detect();
      expect(await found()).toEqual([]);
      await push(upToSale);
      await watch.detect();
      expect((await found()).filter(({ rule }) => rule === 'NUMBER_TWICE')).toMatchObject([
        { subject: 'R01-4-R000001' },
      ]);
    });

    describe('a Z', () => {
      const waiting = () =>
        database.pool.once<{ position: number; state: string; type: string }>(
          "select position, state, type from journal where state in ('parked', 'quarantined') order by position",
        );
      const revoked = (is: boolean) =>
        database.pool.query("update device set state = $1 where device = 'device-1'", [
          is ? 'revoked' : 'active',
        ]);

      /** The first register's journal up to its first Z behind some sales; where the last of those stands, and their shift. */
      const closing = () => {
        const [journal = []] = epochs;
        const z = journal.findIndex(
          ({ head }, at) => head.type === shiftClosed.type && salesOf(journal.slice(0, at), head.shift) > 2,
        );
        const upToZ = journal.slice(0, z + 1);
        const shift = upToZ.at(-1)?.head.shift ?? '';
        const last = upToZ.findLastIndex(({ head }) => isSaleOf(head, shift));
        return { upToZ, last, shift };
      };
      const isSaleOf = (head: ReceivedEntry['head'], shift: string | null) =>
        head.type === saleCompleted.type && head.shift === shift;
      const salesOf = (journal: readonly ReceivedEntry[], shift: string | null) =>
        journal.filter(({ head }) => isSaleOf(head, shift)).length;

      test('behind whose sales the line was cut is judged only when they are all there', async () => {
        const { upToZ, shift } = closing();
        for (const fact of upToZ) {
          await push([fact]);
          await watch.detect();
          expect((await found()).filter(({ rule }) => rule === 'Z_DIFFERS')).toEqual([]);
        }
        const { rows } = await database.pool.once<{ z: string; sales: number }>(
          `select z, sales from shift_close c join shift_total t on t.store = c.store and t.shift = c.shift where c.shift = $1`,
          [shift],
        );
        expect(salesOf(upToZ, shift)).toBeGreaterThan(2);
        expect(rows.map(({ z, sales }) => [JSON.parse(z).report.sales.count, sales])).toEqual([
          [salesOf(upToZ, shift), salesOf(upToZ, shift)],
        ]);
      });

      test('one of whose sales is kept aside is told, with what is missing, until that counts', async () => {
        const { upToZ, last, shift } = closing();
        await push(upToZ.slice(0, last));
        await revoked(true);
        await push(upToZ.slice(last, last + 1));
        await revoked(false);
        await push(upToZ.slice(last + 1));
        await watch.detect();
        const sales = salesOf(upToZ, shift);
        const told = async () =>
          (await found())
            .filter(({ rule, subject }) => rule === 'Z_DIFFERS' && subject === shift)
            .map(({ detail }) => JSON.parse(detail));
        expect(await told()).toMatchObject([{ amount: 'sales count', z: sales, facts: sales - 1 }]);
        const { rows } = await waiting();
        expect(rows.filter(({ type }) => type === saleCompleted.type)).toHaveLength(1);
        for (const { position } of rows.filter(({ state }) => state === 'quarantined')) {
          const deed = { id: `try-${position}`, store: 'R01', position, by: 'boss' };
          expect(await tryFactAgain({ pool: database.pool, now }, deed)).toMatchObject({ ok: true });
        }
        expect((await waiting()).rows).toEqual([]);
        await watch.detect();
        expect(await told()).toEqual([]);
      });
    });

    test('registers that know of each other leave nothing to settle but what was oversold', async () => {
      for (const epoch of honest()) await push(epoch);
      await watch.detect();
      expect((await rulesOf()).filter((rule) => rule !== 'NEGATIVE')).toEqual([]);
    });

    test('one that the facts no longer show closes by itself, and is open anew when they do', async () => {
      const shelves = async () =>
        (
          await database.pool.once(
            `select distinct settled_by, raised_at, settled_at from exception where rule = 'NEGATIVE' and subject = any ($1)`,
            [sold.body.moves.map(({ item }) => item)],
          )
        ).rows;
      const sales = (...ids: string[]) => ids.map((id) => hundreds(id));
      const journal = chained([opened('a'), ...sales('b', 'c', 'd'), opened('e'), ...sales('f', 'g')]);
      await push(journal.slice(0, 4));
      await watch.detect();
      expect(await shelves()).toEqual([{ settled_by: null, raised_at: 1000, settled_at: null }]);
      at = 2000;
      await push(journal.slice(4, 5));
      await watch.detect();
      expect(await shelves()).toEqual([{ settled_by: 'system', raised_at: 1000, settled_at: 2000 }]);
      at = 3000;
      await push(journal.slice(5));
      await watch.detect();
      expect(await shelves()).toEqual([{ settled_by: null, raised_at: 3000, settled_at: null }]);
    });

    test('what a person has settled stays so until the facts say something else', async () => {
      const returned = async () =>
        (await database.pool.once("select settled_by, note from exception where rule = 'RETURNED_MORE'"))
          .rows;
      const journal = chained(disagreeing());
      for (const epoch of honest()) await push(epoch);
      await push(journal.slice(0, 19));
      await watch.detect();
      const settled = { settled_by: 'boss', note: 'talked to them' };
      await database.pool.query('update exception set settled_at = 1, settled_by = $1, note = $2', [
        settled.settled_by,
        settled.note,
      ]);
      await database.pool.query('truncate detected');
      await watch.detect();
      const rows = await returned();
      expect(rows).toEqual(rows.map(() => settled));
      expect(rows.length).toBeGreaterThan(0);
      await push(journal.slice(19, 20));
      await watch.detect();
      expect((await returned()).every(({ settled_by }) => settled_by === null)).toBe(true);
    });

    test('a clock that is off is told until it is right', async () => {
      const clock = async (skew: number) => {
        await database.pool.query("update device set skew = $1 where device = 'device-2'", [skew]);
        await watch.detect();
        return await found();
      };
      expect(await clock(300_000)).toEqual([]);
      const detail = JSON.stringify({ device: 'device-2', register: 'device-2', minutes: -7 });
      expect(await clock(-400_000)).toEqual([{ rule: 'SKEW', subject: 'device-2', detail }]);
      expect(await clock(1000)).toEqual([]);
    });
  },
);
