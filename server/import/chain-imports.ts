import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { createImports, type Imports } from '#node/import/imports.ts';
import { createUploads, type Uploads } from '#node/import/uploads.ts';
import type { Commit, Host } from '#shared/services/journal/host.ts';
import type { HqPool } from '../store/pool.ts';
import { claimImport } from './claim-import.ts';
import { makeImportFolder } from './import-folder.ts';
import { writeKnownProducts } from './known-products-file.ts';

/** The largest product list we know is a workbook of 60 MB. */
const MOST_BYTES = 128 * 1024 * 1024;
const KEEP_MS = 86_400_000;

export interface ChainImports extends Imports {
  readonly uploads: Uploads;
}

/** Imports into the catalog of the chain. Their files lie in a folder of this process, which goes away when they are closed. */
export function createChainImports(given: {
  readonly pool: HqPool;
  readonly connect: () => Promise<Client>;
  readonly host: Host;
  readonly isChanging: () => boolean;
  /** An import begins, or ends. */
  readonly moved: () => void;
}): ChainImports {
  const { pool, connect, host, isChanging, moved } = given;
  const { now, newId } = host;
  const root = makeImportFolder();
  let lookups = 0;
  const commit: Commit = async (command, decide) => {
    const result = await host.commitChain(command, decide);
    moved();
    return result;
  };
  const imports = createImports({
    root,
    self: () => host.self,
    read: host.read,
    commit,
    commitChain: host.commitChain,
    commitBulk: host.commitPart,
    chain: host.chain,
    codec: host.codec,
    claim: claimImport(connect),
    known: async () => {
      lookups += 1;
      const products = join(root, `known-${lookups}.db`);
      const done = () => rmSync(products, { force: true });
      try {
        await writeKnownProducts(pool, products);
      } catch (error) {
        done();
        throw error;
      }
      return { products, stock: null, done };
    },
    partWritten: () => {},
    isChanging,
    now,
    newId,
  });
  // A thread that reads a file may take hundreds of megabytes: however many people look at one, one is read at a time.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
  return {
    ...imports,
    preview: (path) => inTurn(() => imports.preview(path)),
    dryRun: (path, plan) => inTurn(() => imports.dryRun(path, plan)),
    uploads: createUploads(root, { now, newId, mostBytes: MOST_BYTES, keepMs: KEEP_MS }),
    close: async () => {
      await imports.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
