import type { Database } from 'better-sqlite3';
import { removeCatalog } from '../catalog/remove-catalog.ts';
import { beginUnpacking, type Packed, type SoundChunks, type Unpacking } from './unpack-base.ts';

/** A file of headquarters that is unpacked beside the catalog in force, until it takes its place. */
export class PreparedFile {
  readonly #path: string;
  readonly #store: () => Database;
  #unpacking: Unpacking | null = null;
  #isWhole = false;

  constructor(path: string, store: () => Database) {
    this.#path = path;
    this.#store = store;
  }

  /** Unpacks the chunks before `upTo`; another file than before is begun anew. Throws UnsoundBase, leaving no file. */
  unpack(packed: Packed, upTo: number, given: SoundChunks): void {
    if (this.#unpacking?.file !== packed.file) {
      this.drop();
      removeCatalog(this.#path);
      this.#unpacking = beginUnpacking(this.#store(), packed, this.#path);
    }
    try {
      this.#unpacking.upTo(upTo, given);
    } catch (error) {
      this.drop();
      throw error;
    }
    this.#isWhole = upTo >= packed.chunks.length;
  }

  /** Hands the file over where it is whole; what is not goes. */
  take(): { readonly file: string; readonly path: string } | null {
    const file = this.#isWhole ? (this.#unpacking?.file ?? null) : null;
    if (file === null) this.drop();
    this.#unpacking = null;
    this.#isWhole = false;
    return file === null ? null : { file, path: this.#path };
  }

  drop(): void {
    this.#unpacking?.drop();
    this.#unpacking = null;
    this.#isWhole = false;
  }
}
