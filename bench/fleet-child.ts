import { Agent } from 'node:http';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { FleetRegister } from './fleet-registers.ts';

/** The registers of a fleet in a process of their own; does what its parent says, one thing at a time. */
export interface FleetOrders {
  readonly make: {
    readonly given: {
      readonly address: string;
      readonly model: Entry<SaleCompleted>;
      readonly stores: number;
      readonly each: number;
    };
    readonly answer: readonly Pick<FleetRegister, 'device' | 'store' | 'publicKey'>[];
  };
  /** Connects so many at once. */
  readonly connect: { readonly given: { readonly atOnce: number }; readonly answer: null };
  /** Each sells once in `every` ms, spread evenly, for `seconds`. */
  readonly sell: {
    readonly given: { readonly every: number; readonly seconds: number };
    readonly answer: {
      readonly acks: readonly number[];
      readonly late: number;
      readonly pulls: number;
      /** Pages that were said unasked, and taken. */
      readonly taken: number;
      readonly cpuSeconds: number;
    };
  };
  /** So many lose their line, sell three times meanwhile, and come back within `within` ms; ms until all have drained. */
  readonly reconnect: {
    readonly given: { readonly count: number; readonly within: number };
    readonly answer: { readonly ms: number };
  };
}

let registers: FleetRegister[] = [];
let pulls = 0;
let taken = 0;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

type Doing = {
  readonly [K in keyof FleetOrders]: (given: FleetOrders[K]['given']) => Promise<FleetOrders[K]['answer']>;
};

const DOING: Doing = {
  make: async ({ address, model, stores, each }) => {
    const plan = {
      address,
      model,
      agent: new Agent({ keepAlive: true, maxSockets: 4, timeout: 30_000 }),
      from: (store: string) => `127.1.${Number(store.slice(1)) >> 8}.${Number(store.slice(1)) & 255}`,
      pulled: () => {
        pulls += 1;
      },
      took: () => {
        taken += 1;
      },
    };
    registers = Array.from(
      { length: stores * each },
      (_, n) => new FleetRegister(plan, `R${1 + (n % stores)}`),
    );
    return registers.map(({ device, store, publicKey }) => ({ device, store, publicKey }));
  },
  connect: async ({ atOnce }) => {
    const waiting = [...registers];
    const worker = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await next.connect();
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return null;
  },
  sell: async ({ every, seconds }) => {
    const acks: number[] = [];
    const pushing = new Set<Promise<void>>();
    let late = 0;
    pulls = 0;
    taken = 0;
    const before = process.cpuUsage();
    const begun = performance.now();
    const gap = every / registers.length;
    const sales = Math.floor((seconds * 1000) / gap);
    for (let n = 0; n < sales; n++) {
      const due = begun + n * gap;
      const behind = performance.now() - due;
      if (behind < 0) await pause(-behind);
      else if (behind > 1000) late += 1;
      const register = registers[n % registers.length];
      register?.sell();
      const push = (register?.push() ?? Promise.resolve(0))
        .then((ms) => void acks.push(ms))
        .finally(() => pushing.delete(push));
      pushing.add(push);
    }
    await Promise.all(pushing);
    const { user, system } = process.cpuUsage(before);
    return { acks, late, pulls, taken, cpuSeconds: (user + system) / 1e6 };
  },
  reconnect: async ({ count, within }) => {
    const gone = registers.slice(0, count);
    for (const register of gone) {
      register.hangUp();
      for (let sale = 0; sale < 3; sale++) register.sell();
    }
    const begun = performance.now();
    await Promise.all(
      gone.map(async (register, n) => {
        await pause((n / count) * within);
        await register.connect();
        await register.push();
      }),
    );
    if (gone.some((register) => register.waiting() > 0)) throw new Error('a register has not drained');
    return { ms: performance.now() - begun };
  },
};

async function obey({ order, given }: { order: keyof FleetOrders; given: never }): Promise<void> {
  try {
    process.send?.({ answer: await DOING[order](given) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.stack : String(error) });
  }
}

process.on('message', (said: Parameters<typeof obey>[0]) => void obey(said));
process.on('disconnect', () => process.exit(0));
