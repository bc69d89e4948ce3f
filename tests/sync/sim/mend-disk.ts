import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseHeads } from '#electron/store/base/base-rows.ts';
import { takeWaiting } from '#electron/store/link/receive-facts.ts';
import { repairFacts } from '#electron/store/link/repair-facts.ts';
import { type ComparedStore, type CompareParts, compareFeeds } from '#electron/sync/compare.ts';
import type { CallFault } from '#electron/sync/hq-client.ts';
import { nodeCodec } from '#node/codec.ts';
import { unpack } from '#node/packing.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { sameBytes } from '#shared/link/bytes.ts';
import type { LinkFault } from '#shared/link/fault.ts';
import { CHAIN_FEED } from '#shared/link/feed-page.ts';
import { serveBlock, serveDigest, serveFacts } from '#shared/link/hq/serve-digest.ts';
import { holds } from './broken.ts';
import type { Register } from './register.ts';

/** What a disk does to facts of others, and how the comparison of the day puts it right. */

/** A row of another register, or of headquarters where `chain` says so, is gone or not what it was; false where there is none. */
export function damageRow(register: Register, dice: number, chain: boolean): boolean {
  const { db } = register.store();
  const { device } = register.place;
  const rows = db
    .prepare(`select position, body from journal where origin <> ? and (origin = ?) = ? order by position`)
    .all(device, HQ_CHAIN, chain ? 1 : 0) as { position: number; body: Uint8Array }[];
  const row = rows[dice % Math.max(1, rows.length)];
  if (!row) return false;
  if (dice % 2 === 0) db.prepare('delete from journal where position = ?').run(row.position);
  else {
    const body = Uint8Array.from(row.body);
    body[dice % body.length] = (body[dice % body.length] ?? 0) ^ 1;
    db.prepare('update journal set body = ? where position = ?').run(body, row.position);
  }
  register.note(`loses or spoils entry ${row.position} of its journal`);
  return true;
}

/** Compares all it holds with headquarters as the product does once a day, asked without the line between, and looks what came of it. */
export async function mendDisk(register: Register): Promise<void> {
  const { ports, place, link } = register;
  const { hq } = ports;
  const incarnation = hq.incarnation();
  const compared = await compareFeeds({
    store: comparedStore(register),
    client: clientOf(register),
    session: '',
    incarnation,
    acked: link?.push.acked ?? {},
    now: () => register.clock(),
  });
  if (!compared.ok) return;
  for (const { feed, repaired } of compared.value) {
    if (repaired > 0) ports.chance.count('row put back');
    register.note(`compares ${feed}, ${repaired} put back`);
  }
  for (const { feed, position } of compared.value)
    expectSound(register, feed === CHAIN_FEED ? 'chain' : place.store, position);
}

/** D1: every fact of a feed that was read stands on the disk as headquarters holds it, is in the store's base, or is kept aside. */
function expectSound(register: Register, store: string, position: number): void {
  const { db } = register.store();
  const here = db.prepare('select prev, header, body from journal where id = ?');
  const aside = db.prepare('select 1 from local_link_fault where entry = ?');
  const { covers } = baseHeads(db);
  const facts = register.ports.hq
    .query('select id, origin, epoch, seq, hash from journal where store = ? and position <= ?')
    .all(store, position) as { id: string; origin: string; epoch: string; seq: number; hash: Uint8Array }[];
  for (const { id, origin, epoch, seq, hash } of facts) {
    if (origin === register.place.device || covers({ origin, epoch }, seq)) continue;
    const row = here.get(id) as { prev: Uint8Array; header: Uint8Array; body: Uint8Array } | undefined;
    const isSound = row && sameBytes(nodeCodec.sha256(row.prev, row.header, row.body), hash);
    const isAside = aside.get(id) !== undefined;
    holds(
      'D1',
      isSound === true || isAside,
      () => `m${register.place.machine} holds ${id} of ${origin} ${row ? 'damaged' : 'not at all'}`,
    );
  }
}

function comparedStore(register: Register): ComparedStore {
  const { folder } = register.ports;
  const { db, writer } = register.store();
  const file = join(folder, `m${register.place.machine}-compared.db`);
  writeFileSync(file, db.serialize());
  const { store, device } = register.self();
  return {
    folder: { store: file } as ComparedStore['folder'],
    self: () => register.self(),
    // Short enough to be read in this thread.
    head: () => ({ ...register.head(), position: 0 }),
    reading: db,
    writer,
    repair: async (feed, facts) => {
      if (register.is('repair not written')) return;
      const done = writer.within((open, executor) =>
        repairFacts(open, executor, facts, { store, device, feed, at: register.clock() }),
      );
      register.wrote(done.position);
      let isCatalogs = done.chain;
      for (let more = true; more; ) {
        const lastPlace = register.head().position;
        const given = { store, device, feed, lastPlace, at: register.clock() };
        const round = writer.within((open, executor) => takeWaiting(open, executor, given));
        register.wrote(round.position);
        isCatalogs ||= round.chain || round.renew;
        ({ more } = round);
      }
      if (!isCatalogs) return;
      register.store().renewCatalog();
      register.prices = register.store().prices();
    },
  };
}

function clientOf(register: Register): CompareParts['client'] {
  const { hq, chance } = register.ports;
  const { device } = register.place;
  const { digests: source, regains, regain } = hq.compared();
  const incarnation = hq.incarnation();
  const life = { incarnation, regains };
  return {
    digest: async (_, at) => answered(await serveDigest(source, { device, ...at }, life)),
    block: async (_, feed, block) => answered(await serveBlock(source, { device, feed, block }, incarnation)),
    facts: async (_, feed, asked) => answered(await serveFacts(source, { device, feed, ...asked })),
    regain: async (_, packed) => {
      const bytes = await unpack(packed);
      const regained = bytes.ok ? await regain(device, bytes.value) : bytes;
      if (!regained.ok) return answered(regained);
      if (regained.value > 0) chance.count('regained');
      register.note(`gives headquarters ${regained.value} facts back`);
      return ok({ incarnation, regained: regained.value });
    },
  };
}

const answered = <T>(served: Result<T, LinkFault>): Result<T, CallFault> =>
  served.ok ? served : err({ code: served.error.code, retryAfter: 0 });
