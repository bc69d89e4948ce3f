import { z } from 'zod';
import { nodeCodec } from '#node/codec.ts';
import { unpack } from '#node/packing.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { type CatalogReply, catalogReply } from '#shared/link/catalog-file.ts';
import {
  type Agreement,
  type BlockList,
  type BlockName,
  blockList,
  type FeedDigest,
  feedDigest,
  type RegainReply,
  regainReply,
} from '#shared/link/digest.ts';
import { decodeFacts } from '#shared/link/fact-frame.ts';
import { LINK_FAULTS, type LinkFaultCode } from '#shared/link/fault.ts';
import { decodePage, type FeedPage } from '#shared/link/feed-page.ts';
import { type HandOverReply, type HandOverRequest, handOverReply } from '#shared/link/hand-over.ts';
import {
  challengeReply,
  type EnrolReply,
  type EnrolRequest,
  enrolReply,
  faultReply,
  type HelloReply,
  type HelloRequest,
  helloReply,
  type PushAnswer,
  pushReply,
} from '#shared/link/hello.ts';
import { type PeopleQuery, type PeopleReply, peopleReply } from '#shared/link/people.ts';
import { type RecallReply, type RecallRequest, recallReply } from '#shared/link/recall.ts';
import { type HttpCall, httpLine } from './http-line.ts';

/**
 * Why a call brought nothing. `UNREACHABLE`: no answer in time, or a server in trouble. `NOT_HQ`: somebody answered who is not
 * headquarters (a sign-in page of the network, a proxy's error), which is never taken for an answer.
 */
export interface CallFault {
  readonly code: LinkFaultCode | 'UNREACHABLE' | 'NOT_HQ';
  /** HQ's wish, ms. */
  readonly retryAfter: number;
}
type Answer<T> = Promise<Result<T, CallFault>>;

/** HQ's side of the link, over HTTP. Nothing throws: whatever goes wrong on the way is a `CallFault`. */
export interface HqClient {
  readonly enrol: (request: EnrolRequest) => Answer<EnrolReply>;
  readonly challenge: (device: string) => Answer<{ readonly challenge: string; readonly time: number }>;
  readonly hello: (request: HelloRequest) => Answer<HelloReply>;
  /** `packed`: as `pack` made it of what `encodeBatch` made. */
  readonly push: (session: string, packed: Uint8Array) => Answer<PushAnswer>;
  readonly feed: (session: string, at: { readonly feed: string; readonly from: number }) => Answer<FeedPage>;
  readonly people: (session: string, query: PeopleQuery) => Answer<PeopleReply>;
  /** Which file of the catalog there is. */
  readonly catalog: (
    session: string,
    query: { readonly shape: number; readonly begun: string | null; readonly stopped: boolean },
  ) => Answer<CatalogReply>;
  /** Packed, as the manifest's hash is of it. */
  readonly chunk: (
    session: string,
    at: { readonly file: string; readonly chunk: number },
  ) => Answer<Uint8Array>;
  /** Which file of its store's base there is. */
  readonly storeFile: (
    session: string,
    query: { readonly shape: number; readonly begun: string | null },
  ) => Answer<CatalogReply>;
  readonly storeChunk: HqClient['chunk'];
  /** What HQ holds of a feed up to a position. */
  readonly digest: (
    session: string,
    at: { readonly feed: string; readonly to: number },
  ) => Answer<FeedDigest>;
  readonly block: (session: string, feed: string, block: BlockName) => Answer<BlockList>;
  /** Facts of some seqs of an epoch, as many as fit. */
  readonly facts: (
    session: string,
    feed: string,
    asked: { readonly origin: string; readonly epoch: string; readonly seqs: readonly number[] },
  ) => Answer<readonly ReceivedEntry[]>;
  /** `packed`: facts HQ has lost, as `pack` made it of what `encodeFacts` made. */
  readonly regain: (session: string, packed: Uint8Array) => Answer<RegainReply>;
  readonly agreement: (session: string, checks: readonly Agreement[]) => Answer<unknown>;
  readonly recall: (session: string, asked: RecallRequest) => Answer<RecallReply>;
  readonly handOver: (session: string) => Answer<HandOverReply>;
  readonly askHandOver: (session: string, request: HandOverRequest) => Answer<HandOverReply>;
}

interface Call {
  readonly path: string;
  readonly session?: string;
  readonly json?: unknown;
  readonly octets?: Uint8Array;
}

