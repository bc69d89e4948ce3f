import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createKeeper, type KeeperOrder } from './catalog-keeper.ts';

/** Thread of the catalog's one writer. It never writes the store. */
const port = parentPort;
if (!port) throw new Error('catalog.worker runs as a worker thread');
// On Linux priority is a thread's own; elsewhere it would slow the whole register.
if (process.platform === 'linux') setPriority(0, 10);

const { root, generation } = workerData as { root: string; generation: number };
const keeper = createKeeper(root, generation, (news) => {
  port.postMessage(news);
  if (news.kind === 'closed') port.close();
});
port.on('message', (order: KeeperOrder) => keeper.order(order));
