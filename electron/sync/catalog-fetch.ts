import type { FetchedFile } from '#electron/store/base/catalog-base.ts';
import { isChunk, UnsoundBase } from '#electron/store/base/unpack-base.ts';
import { nodeCodec } from '#electron/store/codec.ts';
import { CATALOG_VERSION } from '#node/catalog/catalog-schema.ts';
import { type CatalogReply, readCatalogReply } from '#shared/link/catalog-file.ts';
import { type ChainStanding, takesCatalog, wishesCatalog } from '#shared/link/device/catalog-wish.ts';
import type { FeedState } from '#shared/link/device/pull.ts';
import { ComingChunks } from './coming-chunks.ts';
import { verify } from './keys.ts';
import type { StepEnd } from './lane.ts';
import type { PullParts } from './pull-lane.ts';
import type { Session } from './session.ts';

/** So often may chunks of a file come damaged. */
const MOST_DAMAGES = 5;
/** HQ that had no file may have made one by then, ms. */
const ASK_EVERY = 60_000;

/** How much of a file is here. */
export interface FileProgress {
  readonly chunks: number;
  readonly of: number;
}

/**
 * Fetches the chain's catalog as a file where that is the shorter way: chunk by chunk, each held against its hash before it is kept, so
 * that after a break only what is missing is asked for again. Whatever goes wrong with the file, the feed is there behind it.
 */
export class CatalogFetch {
  readonly #parts: PullParts;
  #file: FetchedFile | null = null;
  #missing: number[] = [];
  #coming: { readonly file: string; readonly session: Session; readonly chunks: ComingChunks } | null = null;
  /** Not to be taken: it was whole, and of no use. */
  #unsound: string | null = null;
  #damages = 0;
  #askedIn: Session | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: PullParts) {
    this.#parts = parts;
  }

  /** null while none is being fetched. */
  progress(): FileProgress | null {
    const of = this.#file?.manifest.chunks.length ?? 0;
    return this.#file && { chunks: of - this.#missing.length, of };
  }

  /**
   * Does the next of it; null when there is nothing to do. `jumped`: the catalog is in force, and the chain's feed read up to there.
   */
  async step(
    session: Session,
    chain: FeedState,
    jumped: (position: number) => void,
  ): Promise<StepEnd | null> {
    const standing = this.#standing(chain);
    if (standing === null || !wishesCatalog(standing)) {
      this.#file = null;
      return null;
    }
    if (this.#file === null) {
      const asked = await this.#ask(session, standing);
      if (asked !== null || this.#file === null) return asked;
    }
    return this.#missing.length > 0 ? await this.#fetch(session) : await this.#adopt(jumped);
  }

  #standing(chain: FeedState): ChainStanding | null {
    const { state } = this.#parts.kept.row();
    // Who hands its own catalog over must see each of its products come back.
    return chain.incarnation !== null && (state === 'filling' || state === 'joined') ? chain : null;
  }

  /** Which file there is: once a session, and now and then again. */
  async #ask(session: Session, standing: ChainStanding): Promise<StepEnd | null> {
    const { store, ports, client } = this.#parts;
    const now = ports.timers.now();
    if (this.#askedIn === session && now - this.#askedAt < ASK_EVERY) return null;
    const reply = await client.catalog(session.token, {
      shape: CATALOG_VERSION,
      begun: store.base.begun(),
      stopped: standing.stopped,
    });
    // An HQ of before files were made has no such page, or asks for less: the feed is there.
    if (!reply.ok && reply.error.code !== 'NOT_HQ' && reply.error.code !== 'MALFORMED')
      return this.#parts.session().failed(reply.error, session);
    this.#askedIn = session;
    this.#askedAt = now;
    if (!reply.ok || reply.value.kind === 'none') return null;
    const found = this.#read(reply.value);
    if (found === null) {
      ports.report(new Error('headquarters offers a catalog file it has not signed'));
      return null;
    }
    if (found.file === this.#unsound || !takesCatalog(standing, found.manifest)) return null;
    await store.base.forget(found.file);
    const held = store.base.held(found.file);
    this.#file = found;
    this.#damages = 0;
    this.#missing = found.manifest.chunks.map((_, n) => n).filter((n) => !held.has(n));
    return null;
  }

  #read(reply: Extract<CatalogReply, { kind: 'file' }>): FetchedFile | null {
    const hqKey = Buffer.from(this.#parts.kept.row().hq_key, 'base64');
    const manifest = readCatalogReply(reply, { shape: CATALOG_VERSION, hqKey, verify }, nodeCodec);
    return manifest && { file: reply.file, text: reply.manifest, manifest };
  }

  async #fetch(session: Session): Promise<StepEnd> {
    const { store, ports } = this.#parts;
    const fetching = this.#file;
    if (fetching === null) return 'more';
    const { file, manifest } = fetching;
    const answers = await this.#comingOf(file, session).next(this.#missing);
    const sound: (readonly [number, Uint8Array])[] = [];
    let end: StepEnd = 'more';
    for (const { chunk, answer } of answers) {
      const named = manifest.chunks[chunk];
      if (answer.ok && named && isChunk(answer.value, named)) sound.push([chunk, answer.value]);
      else if (answer.ok) end = this.#damaged(file, chunk);
      else if (answer.error.code === 'GONE') this.#gone();
      else if (typeof end === 'string') end = this.#parts.session().failed(answer.error, session);
    }
    await store.base.keep(file, sound);
    const kept = new Set(sound.map(([chunk]) => chunk));
    this.#missing = this.#missing.filter((chunk) => !kept.has(chunk));
    const [first = manifest.chunks.length] = this.#missing;
    if (first > 0) store.base.unpackAhead(fetching, first, sound);
    ports.changed();
    return end;
  }

  #comingOf(file: string, session: Session): ComingChunks {
    if (this.#coming?.file !== file || this.#coming.session !== session) {
      const { client } = this.#parts;
      const chunks = new ComingChunks((chunk) => client.chunk(session.token, { file, chunk }));
      this.#coming = { file, session, chunks };
    }
    return this.#coming.chunks;
  }

  /** Damaged on the way it is asked for again; damaged there it never gets better, and the feed is there. */
  #damaged(file: string, chunk: number): StepEnd {
    this.#damages += 1;
    if (this.#damages < MOST_DAMAGES) return { code: 'NOT_HQ', retryAfter: 0 };
    this.#parts.ports.report(new Error(`chunk ${chunk} of headquarters' catalog file comes damaged`));
    this.#unsound = file;
    this.#file = null;
    return 'more';
  }

  /** HQ has made another meanwhile. */
  #gone(): void {
    this.#file = null;
    this.#askedIn = null;
  }

  async #adopt(jumped: (position: number) => void): Promise<StepEnd> {
    const fetched = this.#file;
    if (fetched === null) return 'more';
    const { store, ports } = this.#parts;
    this.#file = null;
    this.#coming = null;
    try {
      await store.base.adopt(fetched);
      jumped(fetched.manifest.position);
    } catch (error) {
      ports.report(error);
      if (!(error instanceof UnsoundBase)) throw error;
      this.#unsound = fetched.file;
      await store.base.forget(null);
    }
    ports.changed();
    return 'more';
  }
}
