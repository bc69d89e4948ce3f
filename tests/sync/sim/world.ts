import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHAIN_FEED, storeFeed } from '#shared/link/feed-page.ts';
import { uuid } from '#tests/support/test-host.ts';
import { PRODUCTS } from './bodies.ts';
import { Broken, holds } from './broken.ts';
import { NOTHING_HEARD } from './disk.ts';
import { Chance, stream } from './faults.ts';
import { Headquarters } from './headquarters.ts';
import { keysOf } from './keys.ts';
import { damageRow, mendDisk } from './mend-disk.ts';
import { Network } from './network.ts';
import { expectPrices } from './on-the-way.ts';
import { checkAtEnd, checkNow, holdsFact, reckonLosses } from './oracle.ts';
import { DAY, HOUR, type HqDeed, type Operation, type RegisterDeed } from './plan.ts';
import { Register } from './register.ts';
import type { Place, RegisterPorts } from './register-ports.ts';
import { Scheduler } from './scheduler.ts';
import type { Outcome, Story } from './story.ts';
import { Trace } from './trace.ts';
import { Truth } from './truth.ts';

/** Memory that looks like a disk, where there is such a thing: no catalog has to survive its machine. */
const SHM = '/dev/shm';

/** Lives a story through and says which invariant broke first, if any did. */
export async function live(story: Story): Promise<Outcome> {
  const folder = mkdtempSync(join(existsSync(SHM) ? SHM : tmpdir(), 'mallard-sim-'));
  const world = new World(story, folder);
  let broken: Broken | null = null;
  try {
    await world.live();
  } catch (error) {
    broken =
      error instanceof Broken
        ? error
        : new Broken('X', error instanceof Error ? String(error.stack) : String(error));
  } finally {
    world.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const { trace, truth, chance } = world;
  return {
    broken,
    hash: trace.digest(),
    last: trace.last(),
    steps: trace.steps,
    receipts: truth.receipts.length,
    lost: truth.receipts.filter(({ lost }) => lost).length,
    counts: chance.counts,
  };
}

const START = Date.UTC(2026, 2, 2);
/** By day every feed is asked for this often: rarer than the register does, so that a run stays short. In the end it is the minute. */
const POLL = 20 * 60_000;
/** Rarer than the worker does, to keep runs short. */
const RELAY = 60_000;
const MANAGER = 2 * HOUR;
/** Each register compares what it holds with headquarters once a day, at night. */
const COMPARES = 3 * HOUR;
/** What has to be done when nothing goes wrong any more is done in this time. */
const DRAIN = 10 * 60_000;

/** Registers, headquarters, the line and people, under one clock. */
export class World {
  readonly scheduler = new Scheduler(START);
  readonly trace = new Trace(START);
  readonly truth = new Truth();
  readonly chance: Chance;
  readonly hq: Headquarters;
  readonly network: Network;
  readonly machines: Register[] = [];
  readonly #story: Story;
  readonly #ports: RegisterPorts;
  readonly #managerComes = new Set<string>();
  #ids = 0;

  constructor(story: Story, folder: string) {
    this.#story = story;
    const { seed, swarm, mutant } = story;
    this.chance = new Chance(seed, swarm);
    const { scheduler, trace, truth, chance } = this;
    const newId = () => {
      this.#ids += 1;
      return uuid(this.#ids);
    };
    const shared = { scheduler, trace, truth, chance, mutant, newId };
    this.hq = new Headquarters({
      ...shared,
      poke: (store, position) => this.#poke(store, position),
      cloneSeen: (device) => this.#call(device),
      restored: () => reckonLosses(this),
    });
    this.network = new Network(scheduler, chance, (call) => this.hq.serve(call));
    this.#ports = { ...shared, network: this.network, hq: this.hq, folder };
  }

  async live(): Promise<void> {
    const { size, operations } = this.#story;
    await this.hq.found(new Map(PRODUCTS.map((product, n) => [product, 100 + n * 37])));
    for (let n = 0; n < size.devices; n++) this.#add(n);
    this.hq.backUp();
    for (const operation of operations) this.scheduler.at(START + operation.at, () => this.#do(operation));
    this.#pollEvery(POLL);
    this.scheduler.at(START + COMPARES, () => this.#compareEvery(DAY));
    if (size.transfers > 0) this.#relayEvery(RELAY);
    for (let day = 1; day <= size.days; day++) {
      await this.scheduler.runUntil(START + day * DAY);
      checkNow(this);
    }
    await this.#calmDown();
    await checkAtEnd(this);
  }

  close(): void {
    for (const machine of this.machines) machine.close();
    this.hq.close();
  }

  #add(n: number): void {
    const stores = this.#story.size.devices > 3 ? 2 : 1;
    const store = `R0${1 + (n % stores)}`;
    const place: Place = {
      machine: this.machines.length,
      device: `d${n}`,
      store,
      register: String(n + 1),
      keys: keysOf(`${this.#story.seed} d${n}`),
    };
    this.hq.openStore(store);
    this.hq.enrol({ id: place.device, store, register: place.register, key: place.keys.publicKey });
    const machine = new Register(place, this.#ports);
    this.machines.push(machine);
    machine.boot({ store: null, marker: null, lease: null, heard: NOTHING_HEARD });
  }

  #poke(store: string, position: number): void {
    const feed = store === 'chain' ? CHAIN_FEED : storeFeed(store);
    for (const machine of this.machines) {
      if (store !== 'chain' && machine.place.store !== store) continue;
      if (!machine.isOnLine() || this.chance.strikes('poke-lost')) continue;
      machine.after(1_000 + this.chance.below(4_000), () => machine.link?.poked(feed, position));
    }
  }

  /** Headquarters' worker looks for what concerns another store; without a second one there is nothing of the kind. */
  #relayEvery(ms: number): void {
    this.scheduler.after(ms, async () => {
      await this.hq.relay();
      this.#relayEvery(ms);
    });
  }

  #pollEvery(ms: number): void {
    this.scheduler.after(ms, () => {
      const hour = Math.floor((this.scheduler.now() % DAY) / HOUR);
      const isNight = hour < 8 || hour > 22;
      for (const machine of this.machines)
        if (machine.isOnLine() && (ms < POLL || !isNight))
          machine.after(this.chance.below(1000), () => machine.link?.poll());
      this.#pollEvery(ms);
    });
  }

  #compareEvery(ms: number): void {
    for (const machine of this.machines)
      this.scheduler.after(machine.place.machine * 1_000, () => this.#compare(machine));
    this.scheduler.after(ms, () => this.#compareEvery(ms));
  }

  async #compare(machine: Register): Promise<void> {
    const isServed = machine.isOnLine() && this.hq.isUp() && !this.truth.revoked.has(machine.place.device);
    if (isServed) await mendDisk(machine);
  }

  /** A manager is told of a copy, takes one of two machines off the line, and lets the device back after a while. */
  #call(device: string): void {
    if (this.#managerComes.has(device)) return;
    this.chance.count('clone refused');
    this.#managerComes.add(device);
    this.scheduler.after(MANAGER, () => {
      this.#managerComes.delete(device);
      const copy = this.machines.slice(this.#story.size.devices).find(({ place }) => place.device === device);
      copy?.unplug();
      this.hq.letBack(device);
    });
  }

  // What people and fate do

  async #do(operation: Operation): Promise<void> {
    const { do: what, register, dice } = operation;
    this.trace.note(this.scheduler.now(), `${register === null ? 'hq' : `m${register}`} ${what}`);
    const did =
      operation.register === null
        ? await this.#atHq(operation.do, dice)
        : await this.#atRegister(this.machines[operation.register], operation.do, dice);
    if (did) this.chance.count(what);
  }

  async #atRegister(machine: Register | undefined, what: RegisterDeed, dice: number): Promise<boolean> {
    if (!machine) return false;
    const { truth, network } = this;
    const { device, machine: n } = machine.place;
    const isOn = machine.isOn();
    switch (what) {
      case 'open':
      case 'sell':
      case 'bring-back':
      case 'close':
      case 'send':
      case 'receive':
      case 'recall':
      case 'settle':
      case 'park':
      case 'take-up':
      case 'bad-fact':
        await machine.trade(what, dice);
        for (const clone of this.machines.slice(this.#story.size.devices))
          if (clone.place.device === device) await clone.trade(what, dice);
        return isOn;
      case 'image':
        machine.takeImage();
        return true;
      case 'let-go':
        return await machine.letGo(dice);
      case 'power-off':
        machine.crash(HOUR * (1 + (dice % 30)));
        return isOn;
      case 'disk-restored':
      case 'marker-lost':
      case 'rolled-back':
        return this.#restore(machine, what);
      case 'cloned':
        return this.#clone(machine);
      case 'clock-jump':
        if (isOn) machine.jump(((dice % 801) - 400) * DAY * (dice % 3 === 0 ? 1 : 0.001));
        return isOn;
      case 'row-damaged':
        return isOn && damageRow(machine, dice, false);
      case 'clock-drift':
        if (isOn) machine.drift(((dice % 2001) - 1000) / 1_000_000);
        return isOn;
      case 'up-cut':
      case 'down-cut':
      case 'both-cut': {
        const ms = HOUR / 4 + (dice % ((what === 'both-cut' ? 20 : 2) * HOUR));
        if (what !== 'down-cut') network.cut(n, 'push', ms);
        if (what !== 'up-cut') network.cut(n, 'feed', ms);
        if (what === 'both-cut') network.cut(n, 'hello', ms);
        return true;
      }
      case 'revoked':
        truth.revoked.add(device);
        this.hq.revoke(device);
        break;
    }
    return true;
  }

  async #atHq(what: HqDeed, dice: number): Promise<boolean> {
    const price = (n: number) =>
      [PRODUCTS[n % PRODUCTS.length] ?? '', 50 + ((dice >> 4) % 900) + (n % 7)] as const;
    switch (what) {
      case 'price':
        await this.hq.price(new Map([price(dice)]));
        return true;
      case 'passing-price': {
        const minute = 60_000;
        const from = Math.ceil(this.hq.clock() / minute) * minute + (dice % 240) * minute;
        const until = from + (1 + ((dice >> 4) % 240)) * minute;
        const product = PRODUCTS[dice % PRODUCTS.length] ?? '';
        await this.hq.pass({ product, price: 2_000 + (dice % 5_000), from, until });
        return true;
      }
      case 'mass-price-change':
        await this.hq.reprice(new Map(PRODUCTS.map((_, n) => price(n))));
        return true;
      case 'unknown-fact':
        await this.hq.sayUnknown();
        return true;
      case 'back-up':
        this.hq.backUp();
        return true;
      case 'hq-restored':
        return await this.hq.restore(dice);
      case 'hq-down':
        this.hq.down(60_000 + (dice % (5 * HOUR)));
        return true;
      case 'hq-clock-jump':
        this.hq.jump(((dice % 61) - 30) * HOUR);
        break;
    }
    return true;
  }

  #restore(machine: Register, how: 'disk-restored' | 'marker-lost' | 'rolled-back'): boolean {
    // Where nothing outside the disk tells, two histories of one epoch may come of it.
    if (how !== 'disk-restored') this.truth.doubled.add(machine.place.device);
    if (!machine.restore(how)) return false;
    this.#rolledBack(machine);
    return true;
  }

  #rolledBack(machine: Register): void {
    this.truth.rewound.add(machine.place.machine);
    const here = holdsFact(machine);
    for (const paper of this.truth.papers())
      if (paper.machine === machine.place.machine && !here(paper.entry)) paper.rolledBack = true;
    reckonLosses(this);
  }

  /** The disk of a machine goes into a second one, and both go on. */
  #clone(machine: Register): boolean {
    const { device } = machine.place;
    const isOne = this.machines.filter((each) => each.place.device === device).length === 1;
    if (!machine.isOn() || !isOne) return false;
    this.truth.doubled.add(device);
    const clone = new Register({ ...machine.place, machine: this.machines.length }, this.#ports);
    this.machines.push(clone);
    clone.boot(machine.disk());
    return true;
  }

  // The end

  /** Nothing goes wrong any more: everything that waits has to arrive, uploads without downloads and downloads without uploads. */
  async #calmDown(): Promise<void> {
    const { chance, network, hq, machines } = this;
    chance.calm();
    network.mend();
    hq.up();
    for (const machine of machines) machine.switchOn();
    this.#pollEvery(60_000);
    // What was on its way is over when the managers have been there.
    await this.#pass(DRAIN);
    for (const { place } of machines) hq.letBack(place.device);
    await this.#drainCopies();
    await this.#pass(DRAIN);
    this.#expectUploaded(machines);
    const living = this.#living();
    for (const { place } of living) network.cut(place.machine, 'feed', HOUR);
    await this.#sellOne(living);
    await this.#pass(DRAIN);
    this.#expectUploaded(living);
    network.mend();
    for (const { place } of living) network.cut(place.machine, 'push', HOUR);
    await this.#sellOne(living);
    await hq.price(new Map([[PRODUCTS[0] ?? '', 777]]));
    await this.#pass(DRAIN);
    this.#expectRead(living, 'L3', [CHAIN_FEED]);
    network.mend();
    await this.#pass(DRAIN);
    this.#expectUploaded(living);
    this.#expectRead(living, 'L2', null);
    await this.#giveBack(living);
    await this.#spoilAndMend(living);
    this.#expectRead(living, 'L2', null);
  }

  /** What a restore took from headquarters comes back from whoever holds it, and reaches the others. */
  async #giveBack(machines: readonly Register[]): Promise<void> {
    if (!this.hq.isRestored()) return;
    const regained = () => this.chance.counts.get('regained') ?? 0;
    // One may hold the next fact where another had the one before: that comes back the day after.
    for (let before = -1; regained() > before; ) {
      before = regained();
      for (const machine of machines) await this.#compare(machine);
      await this.#pass(DRAIN);
    }
    this.#expectRead(machines, 'L2', null);
  }

  /** Disks lose and spoil facts of others and of the chain; the comparison of the day puts all of them back. */
  async #spoilAndMend(machines: readonly Register[]): Promise<void> {
    const random = stream(this.#story.seed, 'spoilt rows');
    for (const machine of machines) {
      for (const chain of [true, false, false]) damageRow(machine, random.below(2 ** 30), chain);
      await this.#compare(machine);
    }
  }

  /** Of two machines with one identity each is let in once, alone; then it is taken off the line. */
  async #drainCopies(): Promise<void> {
    const copies = this.machines.slice(this.#story.size.devices);
    for (const copy of copies) {
      const others = this.machines.filter((each) => each !== copy && each.place.device === copy.place.device);
      for (const other of others) other.unplug();
      // What the others had sent is over by then.
      await this.#pass(DRAIN);
      this.hq.letBack(copy.place.device);
      copy.plugIn();
      await this.#pass(DRAIN);
      this.#expectUploaded([copy]);
      copy.unplug();
      await this.#pass(DRAIN);
      this.hq.letBack(copy.place.device);
      for (const other of others) other.plugIn();
    }
  }

  #living(): Register[] {
    return this.machines.slice(0, this.#story.size.devices);
  }

  async #pass(ms: number): Promise<void> {
    await this.scheduler.runUntil(this.scheduler.now() + ms);
  }

  async #sellOne(machines: readonly Register[]): Promise<void> {
    const random = stream(this.#story.seed, 'the last sales');
    for (const machine of machines) {
      await machine.trade('open', 0);
      await machine.trade('sell', random.below(2 ** 30));
    }
  }

  #expectUploaded(machines: readonly Register[]): void {
    for (const machine of machines) {
      const { place } = machine;
      const waiting = machine.link?.waiting();
      holds('L1', waiting === 0, () => `m${place.machine} has ${waiting} facts waiting`);
    }
  }

  #expectRead(machines: readonly Register[], invariant: string, feeds: readonly string[] | null): void {
    for (const machine of machines) {
      if (this.truth.revoked.has(machine.place.device)) continue;
      for (const { feed, position, incarnation } of machine.link?.pull.feeds ?? []) {
        if (feeds !== null && !feeds.includes(feed)) continue;
        const end = this.hq.endOf(feed === CHAIN_FEED ? 'chain' : machine.place.store);
        const isThere = position === end && incarnation === this.hq.incarnation();
        holds(
          invariant,
          isThere,
          () => `m${machine.place.machine} has read ${feed} to ${position} of ${end}`,
        );
        if (feed === CHAIN_FEED) expectPrices(machine, position);
      }
    }
  }
}
