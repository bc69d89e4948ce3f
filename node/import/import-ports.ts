import type { Codec } from '#shared/journal/entry.ts';
import type { Commit, Host, Self } from '#shared/services/journal/host.ts';
import type { StockPlace } from './known-stock.ts';

/** What an import needs of the place it runs in: a register with a catalog of its own, or headquarters. */
export interface ImportPorts extends Pick<Host, 'read' | 'commit' | 'commitChain' | 'chain'> {
  /** Folder its files lie in. */
  readonly root: string;
  readonly self: () => Self;
  /** For one part after the other: every command that waits goes before. */
  readonly commitBulk: Commit;
  readonly codec: Codec;
  /** Takes an import to work on it; answers how to leave it, or null where another process is at it. */
  readonly claim: (id: string) => Promise<(() => Promise<void>) | null>;
  /** What the import's thread looks things up in, as the catalog stands now. */
  readonly known: () => Promise<KnownFiles>;
  /** Told after each part, with how many there were. */
  readonly partWritten: (parts: number) => void;
  /** Whether many products are being changed by hand: an import would build on what that is about to replace. */
  readonly isChanging: () => boolean;
  readonly now: () => number;
  /** A new uuidv7. */
  readonly newId: () => string;
}

export interface KnownFiles {
  /** An SQLite file with the products and their codes. */
  readonly products: string;
  /** Where levels are known; null: the chain has no shelf, so nothing of them is looked up. */
  readonly stock: StockPlace | null;
  /** No thread needs them any more. */
  readonly done: () => void;
}
