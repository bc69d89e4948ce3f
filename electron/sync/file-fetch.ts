import type { FetchedFile, FileKeeper, InChunks } from '#electron/store/base/fetched-file.ts';
import { isChunk, UnsoundBase } from '#electron/store/base/unpack-base.ts';
import type { Result } from '#shared/domain/result.ts';
import type { CatalogReply } from '#shared/link/catalog-file.ts';
import type { FeedState } from '#shared/link/device/pull.ts';
import { ComingChunks, STRIDES, type Stride } from './coming-chunks.ts';
import type { CallFault, HqClient } from './hq-client.ts';
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

/** A kind of file that stands for facts of a feed. */
export interface FileKind<M extends InChunks> {
  /** As it is reported. */
  readonly what: string;
  readonly keeper: FileKeeper<M>;
  /** Whether one is to be asked for. */
  readonly wishes: (feed: FeedState) => boolean;
  /** Whether one that is offered is worth taking. */
  readonly takes: (feed: FeedState, manifest: M) => boolean;
  /** Which there is. */
  readonly ask: (
    token: string,
    query: { readonly begun: string | null; readonly stopped: boolean },
  ) => Promise<Result<CatalogReply, CallFault>>;
  readonly chunk: HqClient['chunk'];
  /** null: not signed by headquarters, or of no use here. */
  readonly read: (reply: Extract<CatalogReply, { kind: 'file' }>) => M | null;
  /** The place in the feed up to which every fact is in it. */
  readonly position: (manifest: M) => number;
}

/**
 * Fetches a file of headquarters where that is the shorter way than a feed: chunk by chunk, each held against its hash before it is kept, so
 * that after a break only what is missing is asked for again. Whatever goes wrong with the file, the feed is there behind it.
 */
export class FileFetch<M extends InChunks> {
  readonly #parts: PullParts;
  readonly #kind: FileKind<M>;
  #file: FetchedFile<M> | null = null;
  #missing: number[] = [];
  #coming: { readonly file: string; readonly session: Session; readonly chunks: ComingChunks } | null = null;
  /** Not to be taken: it was whole, and of no use. */
  #unsound: string | null = null;
  #damages = 0;
  #askedIn: Session | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: PullParts, kind: FileKind<M>) {
    this.#parts = parts;
    this.#kind = kind;
  }

  /** null while none is being fetched. */
  progress(): FileProgress | null {
    const of = this.#file?.manifest.chunks.length ?? 0;
    return this.#file && { chunks: of - this.#missing.length, of };
  }

  /** Does the next of it; null when there is nothing to do. `jumped`: the file is in force, and the feed read up to there. */
  async step(session: Session, feed: FeedState, jumped: (position: number) => void): Promise<StepEnd | null> {
    if (feed.incarnation === null || !this.#kind.wishes(feed)) {
      this.#file = null;
      return null;
    }
    if (this.#file === null) {
      const asked = await this.#ask(session, feed);
      if (asked !== null || this.#file === null) return asked;
    }
    return this.#missing.length > 0 ? await this.#fetch(session) : await this.#adopt(jumped);
  }

  /** Which file there is: once a session, and now and then again. */
  async #ask(session: Session, feed: FeedState): Promise<StepEnd | null> {
    const { ports } = this.#parts;
    const { keeper, what } = this.#kind;
    const now = ports.timers.now();
    if (this.#askedIn === session && now - this.#askedAt < ASK_EVERY) return null;
    const reply = await this.#kind.ask(session.token, { begun: keeper.begun(), stopped: feed.stopped });
    // An HQ of before files were made has no such page, or asks for less: the feed is there.
    if (!reply.ok && reply.error.code !== 'NOT_HQ' && reply.error.code !== 'MALFORMED')
      return this.#parts.session().failed(reply.error, session);
    this.#askedIn = session;
    this.#askedAt = now;
    if (!reply.ok || reply.value.kind === 'none') return null;
    const { file, manifest: text } = reply.value;
    const manifest = this.#kind.read(reply.value);
    if (manifest === null) {
      ports.report(new Error(`headquarters offers ${what} it has not signed`));
      return null;
    }
    if (file === this.#unsound || !this.#kind.takes(feed, manifest)) return null;
    const found = { file, text, manifest };
    await keeper.begin(found);
    const held = keeper.held(file);
    this.#file = found;
    this.#damages = 0;
    this.#missing = manifest.chunks.map((_, n) => n).filter((n) => !held.has(n));
    return null;
  }

  async #fetch(session: Session): Promise<StepEnd> {
    const { ports } = this.#parts;
    const { keeper } = this.#kind;
    const fetching = this.#file;
    if (fetching === null) return 'more';
    const { file, manifest } = fetching;
    const answers = await this.#comingOf(file, session).next(this.#missing, this.#stride());
    const sound: (readonly [number, Uint8Array])[] = [];
    let end: StepEnd = 'more';
    for (const { chunk, answer } of answers) {
      const named = manifest.chunks[chunk];
      if (answer.ok && named && isChunk(answer.value, named)) sound.push([chunk, answer.value]);
      else if (answer.ok) end = this.#damaged(file, chunk);
      else if (answer.error.code === 'GONE') this.#gone();
      else if (typeof end === 'string') end = this.#parts.session().failed(answer.error, session);
    }
    await keeper.keep(file, sound);
    const kept = new Set(sound.map(([chunk]) => chunk));
    this.#missing = this.#missing.filter((chunk) => !kept.has(chunk));
    const [first = manifest.chunks.length] = this.#missing;
    if (first > 0) keeper.unpackAhead(fetching, first, sound);
    ports.changed();
    return end;
  }

  #stride(): Stride {
    return STRIDES[this.#parts.kept.row().state === 'filling' ? 'filling' : 'selling'];
  }

  #comingOf(file: string, session: Session): ComingChunks {
    if (this.#coming?.file !== file || this.#coming.session !== session) {
      const chunks = new ComingChunks((chunk) => this.#kind.chunk(session.token, { file, chunk }));
      this.#coming = { file, session, chunks };
    }
    return this.#coming.chunks;
  }

  /** Damaged on the way it is asked for again; damaged there it never gets better, and the feed is there. */
  #damaged(file: string, chunk: number): StepEnd {
    this.#damages += 1;
    if (this.#damages < MOST_DAMAGES) return { code: 'NOT_HQ', retryAfter: 0 };
    this.#parts.ports.report(new Error(`chunk ${chunk} of ${this.#kind.what} of headquarters comes damaged`));
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
    const { ports } = this.#parts;
    const { keeper, position } = this.#kind;
    this.#file = null;
    this.#coming = null;
    try {
      await keeper.adopt(fetched);
      jumped(position(fetched.manifest));
    } catch (error) {
      ports.report(error);
      if (!(error instanceof UnsoundBase)) throw error;
      this.#unsound = fetched.file;
      await keeper.giveUp();
    }
    ports.changed();
    return 'more';
  }
}
