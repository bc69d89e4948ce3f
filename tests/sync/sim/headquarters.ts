import type { Statement } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { productsImported } from '#shared/journal/entries/catalog.ts';
import { epochStarted } from '#shared/journal/entries/epoch-started.ts';
import { pricesChanged } from '#shared/journal/entries/prices-changed.ts';
import { pricesScheduled } from '#shared/journal/entries/prices-scheduled.ts';
import { type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import { epochName, epochOrdinal } from '#shared/journal/epoch.ts';
import { BATCH_LIMIT, openBatch, type PushBatch } from '#shared/link/batch.ts';
import { fromHex, toHex } from '#shared/link/bytes.ts';
import { CHAIN_FEED, encodePage, storeFeed } from '#shared/link/feed-page.ts';
import { type HelloReply, helloRequest } from '#shared/link/hello.ts';
import type { HqStore } from '#shared/link/hq/hq-store.ts';
import { CHALLENGE_MS, judgeLease } from '#shared/link/hq/judge-lease.ts';
import { authoredFact } from '#shared/link/hq/kept-fact.ts';
import { type PushReply, receivePush } from '#shared/link/hq/receive-push.ts';
import { relayFact } from '#shared/link/hq/relay.ts';
import { CHAIN_STORE, serveFeed } from '#shared/link/hq/serve-feed.ts';
import { helloMessage } from '#shared/link/signature.ts';
import { openSqliteHq, type SqliteHq } from '#tests/support/link/sqlite-hq.ts';
import { json, refuse } from './answers.ts';
import { importedBody, passingBody, repricedBody } from './bodies.ts';
import { holds } from './broken.ts';
import { type ComparedEnd, comparedEnd } from './compared-end.ts';
import { Backups, type End, type Given, type HqPorts } from './hq-parts.ts';
import { keptVerify } from './keys.ts';
import type { Answer, Call } from './network.ts';
import { DAY } from './plan.ts';
import { answerRecall } from './recall-asked.ts';
import { reserialised, spoiltTx } from './spoilt-hq.ts';
import type { BranchEnd } from './store-author.ts';
import type { Passing } from './truth.ts';

/** The process died at this very moment. */
class Crash extends Error {}

/** How long a headquarters that crashed is away, ms. */
const DOWN = 45_000;

/** Headquarters: the protocol's own core over its tables on SQLite, and what the server puts around it (sessions, leases, the author). */
export class Headquarters {
  readonly #ports: HqPorts;
  #sqlite: SqliteHq;
  #statements = new Map<string, Statement>();
  #life = 1;
  #epoch = 1;
  #clock = 0;
  #downUntil = 0;
  #secrets = 0;
  #begunAt = 0;
  #said: { seq: number; hash: Uint8Array } = { seq: 0, hash: NO_HASH };
  readonly #backups = new Backups();
  readonly #challenges = new Set<string>();
  readonly #leases = new Map<string, string>();
  readonly #sessions = new Map<string, Given>();

  readonly #now = (): number => this.#ports.scheduler.now() + this.#clock;

  constructor(ports: HqPorts) {
    this.#ports = ports;
    this.#sqlite = this.#open(':memory:');
  }

  /** A query, prepared once. */
  query(sql: string): Statement {
    const known = this.#statements.get(sql) ?? this.db().prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  #open(file: string | Buffer): SqliteHq {
    return openSqliteHq({ codec: nodeCodec, now: this.#now }, file);
  }

  db(): SqliteHq['db'] {
    return this.#sqlite.db;
  }

  incarnation(): string {
    return `life-${this.#life}`;
  }

  isRestored(): boolean {
    return this.#life > 1;
  }

  close(): void {
    this.#sqlite.close();
  }

  enrol(device: {
    readonly id: string;
    readonly store: string;
    readonly register: string;
    readonly key: Uint8Array;
  }): void {
    this.query(
      `insert into device (device, store, register, name, public_key, state, version, seq, waiting_facts, enrolled_at, former_stores)
         values (?, ?, ?, ?, ?, 'active', '1', 0, 0, 0, '[]')`,
    ).run(device.id, device.store, device.register, device.id, device.key);
  }

  openStore(store: string): void {
    this.query(
      'insert into hq_store (store, name, opened_at, closed_at) values (?, ?, 0, null) on conflict do nothing',
    ).run(store, store);
  }

  /** Another store of the chain, where there is one. */
  otherStore(store: string): string | null {
    const found = this.query('select store from hq_store where store <> ? order by store').pluck().get(store);
    return (found as string | undefined) ?? null;
  }

  /** For those who compare what they hold with what is here. */
  compared(): ComparedEnd {
    const restoredAt = this.isRestored() ? this.#begunAt : null;
    const life = { epoch: this.#epochName(), restoredAt };
    return comparedEnd(this.#sqlite, { life, now: this.#now(), ports: this.#ports });
  }

  isUp(): boolean {
    return this.#downUntil <= this.#ports.scheduler.now();
  }

  endOf(store: string): number {
    return Number(this.query('select position from feed_head where store = ?').pluck().get(store) ?? 0);
  }

  // What people and fate do

  revoke(device: string): void {
    this.query("update device set state = 'revoked' where device = ?").run(device);
  }

  /** A manager has looked at it: whoever shows itself next is the device. */
  letBack(device: string): void {
    this.#leases.delete(device);
    this.#sessions.delete(device);
  }

  jump(ms: number): void {
    this.#clock += ms;
  }

  down(ms: number): void {
    this.#downUntil = Math.max(this.#downUntil, this.#ports.scheduler.now() + ms);
  }

  up(): void {
    this.#downUntil = 0;
  }

  backUp(): void {
    const { prices, passing } = this.#ports.truth;
    const rows = this.query('select store, origin, epoch, seq from journal_branch where branch = 0').all();
    const ends = new Map((rows as End[]).map((end) => [`${end.store} ${end.origin} ${end.epoch}`, end.seq]));
    const backup = { image: this.db().serialize(), ends, prices, passing };
    this.#backups.add(backup);
  }

  /** Comes back as it was at its last backup, or the one before, as another life; false when there is none. */
  async restore(dice: number): Promise<boolean> {
    const backup = this.#backups.chosen(dice);
    if (!backup) return false;
    const { scheduler, truth, trace } = this.#ports;
    this.close();
    this.#sqlite = this.#open(Buffer.from(backup.image));
    this.#statements = new Map();
    this.#life += 1;
    this.#begunAt = this.#now();
    this.#leases.clear();
    this.#sessions.clear();
    truth.prices = backup.prices;
    truth.passing = backup.passing;
    for (const device of truth.revoked) this.revoke(device);
    trace.note(scheduler.now(), `hq restored, ${this.incarnation()}`);
    await this.#begin();
    this.#ports.restored();
    return true;
  }

  /** Begins its history, or another branch of it, which grows from where the one it came back with ends. */
  async #begin(): Promise<void> {
    const heads = this.#endsOf(CHAIN_STORE, HQ_CHAIN);
    const [newest] = heads.sort((a, b) => epochOrdinal(b.epoch) - epochOrdinal(a.epoch));
    this.#said = { seq: 0, hash: newest?.hash ?? NO_HASH };
    // As the server counts (server/set-up/identity.ts): by days. Two restores of one day get one number.
    const days = Math.floor((this.#ports.scheduler.now() - Date.UTC(2026, 0, 1)) / DAY);
    if (newest) this.#epoch = Math.max(epochOrdinal(newest.epoch) + 1, days);
    const parent = newest ? { ...newest, hash: toHex(newest.hash) } : null;
    const reason = parent === null ? 'founded' : 'restored';
    await this.#say(epochStarted.type, { reason, parent }, new Map());
  }

  #epochName(): string {
    return epochName(this.#epoch, this.#life.toString(16).padStart(16, '0'));
  }

  /** Opens for the first time and says what everything costs. */
  async found(prices: ReadonlyMap<string, number>): Promise<void> {
    await this.#begin();
    await this.price(prices);
  }

  /** Says prices to the whole chain. */
  async price(prices: ReadonlyMap<string, number>): Promise<void> {
    const body = importedBody(this.#ports.newId(), prices, this.#ports.truth.pricesNow());
    await this.#say(productsImported.type, body, prices);
  }

  /** Changes prices of products there are, and says nothing else of them. */
  async reprice(prices: ReadonlyMap<string, number>): Promise<void> {
    const body = repricedBody(this.#ports.newId(), prices, this.#ports.truth.pricesNow());
    await this.#say(pricesChanged.type, body, prices);
  }

  /** Sets a price that is to hold for some hours, by the clock it has. */
  async pass(price: Passing): Promise<void> {
    const body = passingBody(this.#ports.newId(), price);
    await this.#say(pricesScheduled.type, body, new Map(), [price]);
  }

  /** What its clock shows. */
  clock(): number {
    return this.#now();
  }

  /** Says something registers of today do not know. */
  async sayUnknown(): Promise<void> {
    await this.#say('promotion.granted', { kind: 'of tomorrow' }, new Map());
  }

  async #say(
    type: string,
    body: unknown,
    prices: ReadonlyMap<string, number>,
    passing: readonly Passing[] = [],
  ): Promise<void> {
    const { scheduler, trace, truth, newId, poke } = this.#ports;
    const entry = {
      id: newId(),
      origin: HQ_CHAIN,
      epoch: this.#epochName(),
      seq: this.#said.seq + 1,
      type,
      v: 1,
      at: this.#now(),
      actor: 'hq',
      store: CHAIN_STORE,
      shift: null,
      body,
    } as unknown as Entry;
    const sealed = seal(entry, this.#said.hash, nodeCodec);
    const { body: _, ...head } = entry;
    const fact = authoredFact({ ...sealed, head });
    const position = await this.#sqlite.hq.transaction((tx) => tx.append(CHAIN_STORE, [fact], []));
    this.#said = { seq: entry.seq, hash: sealed.hash };
    truth.said(prices, passing);
    trace.note(scheduler.now(), `hq says ${type} at ${position}`);
    poke(CHAIN_STORE, position);
  }

  // The protocol

  async serve(call: Call): Promise<Answer | null> {
    if (!this.isUp()) return null;
    try {
      if (call.path === 'hello') return await this.#hello(call);
      const known = this.#sessions.get(call.device);
      if (known?.session !== call.session) return refuse('NO_SESSION');
      // Whoever shows the session has got the lease that came with it.
      this.#leases.set(call.device, known.lease);
      if (call.path === 'recall') return await this.#recall(call);
      return call.path === 'push' ? await this.#push(call) : await this.#feed(call);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.#ports.trace.note(this.#ports.scheduler.now(), 'hq crashes');
      this.down(DOWN);
      return this.#early;
    } finally {
      this.#early = null;
    }
  }

  /** Only ever filled by a mutant: transfers it has heard were taken back. */
  readonly #takenBack = new Set<string>();
  /** Only ever set by a mutant: what it answers before the commit. */
  #early: Answer | null = null;

  async #hello({ bytes, at }: Call): Promise<Answer> {
    const request = helloRequest.parse(JSON.parse(nodeCodec.text(bytes)));
    const { device, challenge, lease } = request;
    const known = await this.#sqlite.hq.device(device);
    if (!known) return refuse('UNKNOWN_DEVICE');
    if (
      !keptVerify(known.publicKey, helloMessage({ device, challenge }, nodeCodec), fromHex(request.signature))
    )
      return refuse('UNSIGNED');
    // A challenge is good once, and not for long.
    const isFresh = this.#ports.scheduler.now() - at <= CHALLENGE_MS && !this.#challenges.has(challenge);
    if (!isFresh) return refuse('NO_SESSION');
    this.#challenges.add(challenge);
    const leases = { used: this.#leases.get(device) ?? null, given: this.#sessions.get(device) ?? null };
    const verdict = judgeLease({ lease, challengedAt: at }, leases);
    if (verdict === 'late') {
      this.#ports.chance.count('late hello');
      return refuse('NO_SESSION');
    }
    if (verdict === 'spent') {
      const isOne = !this.#ports.truth.doubled.has(device);
      holds('S4', !isOne, () => `${device} is taken for a copy, and has one disk`);
      this.#ports.cloneSeen(device);
      return refuse('CLONE');
    }
    if (lease !== null) this.#leases.set(device, lease);
    this.#secrets += 1;
    const given = { session: `s-${this.#secrets}`, lease: `l-${this.#secrets}` };
    this.#sessions.set(device, { ...given, challengedAt: at });
    this.query('update device set epoch = ?, seq = ? where device = ?').run(
      request.epoch,
      request.seq,
      device,
    );
    const heads = this.#endsOf(known.store, device);
    this.#ports.trace.note(this.#ports.scheduler.now(), `hq greets ${device}`);
    const reply: HelloReply = {
      ...given,
      incarnation: this.incarnation(),
      protocol: 1,
      time: this.#now(),
      heads: heads.map(({ epoch, seq, hash }) => ({
        epoch,
        seq,
        hash: toHex(hash),
        archived: this.#backups.archived({ store: known.store, origin: device, epoch }),
      })),
      archived: this.#othersArchived(known.store, device),
      feeds:
        known.state === 'revoked'
          ? {}
          : { [CHAIN_FEED]: this.endOf(CHAIN_STORE), [storeFeed(known.store)]: this.endOf(known.store) },
      limits: { batchEntries: BATCH_LIMIT.entries, batchBytes: BATCH_LIMIT.bytes },
    };
    return json(reply);
  }

  #endsOf(store: string, origin: string): BranchEnd[] {
    return this.query(
      'select epoch, seq, hash from journal_branch where store = ? and origin = ? and branch = 0',
    ).all(store, origin) as BranchEnd[];
  }

  #othersArchived(store: string, device: string): NonNullable<HelloReply['archived']> {
    const rows = this.query(
      'select store, origin, epoch, seq from journal_branch where store = ? and origin <> ? and branch = 0',
    ).all(store, device) as End[];
    return rows
      .map(({ origin, epoch }) => ({ origin, epoch, seq: this.#backups.archived({ store, origin, epoch }) }))
      .filter(({ seq }) => seq > 0);
  }

  async #push({ device, bytes }: Call): Promise<Answer> {
    const { mutant, trace, scheduler } = this.#ports;
    const refused = mutant === 'reject on skew' ? await this.#skewed(device, bytes) : null;
    if (refused) return refused;
    const sent = mutant === 'no hash compare on duplicate' ? await this.#opened(device, bytes) : null;
    const store = this.#crashing(sent, (reply) => {
      if (mutant === 'ack before commit') this.#early = this.#replied(reply as PushReply);
    });
    const reply = await receivePush(store, { device, bytes }, { codec: nodeCodec, verify: keptVerify });
    if (!reply.ok) return refuse(reply.error.code);
    const { value } = reply;
    const how = value.kind === 'gap' ? `gap, wanted ${value.wanted}` : `${value.kind} to ${value.seq}`;
    trace.note(scheduler.now(), `hq takes from ${device}: ${how}`);
    if (value.kind !== 'gap' && value.position !== null) {
      const known = await this.#sqlite.hq.device(device);
      if (known) this.#ports.poke(known.store, value.position);
    }
    return this.#replied(value);
  }

  #replied(reply: PushReply): Answer {
    const now = { incarnation: this.incarnation(), time: this.#now() };
    return json(reply.kind === 'gap' ? { ...reply, ...now } : { ...reply, hash: toHex(reply.hash), ...now });
  }

  async #feed({ device, bytes }: Call): Promise<Answer> {
    const asked = JSON.parse(nodeCodec.text(bytes)) as { feed: string; from: number };
    const page = await serveFeed(this.#sqlite.feed, { device, ...asked }, this.incarnation());
    if (!page.ok) return refuse(page.error.code);
    const served = this.#ports.mutant === 're-serialised body' ? reserialised(page.value) : page.value;
    return { kind: 'octets', bytes: encodePage(served, nodeCodec) };
  }

  /** A register asks for a parked ticket of its store. */
  async #recall({ device, bytes }: Call): Promise<Answer> {
    const known = await this.#sqlite.hq.device(device);
    if (!known) return refuse('UNKNOWN_DEVICE');
    const { newId, poke } = this.#ports;
    const [epoch, db, hq, now] = [this.#epochName(), this.db(), this.#crashing(null, () => {}), this.#now];
    const { store } = known;
    const author = { store, epoch, db, hq, now, newId, poke: (at: number) => poke(store, at) };
    return await answerRecall(bytes, known, { author, ...this.#ports });
  }

  /** The worker brings what concerns another store there; it may die at any commit like whoever else writes. */
  async relay(): Promise<void> {
    const { scheduler, trace, poke } = this.#ports;
    if (!this.isUp()) return;
    const store = this.#crashing(null, () => {});
    try {
      for (const route of await store.undelivered(100)) {
        const grown = await relayFact(store, route, nodeCodec);
        if (grown === null) continue;
        trace.note(scheduler.now(), `hq brings ${route.entry} to ${grown.store}`);
        poke(grown.store, grown.position);
      }
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      trace.note(scheduler.now(), 'hq crashes');
      this.down(DOWN);
    }
  }

  /** The store, with crashes on either side of its commits, and with what a mutant makes of it. */
  #crashing(sent: PushBatch | null, uncommitted: (result: unknown) => void): HqStore {
    const { hq } = this.#sqlite;
    const { chance, mutant } = this.#ports;
    return {
      ...hq,
      transaction: async (work) => {
        const later: (() => Promise<void>)[] = [];
        const done = await hq.transaction(async (tx) => {
          const result = await work(
            spoiltTx(tx, {
              mutant,
              sent,
              later,
              hq,
              endOf: (store) => this.endOf(store),
              takenBack: this.#takenBack,
            }),
          );
          if (chance.strikes('hq-crash-before-commit')) {
            uncommitted(result);
            throw new Crash();
          }
          return result;
        });
        if (chance.strikes('hq-crash-after-commit')) throw new Crash();
        for (const run of later) await run();
        return done;
      },
    };
  }

  async #opened(device: string, bytes: Uint8Array): Promise<PushBatch | null> {
    const known = await this.#sqlite.hq.device(device);
    const batch = known && openBatch(bytes, known, { codec: nodeCodec, verify: keptVerify });
    return batch?.ok ? batch.value : null;
  }

  async #skewed(device: string, bytes: Uint8Array): Promise<Answer | null> {
    const batch = await this.#opened(device, bytes);
    const now = this.#now();
    return batch?.entries.some(({ head }) => Math.abs(head.at - now) > 30 * DAY) ? refuse('MALFORMED') : null;
  }
}
