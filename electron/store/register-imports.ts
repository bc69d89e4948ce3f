import { nodeCodec } from '#node/codec.ts';
import type { ImportPorts } from '#node/import/import-ports.ts';
import { createImports, type Imports } from '#node/import/imports.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { RegisterStore } from './register-store.ts';

interface RegisterPorts
  extends Pick<
      RegisterStore,
      'folder' | 'self' | 'read' | 'commit' | 'commitChain' | 'commitBulk' | 'chain' | 'head' | 'writer'
    >,
    Pick<ImportPorts, 'isChanging' | 'now' | 'newId'> {
  readonly catalog: Pick<Catalog, 'file' | 'advance'>;
}

/** A part fills the log by some 150 pages; moved on often, no sale ever meets the long checkpoint of a full one. */
const CHECKPOINT_EVERY = 4;

/** Imports into a register's own catalog. */
export const createRegisterImports = (ports: RegisterPorts): Imports =>
  createImports({
    ...ports,
    root: ports.folder.root,
    codec: nodeCodec,
    // The process that owns the store is alone.
    claim: async () => async () => {},
    known: async () => {
      await ports.catalog.advance(ports.head().position);
      return {
        products: ports.catalog.file(),
        stock: { file: ports.folder.store, store: ports.self().store },
        // Both are the register's own.
        done: () => {},
      };
    },
    partWritten: (parts) => {
      if (parts % CHECKPOINT_EVERY === 0) ports.writer.checkpoint();
    },
  });