/** `address`: as `hqAddress` gives it. Calls end when `stopped` is aborted. */
export function createHqClient(address: string, stopped: AbortSignal): HqClient {
  const line = httpLine(address, stopped);
  const call = async (given: Call): Answer<Uint8Array> => {
    try {
      const { status, bytes } = await line(callOf(given));
      return status === 200 ? ok(bytes) : err(faultOf(status, bytes));
    } catch {
      return err(UNREACHABLE);
    }
  };
  const json = async <T>(given: Call, schema: z.ZodType<T>): Answer<T> => {
    const bytes = await call(given);
    if (!bytes.ok) return bytes;
    const read = schema.safeParse(parsed(bytes.value));
    return read.success ? ok(read.data) : err(NOT_HQ);
  };
  return {
    enrol: (request) => json({ path: 'link/enrol', json: request }, enrolReply),
    challenge: (device) => json({ path: 'link/challenge', json: { device } }, challengeReply),
    hello: (request) => json({ path: 'link/hello', json: request }, helloReply),
    push: (session, packed) => json({ path: 'link/push', session, octets: packed }, pushReply),
    feed: async (session, { feed, from }) => {
      const query = new URLSearchParams({ name: feed, from: String(from) });
      const packed = await call({ path: `link/feed?${query.toString()}`, session });
      if (!packed.ok) return packed;
      const page = await readPage(packed.value);
      return page === null ? err(NOT_HQ) : ok(page);
    },
    catalog: (session, { shape, begun, stopped }) => {
      const query = new URLSearchParams({
        shape: String(shape),
        ...(begun === null ? {} : { begun }),
        ...(stopped ? { stopped: '1' } : {}),
      });
      return json({ path: `link/catalog?${query.toString()}`, session }, catalogReply);
    },
    chunk: (session, { file, chunk }) => call({ path: `link/catalog/${file}/${chunk}`, session }),
    storeFile: (session, { shape, begun }) =>
      json(
        { path: asked('store-file', { shape, ...(begun === null ? {} : { begun }) }), session },
        catalogReply,
      ),
    storeChunk: (session, { file, chunk }) => call({ path: `link/store-file/${file}/${chunk}`, session }),
    people: (session, query) =>
      json({ path: `link/people?${new URLSearchParams(query).toString()}`, session }, peopleReply),
    digest: (session, { feed, to }) =>
      json({ path: asked('digest', { name: feed, to }), session }, feedDigest),
    block: (session, feed, block) =>
      json({ path: asked('block', { name: feed, ...block }), session }, blockList),
    facts: async (session, feed, { seqs, ...history }) => {
      const packed = await call({
        path: asked('facts', { name: feed, ...history, seqs: seqs.join() }),
        session,
      });
      if (!packed.ok) return packed;
      const bytes = await unpack(packed.value);
      const facts = bytes.ok ? decodeFacts(bytes.value, nodeCodec) : bytes;
      return facts.ok ? ok(facts.value) : err(NOT_HQ);
    },
    regain: (session, packed) => json({ path: 'link/regain', session, octets: packed }, regainReply),
    agreement: (session, checks) =>
      json({ path: 'link/agreement', session, json: { checks } }, agreementReply),
    recall: async (session, asked) => {
      const reply = await json({ path: 'link/recall', session, json: asked }, recallReply);
      return reply.ok && reply.value.id !== asked.id ? err(NOT_HQ) : reply;
    },
    handOver: (session) => json({ path: 'link/hand-over', session }, handOverReply),
    askHandOver: (session, request) =>
      json({ path: 'link/hand-over', session, json: request }, handOverReply),
  };
}

/**
 * The address a person typed as one to call: `https` where nothing is said, nothing behind the path. null when it is none.
 *
 * @example hqAddress('hq.example.com') // 'https://hq.example.com/'
 */
export function hqAddress(typed: string): string | null {
  const given = typed.trim();
  const url = URL.parse(/^https?:\/\//i.test(given) ? given : `https://${given}`);
  if (!url || given === '' || url.username !== '') return null;
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  return `${url.origin}${path}`;
}

const agreementReply = z.object({ incarnation: z.string() });

const asked = (what: string, query: Readonly<Record<string, string | number>>): string =>
  `link/${what}?${new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)])).toString()}`;

const UNREACHABLE: CallFault = { code: 'UNREACHABLE', retryAfter: 0 };
const NOT_HQ: CallFault = { code: 'NOT_HQ', retryAfter: 0 };

function callOf({ path, session, json, octets }: Call): HttpCall {
  const auth: Record<string, string> = session === undefined ? {} : { authorization: `Bearer ${session}` };
  if (octets !== undefined) {
    const headers = { ...auth, 'content-type': 'application/octet-stream' };
    return { method: 'POST', path, headers, body: octets, isRepeatable: true };
  }
  if (json === undefined) return { method: 'GET', path, headers: auth, isRepeatable: true };
  const headers = { ...auth, 'content-type': 'application/json' };
  return { method: 'POST', path, headers, body: Buffer.from(JSON.stringify(json)), isRepeatable: false };
}

function faultOf(status: number, bytes: Uint8Array): CallFault {
  const read = faultReply.safeParse(parsed(bytes));
  const code = read.success ? LINK_FAULTS.find((each) => each === read.data.code) : undefined;
  if (code !== undefined && read.success) return { code, retryAfter: (read.data.retryAfter ?? 0) * 1000 };
  return status >= 500 ? UNREACHABLE : NOT_HQ;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(nodeCodec.text(bytes));
  } catch {
    return undefined;
  }
}

/** A page as it came over the line; null: it is none. */
export async function readPage(packed: Uint8Array): Promise<FeedPage | null> {
  const bytes = await unpack(packed);
  const page = bytes.ok ? decodePage(bytes.value, nodeCodec) : bytes;
  return page.ok ? page.value : null;
}
