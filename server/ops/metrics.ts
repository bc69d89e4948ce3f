import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HqPool } from '../store/pool.ts';

/** What headquarters counts about itself, in Prometheus' words; every HQ of a process has its own. */
export interface Metrics {
  readonly registry: Registry;
  /** Requests by route, and by how they were answered: `ok`, a fault's code, or `BROKEN`. */
  readonly requests: Counter<'route' | 'answer'>;
  readonly seconds: Histogram<'route'>;
  /** Batches by what became of them: ack, duplicate, gap, fork. */
  readonly batches: Counter<'kind'>;
  readonly items: Counter<'feed'>;
  readonly sockets: Gauge;
  readonly pokes: Counter;
}

export interface Measured {
  readonly connections: HqPool['counts'];
  /** How long the oldest transaction has been open, seconds. */
  readonly oldestTransaction: () => Promise<number>;
}

export function createMetrics({ connections, oldestTransaction }: Measured): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = new Gauge({
    name: 'mallard_database_connections',
    help: 'Connections to PostgreSQL by what they do; `waiting` is who waits for one.',
    labelNames: ['state'],
    registers,
    collect: () => {
      for (const [state, count] of Object.entries(connections())) gauge.set({ state }, count);
    },
  });
  const oldest: Gauge = new Gauge({
    name: 'mallard_oldest_transaction_seconds',
    help: 'How long the oldest transaction of the database has been open; NaN while PostgreSQL is away.',
    registers,
    collect: async (): Promise<void> => oldest.set(await oldestTransaction()),
  });
  return {
    registry,
    requests: new Counter({
      name: 'mallard_requests_total',
      help: 'Requests by route and answer.',
      labelNames: ['route', 'answer'],
      registers,
    }),
    seconds: new Histogram({
      name: 'mallard_request_seconds',
      help: 'How long an answer took.',
      labelNames: ['route'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers,
    }),
    batches: new Counter({
      name: 'mallard_batches_total',
      help: 'Batches of facts by what became of them.',
      labelNames: ['kind'],
      registers,
    }),
    items: new Counter({
      name: 'mallard_feed_items_total',
      help: 'Items of feeds given out, by kind of feed.',
      labelNames: ['feed'],
      registers,
    }),
    sockets: new Gauge({ name: 'mallard_sockets', help: 'Registers that listen for pokes.', registers }),
    pokes: new Counter({ name: 'mallard_pokes_total', help: 'Pokes sent.', registers }),
  };
}
