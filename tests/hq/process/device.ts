import { generateKeyPairSync, sign as signWith } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { WebSocket } from 'ws';
import type { z } from 'zod';
import { nodeCodec } from '#node/codec.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { NO_HASH, seal } from '#shared/journal/entry.ts';
import { encodeBatch, type ReceivedEntry } from '#shared/link/batch.ts';
import { decodePage, type FeedPage } from '#shared/link/feed-page.ts';
import {
  challengeReply,
  type EnrolReply,
  enrolReply,
  faultReply,
  type HelloReply,
  type HelloRequest,
  helloReply,
  type PushAnswer,
  pushReply,
} from '#shared/link/hello.ts';
import { helloMessage } from '#shared/link/signature.ts';

export interface Answer<T = Readonly<Record<string, unknown>>> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: T;
}

/** A device as bare as the protocol allows: it says over HTTP whatever a test wants said. */
export interface BareDevice {
  readonly id: string;
  readonly publicKey: string;
  readonly sign: (message: Uint8Array) => Uint8Array;
  /** Headquarters has got another address. */
  readonly moveTo: (address: string) => void;
  /** What it would send to join by this code. */
  readonly enrolment: (code: string) => object;
  readonly enrol: (code: string, change?: object) => Promise<Answer<EnrolReply>>;
  readonly challenge: () => Promise<string>;
  readonly hello: (change?: Partial<HelloRequest>) => Promise<Answer<HelloReply>>;
  /** Facts that follow the last ones it made. */
  readonly facts: (count: number, store?: string) => ReceivedEntry[];
  /** A fact of this kind, behind the last one it made. */
  readonly fact: (type: string, body: object) => ReceivedEntry;
  readonly batch: (entries: readonly ReceivedEntry[]) => Buffer;
  readonly push: (session: string, packed: Uint8Array) => Promise<Answer<PushAnswer>>;
  readonly feed: (session: string, name: string, from: number) => Promise<Answer<FeedPage>>;
  readonly pokes: (session: string) => WebSocket;
}

/** The fault's code, or `ok`. */
export const codeOf = ({ body }: Answer<object>): unknown => ('code' in body ? body.code : 'ok');

export const inSession = async (device: BareDevice): Promise<string> => (await device.hello()).body.session;

let made = 0;

export function bareDevice(
  at: string,
  { store = 'R01', id = `device-${process.pid}-${++made}` } = {},
): BareDevice {
  let address = at;
  const keys = generateKeyPairSync('ed25519');
  const epoch = `1-${made.toString(16).padStart(16, '0')}`;
  const sign = (message: Uint8Array) => signWith(null, message, keys.privateKey);
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const proof = (challenge: string) =>
    Buffer.from(sign(helloMessage({ device: id, challenge }, nodeCodec))).toString('hex');
  const json = async <T>(path: string, body: object, schema: z.ZodType<T>): Promise<Answer<T>> => {
    const headers = { 'content-type': 'application/json' };
    return asDescribed(await call(`${address}${path}`, headers, Buffer.from(JSON.stringify(body))), schema);
  };
  const enrolment = (code: string) => ({
    code,
    device: id,
    publicKey,
    name: 'Till',
    version: '0.1.0',
    alone: null,
    signature: proof(code),
  });
  let seq = 0;
  let prev: Uint8Array = NO_HASH;
  const next = (told: { readonly type: string; readonly body: object; readonly of: string }) => {
    seq += 1;
    const entry = {
      id: `${id}-${seq}`,
      origin: id,
      epoch,
      seq,
      type: told.type,
      v: 1,
      at: 1000 + seq,
      actor: 'person-1',
      store: told.of,
      shift: null,
      body: told.body,
    } as unknown as Entry;
    const sealed = seal(entry, prev, nodeCodec);
    prev = sealed.hash;
    const { body: _, ...head } = entry;
    return { ...sealed, head };
  };
  const challenge = async () =>
    (await json('/link/challenge', { device: id }, challengeReply)).body.challenge;
  return {
    id,
    publicKey,
    sign,
    moveTo: (to) => {
      address = to;
    },
    challenge,
    enrolment,
    enrol: (code, change = {}) => json('/link/enrol', { ...enrolment(code), ...change }, enrolReply),
    hello: async (change = {}) => {
      const asked = change.challenge ?? (await challenge());
      const said = {
        device: id,
        challenge: asked,
        signature: proof(asked),
        protocol: { min: 1, max: 1 },
        version: '0.1.0',
        epoch,
        seq,
        head: Buffer.from(prev).toString('hex'),
        lease: null,
        waiting: { facts: 0, since: null },
        at: Date.now(),
        ...change,
      };
      return await json('/link/hello', said, helloReply);
    },
    fact: (type, body) => next({ type, body, of: store }),
    facts: (count, of = store) =>
      Array.from({ length: count }, () => next({ type: 'thing.happened', body: { seq: seq + 1 }, of })),
    batch: (entries) => zstdCompressSync(encodeBatch(entries, sign, nodeCodec)),
    push: async (session, packed) => {
      const headers = { authorization: `Bearer ${session}`, 'content-type': 'application/octet-stream' };
      return asDescribed(await call(`${address}/link/push`, headers, packed), pushReply);
    },
    feed: async (session, name, from) => {
      const url = `${address}/link/feed?name=${encodeURIComponent(name)}&from=${from}`;
      const answer = await call<Buffer>(url, { authorization: `Bearer ${session}` });
      if (answer.status !== 200) return answer as never;
      const page = decodePage(zstdDecompressSync(answer.body), nodeCodec);
      if (!page.ok) throw new Error(page.error.code);
      return { ...answer, body: page.value };
    },
    pokes: (session) =>
      new WebSocket(`${address.replace(/^http/, 'ws')}/link/pokes`, {
        headers: { authorization: `Bearer ${session}` },
        perMessageDeflate: false,
      }),
  };
}

/** Answers are held to the shapes the registers hold them to. */
function asDescribed<T>(answer: Answer<unknown>, schema: z.ZodType<T>): Answer<T> {
  (answer.status === 200 ? schema : faultReply).parse(answer.body);
  return answer as Answer<T>;
}

/** One request on a line of its own; JSON is read, octets are answered as they came. */
export function call<T = Readonly<Record<string, unknown>>>(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body?: Uint8Array,
): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: body ? 'POST' : 'GET', headers: { ...headers, connection: 'close' }, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(parts);
          const isJson = response.headers['content-type']?.includes('json') ?? false;
          const read = isJson ? JSON.parse(bytes.toString()) : bytes;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: read as T });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
