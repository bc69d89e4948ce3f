import { Worker } from 'node:worker_threads';
import { workerFile } from '../worker-file.ts';
import { ImportFault } from './import-fault.ts';
import type { ImportTask, TaskNews, TaskOrder } from './import-task.ts';

/** One task in a thread of its own. */
export interface ImportThread {
  readonly order: (order: TaskOrder) => void;
  /** Resolves when the task has ended; rejects with ImportFault, or when the thread died. */
  readonly ended: Promise<void>;
  /** Kills the thread. */
  readonly kill: () => Promise<void>;
}

export function startThread(task: ImportTask, hear: (news: TaskNews) => void): ImportThread {
  const worker = new Worker(workerFile('import.worker', import.meta.url), {
    name: 'import',
    workerData: task,
    // A file that would need more is refused by failing this thread, not the register.
    resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 8 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.on('message', (news: TaskNews) => {
    if (news.kind === 'fault') reject(new ImportFault(news.code, news.line, news.detail));
    else hear(news);
  });
  worker.on('error', (error) => reject(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) =>
    code === 0 ? resolve() : reject(new Error(`the import's thread ended with ${code}`)),
  );
  return {
    order: (order) => worker.postMessage(order),
    ended: promise,
    kill: async () => {
      await worker.terminate();
    },
  };
}
