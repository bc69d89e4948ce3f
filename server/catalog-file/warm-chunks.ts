/** Bytes that are kept: a whole catalog of 800,000 products takes 90 MB. */
const MOST = 128 * 1024 * 1024;
/** Without anybody asking they are let go after this, ms. */
const COOLS_AFTER = 10 * 60_000;

/**
 * Chunks that were asked for lately, by a name that says what is in them for good: registers that fetch the same file one after the other
 * or at once read each from the database but once. What nobody asked for longest goes first.
 */
export class WarmChunks {
  readonly #most: number;
  readonly #kept = new Map<string, Uint8Array>();
  readonly #coming = new Map<string, Promise<Uint8Array | undefined>>();
  #bytes = 0;
  #cooling: NodeJS.Timeout | null = null;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** The chunk of this name; `read` says it where it is not kept, undefined where there is none. */
  async of(name: string, read: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
    const known = this.#kept.get(name);
    if (known === undefined) return await (this.#coming.get(name) ?? this.#fetch(name, read));
    this.#kept.delete(name);
    this.#keep(name, known);
    return known;
  }

  #fetch(name: string, read: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
    const coming = read()
      .then((bytes) => {
        if (bytes) {
          this.#bytes += bytes.length;
          this.#keep(name, bytes);
        }
        return bytes;
      })
      .finally(() => this.#coming.delete(name));
    this.#coming.set(name, coming);
    return coming;
  }

  #keep(name: string, bytes: Uint8Array): void {
    this.#kept.set(name, bytes);
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= this.#most) break;
      this.#kept.delete(oldest);
      this.#bytes -= length;
    }
    this.#cooling ??= setTimeout(() => this.#cool(), COOLS_AFTER).unref();
    this.#cooling.refresh();
  }

  #cool(): void {
    this.#kept.clear();
    this.#bytes = 0;
    this.#cooling = null;
  }
}
