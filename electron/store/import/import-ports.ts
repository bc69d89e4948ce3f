import type { Catalog } from '../catalog/catalog.ts';
import type { RegisterStore } from '../register-store.ts';

/** What an import needs of the register. */
export interface ImportPorts
  extends Pick<
    RegisterStore,
    'folder' | 'self' | 'read' | 'commit' | 'commitChain' | 'commitBulk' | 'chain' | 'head' | 'writer'
  > {
  readonly catalog: Pick<Catalog, 'file' | 'advance'>;
  /** Whether many products are being changed by hand: an import would build on what that is about to replace. */
  readonly isChanging: () => boolean;
  readonly now: () => number;
  /** A new uuidv7. */
  readonly newId: () => string;
}
