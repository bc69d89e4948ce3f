// Keeps documents in a PouchDB of its own and replicates them; answers each order with the seconds it took.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb');

const [folder] = process.argv.slice(2);
const BATCH = { batch_size: 500, batches_limit: 10 };
let databases = 0;
let filled = null;

async function fill(db, documents) {
  for (let at = 0; at < documents.length; at += 1000) {
    const written = await db.bulkDocs(documents.slice(at, at + 1000));
    if (written.some((each) => each.error)) throw new Error('a document was not written');
  }
}

async function timed(work, count) {
  const begun = performance.now();
  const { docs_written } = await work;
  if (docs_written !== count) throw new Error(`${docs_written} of ${count} documents arrived`);
  return (performance.now() - begun) / 1000;
}

const ORDERS = {
  fillHere: async ({ documents }) => {
    databases += 1;
    filled = { db: new PouchDB(`${folder}/own-${databases}`), count: documents.length };
    await fill(filled.db, documents);
    return 0;
  },
  fillThere: async ({ documents, url }) => {
    filled = { db: null, count: documents.length };
    await fill(new PouchDB(url), documents);
    return 0;
  },
  push: ({ url }) => timed(filled.db.replicate.to(url, BATCH), filled.count),
  pull: ({ url }) => {
    databases += 1;
    return timed(new PouchDB(`${folder}/own-${databases}`).replicate.from(url, BATCH), filled.count);
  },
};

process.on('message', async ({ order, ...given }) => {
  try {
    process.send({ seconds: await ORDERS[order](given) });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true });
