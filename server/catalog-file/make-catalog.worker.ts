import { statSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { CATALOG_VERSION } from '#node/catalog/catalog-schema.ts';
import type { CatalogManifest } from '#shared/link/catalog-file.ts';
import { nodeCodec } from '../store/codec.ts';
import { connectOnce } from '../store/pool.ts';
import type { MakerNews, MakerTask } from './catalog-maker.ts';
import { packCatalogFile } from './pack-catalog-file.ts';
import { writeCatalogFile } from './write-catalog-file.ts';

/** Thread that makes one file of the catalog: minutes of work at a large chain, beside which registers go on being answered. */
const port = parentPort;
if (!port) throw new Error('make-catalog.worker runs as a worker thread');
// On Linux priority is a thread's own.
if (process.platform === 'linux') setPriority(0, 10);
const { plan, incarnation, at, name, path } = workerData as MakerTask;
const say = (news: MakerNews): void => port.postMessage(news);

const client = await connectOnce(plan);
try {
  const { position, heads, products } = await writeCatalogFile(client, path);
  const chunks = await packCatalogFile(client, { path, name, codec: nodeCodec });
  const manifest: CatalogManifest = {
    v: 1,
    shape: CATALOG_VERSION,
    incarnation,
    position,
    heads: [...heads],
    products,
    bytes: statSync(path).size,
    chunks: [...chunks],
    madeAt: at,
  };
  say({ manifest: JSON.stringify(manifest) });
} finally {
  await client.end();
  port.close();
}
