import { Worker } from 'node:worker_threads';
import { workerFile } from '#node/worker-file.ts';
import { createKeeper, type KeeperNews, type KeeperOrder } from './catalog-keeper.ts';

/** The host's line to the catalog's keeper, wherever it runs. */
export interface KeeperLink {
  readonly send: (order: KeeperOrder) => void;
  /** Resolves when the keeper has closed its files. */
  readonly close: () => Promise<void>;
}

export interface LinkEnds {
  readonly root: string;
  readonly generation: number;
  readonly hear: (news: KeeperNews) => void;
  /** The keeper is gone though nobody closed it. */
  readonly lost: (reason: string) => void;
}

/** The keeper in this very thread: tests and the command line. */
export function inlineLink({ root, generation, hear }: LinkEnds): KeeperLink {
  let closed: () => void = () => {};
  const keeper = createKeeper(root, generation, (news) => {
    hear(news);
    if (news.kind === 'closed') closed();
  });
  return {
    send: keeper.order,
    close: () =>
      new Promise((resolve) => {
        closed = resolve;
        keeper.order({ do: 'close' });
      }),
  };
}

/** The keeper in a thread of its own: the register. */
export function workerLink({ root, generation, hear, lost }: LinkEnds): KeeperLink {
  const worker = new Worker(workerFile('catalog.worker', import.meta.url), {
    name: 'catalog',
    workerData: { root, generation },
    // Garbage is collected more often and in less memory: what it makes of a fact is soon forgotten.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  let closing = false;
  let reason = 'it ended';
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      resolve();
      if (!closing) lost(reason);
    });
  });
  worker.on('error', (error) => {
    reason = error instanceof Error ? error.message : String(error);
  });
  worker.on('message', hear);
  return {
    send: (order) => worker.postMessage(order, bytesOf(order)),
    close: async () => {
      closing = true;
      worker.postMessage({ do: 'close' } satisfies KeeperOrder);
      await ended;
    },
  };
}

/** Chunks go over to the keeper without being copied, where nothing else lies in the same memory. */
const bytesOf = (order: KeeperOrder): ArrayBuffer[] =>
  order.do !== 'prepare'
    ? []
    : order.given.flatMap(([, { buffer, byteLength }]) =>
        buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
      );
