import type { Slice } from '#electron/store/link/receive-facts.ts';
import type { Marker } from '#electron/store/marker.ts';
import { isBehindMarker, startEpoch } from '#electron/store/start-epoch.ts';
import { nodeCodec } from '#node/codec.ts';
import type { DeviceId, RegisterId, ShiftId, StoreId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import { insert, type LocalEffect, put } from '#shared/journal/change.ts';
import { type Entry, seal } from '#shared/journal/entry.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import { localDevice, localFeed } from '#shared/journal/tables/local.ts';
import { toHex } from '#shared/link/bytes.ts';
import { CHAIN_FEED, type FeedPage, storeFeed } from '#shared/link/feed-page.ts';
import { createCommit, type Head } from '#shared/services/journal/commit.ts';
import { type Commit, fact, type Self } from '#shared/services/journal/host.ts';
import type { DeviceKeys } from '#tests/support/link/device-keys.ts';
import { CLERK } from './bodies.ts';
import { CallLimits } from './call-limits.ts';
import { Clerk, type Trade } from './clerk.ts';
import { type Disk, type HeardTime, NOTHING_HEARD, OpenStore } from './disk.ts';
import { joined } from './joined.ts';
import { letGo } from './let-go.ts';
import type { Mutant } from './mutants.ts';
import type { Answer, Path } from './network.ts';
import { type Ack, expectHeld, expectPrices } from './on-the-way.ts';
import { RegisterLink } from './register-link.ts';
import type { Place, RegisterPorts } from './register-ports.ts';
import { SpoiltPages } from './spoilt-page.ts';

type Doing = () => void | Promise<void>;
type Hearing = (answer: Answer | null) => void | Promise<void>;

/** The lights went out at this very moment. */
class PowerCut extends Error {}

const MARKER_AFTER = 1_000;

/** One machine at a counter: a disk, a process that may die between any two effects, a clock that is wrong, and somebody who sells. */
export class Register {
  readonly place: Place;
  readonly keys: DeviceKeys;
  readonly newId: () => string;
  readonly pages: SpoiltPages;
  readonly ports: RegisterPorts;
  #open: OpenStore | null = null;
  link: RegisterLink | null = null;
  /** Which run of the process this is: what an earlier one had planned never happens. */
  #run = 0;
  #boots = 0;
  #head: Head | null = null;
  #marker: Marker | null = null;
  lease: string | null = null;
  heard: HeardTime = NOTHING_HEARD;
  #image: Disk | null = null;
  /** What lies on the disk while the machine is off. */
  #disk: Disk | null = null;
  #offset = 0;
  #drift = 0;
  #driftSince = 0;
  #epochs = 0;
  prices: ReadonlyMap<string, number> = new Map();
  readonly #calls = new CallLimits();
  #unplugged = false;
  // For mutants alone.
  #counted = 0;
  #laterImage: Buffer | null = null;
  #commits = 0;

  constructor(place: Place, ports: RegisterPorts) {
    this.place = place;
    this.keys = place.keys;
    this.ports = ports;
    this.newId = ports.newId;
    this.pages = new SpoiltPages(ports.mutant, place.device);
  }

  is(mutant: Mutant): boolean {
    return this.ports.mutant === mutant;
  }

  store(): OpenStore {
    if (!this.#open) throw new Error('the machine is off');
    return this.#open;
  }

  isOnLine(): boolean {
    return this.#open !== null && !this.#unplugged;
  }

  isOn(): boolean {
    return this.#open !== null;
  }

  self(): Self {
    const identity = this.store().identity();
    if (!identity) throw new Error('not founded');
    return identity;
  }

  // Time and chance

  clock(): number {
    const now = this.ports.scheduler.now();
    return now + this.#offset + Math.round((now - this.#driftSince) * this.#drift);
  }

  readonly random = (): number => this.ports.chance.fraction();

  /** Plans something of this run of the process. */
  readonly after = (ms: number, run: Doing): (() => void) => {
    const of = this.#run;
    return this.ports.scheduler.after(ms, () => (of === this.#run ? this.#guarded(run) : undefined));
  };

  call(path: Path, session: string, bytes: Uint8Array, heard: Hearing): void {
    const of = this.#run;
    const { machine, device } = this.place;
    this.#calls.made(this.ports.scheduler.now());
    this.ports.network.call(
      { device, machine, path, session, bytes, at: this.ports.scheduler.now() },
      (answer) => (of === this.#run ? this.#guarded(() => heard(answer)) : undefined),
    );
    this.boundary('after sending');
  }

  /** Between two effects: the process may end here. */
  boundary(where: string): void {
    if (!this.ports.chance.strikes('register-crash')) return;
    this.note(`power cut ${where}`);
    throw new PowerCut();
  }

  #guarded(run: Doing): void | Promise<void> {
    try {
      return run()?.catch((error: unknown) => this.#falls(error));
    } catch (error) {
      this.#falls(error);
    }
  }

  /** A power cut ends what was being done, and is over after a while. */
  #falls(error: unknown): void {
    if (!(error instanceof PowerCut)) throw error;
    this.crash(10_000 + this.ports.chance.below(600_000));
  }

  note(what: string): void {
    this.ports.trace.note(this.ports.scheduler.now(), `m${this.place.machine} ${what}`);
  }

  // Power and disk

  boot(disk: Disk): void {
    const { folder, mutant } = this.ports;
    this.#run += 1;
    this.#boots += 1;
    this.#disk = null;
    this.#open = new OpenStore(disk.store, folder, `m${this.place.machine}-${this.#boots % 2}.db`);
    this.#marker = disk.marker;
    this.lease = disk.lease;
    this.heard = disk.heard;
    if (!this.#open.identity()) this.#found();
    this.#head = this.#open.head();
    if (mutant !== 'epoch reused after restore') this.#branchOffIfRolledBack();
    this.prices = this.#open.prices();
    this.note(`boots in ${this.self().epoch} at ${this.#head.seq}`);
    this.link = new RegisterLink(this);
    if (this.#unplugged) return;
    const link = this.link;
    this.after(1, () => link.begin());
  }

  crash(pause: number): void {
    if (!this.#open) return;
    this.#disk = this.#left();
    this.#shut();
    const of = this.#run;
    this.ports.scheduler.after(pause, () => {
      if (of === this.#run && this.#disk) this.boot(this.#disk);
    });
  }

  /** Somebody switches a machine on that is off. */
  switchOn(): void {
    if (this.#disk) this.boot(this.#disk);
  }

  /** Its line is pulled out for good; it keeps what it has. */
  unplug(): void {
    this.switchOn();
    this.#unplugged = true;
    this.#run += 1;
  }

  plugIn(): void {
    this.#unplugged = false;
    this.switchOn();
    const disk = this.#left();
    this.#shut();
    this.boot(disk);
  }

  close(): void {
    this.#shut();
  }

  #shut(): void {
    this.#run += 1;
    this.#open?.close();
    this.#open = null;
    this.link = null;
  }

  #left(): Disk {
    const { db } = this.store();
    const store = this.is('synchronous normal') ? (this.#laterImage ?? db.serialize()) : db.serialize();
    return { store, marker: this.#marker, lease: this.lease, heard: this.heard };
  }

  disk(): Disk {
    return this.#disk ?? this.#left();
  }

  takeImage(): void {
    this.#image = this.disk();
  }

  /** Its disk is put back to the last image; what is kept outside (marker, lease) as `how` says. false: there is no image. */
  restore(how: 'disk-restored' | 'marker-lost' | 'rolled-back'): boolean {
    const image = this.#image;
    if (!image) return false;
    const now = this.disk();
    this.note(how);
    this.#shut();
    this.#counted = 0;
    this.#laterImage = null;
    const outside = { 'disk-restored': now, 'marker-lost': { ...now, marker: null }, 'rolled-back': image }[
      how
    ];
    this.boot({ store: image.store, marker: outside.marker, lease: outside.lease, heard: image.heard });
    return true;
  }

  #found(): void {
    const { device, store, register, keys } = this.place;
    const self = { device: device as DeviceId, store: store as StoreId, register: register as RegisterId };
    const at = this.clock();
    const feeds = [CHAIN_FEED, storeFeed(store)];
    this.#startEpoch({
      self,
      ordinal: 1,
      reason: 'founded',
      parent: null,
      position: 1,
      local: (epoch) => [
        put(localDevice, {
          id: 'self',
          ...self,
          epoch,
          public_key: Buffer.from(keys.publicKey).toString('base64'),
          recovery_hash: null,
          founded_at: at,
        }),
        joined(device, at),
        ...feeds.map((feed) =>
          put(localFeed, { feed, incarnation: null, position: 0, ends: 0, stopped: 0, current_at: null }),
        ),
      ],
    });
  }

  #branchOffIfRolledBack(): void {
    const self = this.self();
    const marker = this.#marker;
    const head = this.head();
    if (!marker || !isBehindMarker(self, head, marker, (seq) => this.store().own.hashAt(self.epoch, seq)))
      return;
    const ordinal = Math.max(epochOrdinal(marker.epoch), epochOrdinal(self.epoch)) + 1;
    this.#branch('behind-marker', ordinal);
  }

  startForkedEpoch(forked: string, known: readonly string[]): void {
    const { epoch } = this.self();
    if (epoch !== forked || this.is('epoch reused after restore')) return;
    const before = this.is('epoch counted alone') ? [epoch] : [epoch, ...known];
    this.#branch('forked', Math.max(...before.map(epochOrdinal)) + 1);
  }

  #branch(reason: 'behind-marker' | 'forked', ordinal: number): void {
    const self = this.self();
    const head = this.head();
    this.#startEpoch({
      self,
      ordinal,
      reason,
      parent: { epoch: self.epoch, head },
      position: head.position + 1,
    });
    this.ports.chance.count(`epoch started: ${reason}`);
    this.#head = this.store().head();
    this.note(`starts ${this.self().epoch}: ${reason}`);
  }

  #startEpoch(given: Omit<Parameters<typeof startEpoch>[1], 'id' | 'at' | 'random64'>): void {
    const { machine } = this.place;
    this.#epochs += 1;
    const random64 = toHex(
      nodeCodec.sha256(nodeCodec.utf8(`${machine} ${this.#epochs} ${this.newId()}`)),
    ).slice(0, 16);
    startEpoch(this.store().writer, { ...given, random64, id: this.newId(), at: this.clock() });
    this.store().reload();
  }

  jump(ms: number): void {
    this.#offset += ms;
    this.note(`clock jumps ${ms}`);
  }

  drift(rate: number): void {
    this.#offset += Math.round((this.ports.scheduler.now() - this.#driftSince) * this.#drift);
    this.#driftSince = this.ports.scheduler.now();
    this.#drift = rate;
  }

  noteFailure(code: string): void {
    this.ports.chance.count(`heard ${code}`);
    this.note(`hears ${code}`);
    this.#calls.failed(this.ports.scheduler.now());
  }

  // What the link tells

  acknowledged(ack: Ack): void {
    this.note(`hears ${ack.epoch}/${ack.seq} acknowledged`);
    expectHeld(this, ack);
    if (!this.is('delete on ack')) return;
    this.store()
      .query('delete from journal where origin = ? and epoch = ? and seq < ?')
      .run(this.place.device, ack.epoch, ack.seq);
  }

  movesCursor({
    feed,
    incarnation,
    from,
    end,
    items,
  }: Pick<Slice, 'feed' | 'incarnation' | 'from' | 'end' | 'items'>): void {
    if (!this.is('cursor before rows')) return;
    const position = from + items.length;
    const moved = put(localFeed, { feed, incarnation, position, ends: end, stopped: 0, current_at: null });
    this.store().writer.write({ journal: null, changes: [], local: [moved] });
    this.boundary('between cursor and rows');
  }

  /** Facts of others were written down behind this device's own. */
  wrote(position: number): void {
    const head = this.head();
    this.#head = { ...head, position: Math.max(head.position, position) };
  }

  took(
    { feed, incarnation, from, end }: Pick<FeedPage, 'feed' | 'incarnation' | 'from' | 'end'>,
    position: number,
  ): void {
    this.note(`takes ${feed} ${from} to ${position} of ${end}`);
    if (feed !== CHAIN_FEED) return;
    this.store().follow();
    this.prices = this.store().prices();
    const { truth, hq } = this.ports;
    const isNow = incarnation === hq.incarnation();
    const isCaughtUp = incarnation === 'life-1' || position >= truth.prices.length - 1;
    if (isNow && isCaughtUp) expectPrices(this, position);
  }

  // Writing

  async trade(what: Trade, dice: number): Promise<void> {
    if (!this.#open) return;
    try {
      await new Clerk(this).do(what, dice);
    } catch (error) {
      this.#falls(error);
    }
  }

  /** Lets go what headquarters told is in a backup; answers whether anything went. */
  async letGo(dice: number): Promise<boolean> {
    if (!this.#open) return false;
    try {
      const did = await letGo(this, dice);
      if (did) this.note('lets facts go');
      return did;
    } catch (error) {
      this.#falls(error);
      return false;
    }
  }

  /** Writes a fact as it is: no type has looked at it. */
  append(entry: Entry, head: Head): void {
    const sealed = seal(entry, head.hash, nodeCodec);
    const { id, origin, epoch, seq, store, type } = entry;
    const row = { store, position: head.position + 1, id, origin, epoch, seq, type, ...sealed };
    this.store().writer.within((_, executor) => executor.apply(insert(journal, row)));
    this.#head = this.store().head();
    this.#committed();
  }

  /** How a service writes here. */
  commits(): Commit {
    const store = this.store();
    return createCommit({
      self: () => this.self(),
      codec: nodeCodec,
      turn: (work) => work({ read: store.read, at: this.clock(), self: this.self() }, this.#next()),
      answerOf: async (command) => store.writer.answerOf(command),
      write: async (batch, next) => {
        this.boundary('before a commit');
        store.writer.write(batch);
        this.#head = next;
      },
      committed: async () => this.#committed(),
    });
  }

  async commit(
    type: EntryType,
    body: unknown,
    shift: string | null,
    { id = this.newId(), local = [] }: { readonly id?: string; readonly local?: readonly LocalEffect[] } = {},
  ): Promise<string> {
    const done = await this.commits()({ id, actor: CLERK, name: type.type, input: {} }, async () =>
      ok({ entry: fact(type, body, shift as ShiftId | null), local, answer: {} }),
    );
    if (!done.ok) throw new Error(done.error.code);
    return id;
  }

  #committed(): void {
    this.#commits += 1;
    if (this.is('synchronous normal') && this.#commits % 8 === 0)
      this.#laterImage = this.store().db.serialize();
    this.after(MARKER_AFTER, () => {
      const { device, epoch } = this.self();
      const { seq, hash } = this.head();
      this.#marker = { device, epoch, seq, head: toHex(hash) };
    });
    if (!this.#unplugged) this.link?.wake();
  }

  head(): Head {
    if (!this.#head) throw new Error('the machine is off');
    return this.#head;
  }

  #next(): Head {
    const head = this.head();
    if (!this.is('seq outside the transaction')) return head;
    this.#counted = Math.max(this.#counted, head.seq);
    const next = { ...head, seq: this.#counted };
    this.#counted += 1;
    return next;
  }
}
