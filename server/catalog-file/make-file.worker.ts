import { statSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Client } from 'pg';
import { CATALOG_VERSION } from '#node/catalog/catalog-schema.ts';
import { nodeCodec } from '#node/codec.ts';
import { STORE_SHAPE } from '#node/store-shape.ts';
import type { CatalogManifest } from '#shared/link/catalog-file.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { StoreManifest } from '#shared/link/store-base.ts';
import { connectOnce } from '../store/pool.ts';
import type { MakerNews, MakerTask } from './make-file.ts';
import { packCatalogFile } from './pack-catalog-file.ts';
import { writeCatalogFile } from './write-catalog-file.ts';
import { writeStoreFile } from './write-store-file.ts';

/** Thread that makes one file of the catalog or of a store: minutes of work at a large chain, beside which registers go on being answered. */
const port = parentPort;
if (!port) throw new Error('make-file.worker runs as a worker thread');
// On Linux priority is a thread's own.
if (process.platform === 'linux') setPriority(0, 10);
const task = workerData as MakerTask;
const say = (news: MakerNews): void => port.postMessage(news);

const client = await connectOnce(task.plan);
try {
  const manifest = task.store === CHAIN_STORE ? await ofCatalog(client) : await ofStore(client);
  say({ manifest: JSON.stringify(manifest) });
} finally {
  await client.end();
  port.close();
}

async function ofCatalog(of: Client): Promise<CatalogManifest> {
  const { position, heads, products } = await writeCatalogFile(of, task.path);
  const { incarnation, at: madeAt } = task;
  return {
    v: 1,
    shape: CATALOG_VERSION,
    incarnation,
    position,
    heads: [...heads],
    products,
    ...(await packed(of)),
    madeAt,
  };
}

async function ofStore(of: Client): Promise<StoreManifest> {
  const { store, incarnation, at: madeAt } = task;
  const { position, heads, brought } = await writeStoreFile(of, { path: task.path, store });
  return {
    v: 1,
    shape: STORE_SHAPE,
    store,
    feed: { incarnation, position },
    heads: [...heads],
    brought: [...brought],
    ...(await packed(of)),
    madeAt,
  };
}

async function packed(of: Client) {
  const { store, name, path } = task;
  const chunks = await packCatalogFile(of, { path, store, name, codec: nodeCodec });
  return { bytes: statSync(path).size, chunks: [...chunks] };
}
