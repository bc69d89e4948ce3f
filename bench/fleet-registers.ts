import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Agent, request } from 'node:http';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import { WebSocket } from 'ws';
import { nodeCodec } from '#node/codec.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import { type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import { encodeBatch, type ReceivedEntry } from '#shared/link/batch.ts';
import { decodePage } from '#shared/link/feed-page.ts';
import type { PushAnswer } from '#shared/link/hello.ts';
import { helloMessage } from '#shared/link/signature.ts';

/** A register as headquarters sees one: a key, a session, a line for pokes and a journal. It keeps nothing on a disk. */
export class FleetRegister {
  readonly device = uuidv7();
  readonly publicKey: string;
  readonly store: string;
  readonly #key: KeyObject;
  readonly #plan: FleetPlan;
  readonly #epoch = '1-00000000000000b1';
  #lease: string | null = null;
  #session = '';
  #line: WebSocket | null = null;
  #waiting: ReceivedEntry[] = [];
  #last: { seq: number; hash: Uint8Array } = { seq: 0, hash: NO_HASH };
  #cursor = 0;
  #isPulling = false;

  constructor(plan: FleetPlan, store: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.publicKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    this.store = store;
    this.#key = privateKey;
    this.#plan = plan;
  }

  waiting(): number {
    return this.#waiting.length;
  }

  /** Says hello and listens. */
  async connect(): Promise<void> {
    const { device } = this;
    const { challenge } = await this.#json<{ challenge: string }>('/link/challenge', { device });
    const proof = sign(null, helloMessage({ device, challenge }, nodeCodec), this.#key).toString('hex');
    const hello = await this.#json<{ session: string; lease: string }>('/link/hello', {
      device,
      challenge,
      signature: proof,
      protocol: { min: 1, max: 1 },
      version: 'bench',
      epoch: this.#epoch,
      seq: this.#last.seq,
      head: Buffer.from(this.#last.hash).toString('hex'),
      lease: this.#lease,
      waiting: { facts: this.#waiting.length, since: null },
      at: Date.now(),
    });
    this.#lease = hello.lease;
    this.#session = hello.session;
    await this.#listen();
  }

  hangUp(): void {
    this.#line
      ?.removeAllListeners('message')
      .on('error', () => {})
      .terminate();
    this.#line = null;
  }

  /** A sale is finished here; it waits to go up. */
  sell(): void {
    const { model } = this.#plan;
    const id = uuidv7();
    const body = { ...model.body, sale: id, ticket: { ...model.body.ticket, id } } as SaleCompleted;
    const seq = this.#last.seq + 1;
    const at = Date.now();
    const entry = { ...model, id, origin: this.device, epoch: this.#epoch, seq, at, store: this.store, body };
    const sealed = seal(entry as Entry, this.#last.hash, nodeCodec);
    const { body: _, ...head } = entry;
    this.#waiting.push({ ...sealed, head: head as ReceivedEntry['head'] });
    this.#last = { seq, hash: sealed.hash };
  }

  /** Sends all that waits, in batches; milliseconds until the last was acknowledged. */
  async push(): Promise<number> {
    const begun = performance.now();
    while (this.#waiting.length > 0) {
      const run = this.#waiting.slice(0, 300);
      const batch = zstdCompressSync(encodeBatch(run, (said) => sign(null, said, this.#key), nodeCodec));
      const answer = await this.#call('/link/push', batch, 'application/octet-stream');
      const said = JSON.parse(answer.toString()) as PushAnswer;
      if (said.kind !== 'ack') throw new Error(`a push was answered with ${said.kind}`);
      const { position, appended } = said;
      // As a register does: over its own places alone it goes without reading them.
      if (position !== null && this.#cursor === position - (appended ?? 0)) this.#cursor = position;
      this.#waiting.splice(0, run.length);
    }
    return performance.now() - begun;
  }

  async #listen(): Promise<void> {
    const { address, from } = this.#plan;
    const line = new WebSocket(`${address.replace(/^http/, 'ws')}/link/pokes`, {
      headers: { authorization: `Bearer ${this.#session}` },
      perMessageDeflate: false,
      localAddress: from(this.store),
    });
    this.#line = line;
    line.on('message', (said: Buffer, isPage) => {
      const { feed, position } = isPage ? this.#take(said) : (JSON.parse(said.toString()) as Poke);
      if (feed !== 'chain' && position > this.#cursor && !this.#isPulling) void this.#pull(feed, position);
    });
    await new Promise<void>((opened, failed) => line.once('open', opened).once('error', failed));
  }

  /** A page that is said unasked is read, and taken where it goes on from here. */
  #take(said: Buffer): Poke {
    const page = decodePage(zstdDecompressSync(said), nodeCodec);
    if (!page.ok) throw new Error(`a page: ${page.error.code}`);
    const { feed, from, to, end } = page.value;
    if (feed !== 'chain' && from === this.#cursor) {
      this.#cursor = to;
      this.#plan.took();
    }
    return { feed, position: end };
  }

  async #pull(feed: string, position: number): Promise<void> {
    this.#isPulling = true;
    try {
      await this.#call(`/link/feed?name=${encodeURIComponent(feed)}&from=${this.#cursor}`);
      this.#cursor = position;
      this.#plan.pulled();
    } catch (error) {
      if (this.#line) throw error;
    } finally {
      this.#isPulling = false;
    }
  }

  async #json<T>(path: string, body: object): Promise<T> {
    return JSON.parse((await this.#call(path, Buffer.from(JSON.stringify(body)))).toString()) as T;
  }

  #call(path: string, body?: Buffer, type = 'application/json'): Promise<Buffer> {
    const { address, from, agent } = this.#plan;
    const headers = {
      ...(this.#session === '' ? {} : { authorization: `Bearer ${this.#session}` }),
      ...(body ? { 'content-type': type, 'content-length': body.length } : {}),
    };
    return new Promise((resolve, reject) => {
      const options = { method: body ? 'POST' : 'GET', headers, agent, localAddress: from(this.store) };
      const asked = request(`${address}${path}`, options, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part)).on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(parts);
          if (answer.statusCode === 200) resolve(bytes);
          else reject(new Error(`${path}: ${answer.statusCode} ${bytes.toString().slice(0, 200)}`));
        });
      });
      // A kept line the other end has given up meanwhile: asked again over another, as any client does.
      asked.on('error', (error) => {
        if (asked.reusedSocket) resolve(this.#call(path, body, type));
        else reject(error);
      });
      asked.end(body);
    });
  }
}

/** What all registers of a fleet share. */
export interface FleetPlan {
  readonly address: string;
  readonly model: Entry<SaleCompleted>;
  readonly agent: Agent;
  /** The address a store's registers call from: of their own, as stores have. */
  readonly from: (store: string) => string;
  readonly pulled: () => void;
  readonly took: () => void;
}

interface Poke {
  readonly feed: string;
  readonly position: number;
}
