import {
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  sign as nodeSign,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { WebSocketServer } from 'ws';
import { verify } from '#electron/sync/keys.ts';
import { nodeCodec } from '#node/codec.ts';
import { aesSeal } from '#node/person-seal.ts';
import type { PersonId, RegisterId, RoleId, StoreId } from '#shared/domain/ids.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { quote } from '#shared/journal/ddl.ts';
import { storeFounded } from '#shared/journal/entries/settings.ts';
import { type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { fromHex, toHex } from '#shared/link/bytes.ts';
import type { LinkFaultCode } from '#shared/link/fault.ts';
import { CHAIN_FEED, encodePage, type FeedPage, PAGE_LIMIT, storeFeed } from '#shared/link/feed-page.ts';
import {
  type HandOverReply,
  handOverKeyMessage,
  handOverRequest,
  type OwnPlace,
} from '#shared/link/hand-over.ts';
import { type EnrolReply, enrolRequest, type HelloReply, helloRequest } from '#shared/link/hello.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import { receivePush } from '#shared/link/hq/receive-push.ts';
import {
  type PeoplePackage,
  type PeopleReply,
  peopleAskMessage,
  peopleReplyMessage,
  wrapInfo,
} from '#shared/link/people.ts';
import { helloMessage } from '#shared/link/signature.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { openSqliteHq } from './sqlite-hq.ts';

/** What may happen to a call on its way. `lost`: HQ does what was asked, and the answer never arrives. */
export type Mishap = 'lost' | 'html' | 'down' | LinkFaultCode;

/**
 * Headquarters for the tests of a register: a real HTTP server with the protocol's own core over SQLite, and as little around it as
 * will do. What it knows can be looked at, and its line can be made to fail.
 */
export interface SmallHq {
  readonly url: string;
  readonly db: ReturnType<typeof openSqliteHq>['db'];
  /** A one-time code for a register of a store. */
  readonly code: (store: string, register: string) => string;
  /** Says something to the whole chain; pokes follow. */
  readonly say: <Body>(type: EntryType<Body>, body: Body) => Promise<Entry<Body>>;
  /** A store with everything to sell by, and its owner with a PIN. */
  readonly openStore: (
    store: string,
    owner: { readonly name: string; readonly pin: string },
  ) => Promise<void>;
  /** Asked for every call; its answer happens to the call. */
  mishap: (path: string) => Mishap | null;
  /** What is done around the answering of a call. */
  around: <T>(path: string, work: () => Promise<T>) => Promise<T>;
  /** Most entries it takes in one batch, told at the hello. */
  batchEntries: number;
  /** Pokes are swallowed. */
  mute: boolean;
  /** What is said to all who listen where the chain's feed has grown, instead of where it ends. */
  unasked: ((from: number) => Buffer | null) | null;
  /** The page of the chain's feed behind a place, packed. */
  readonly packedPage: (from: number, changed?: Partial<FeedPage>) => Buffer;
  /** Calls that came in, by path. */
  readonly calls: readonly string[];
  /** Comes back as it was before this store's first fact, under another incarnation. */
  readonly restore: (store: string) => void;
  readonly revoke: (device: string) => void;
  readonly hangUp: () => void;
  readonly stop: () => Promise<void>;
}

type PinOf = (pin: string) => Promise<{ readonly salt: Uint8Array; readonly hash: Uint8Array }>;

export async function smallHq(pins: { readonly hash: PinOf; readonly pepper: Uint8Array }): Promise<SmallHq> {
  const { hq, db, close } = openSqliteHq({ codec: nodeCodec, now: Date.now });
  const keys = generateKeyPairSync('ed25519');
  const hqKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const sign = (message: Uint8Array) => nodeSign(null, message, keys.privateKey);
  const handKey = generateKeyPairSync('x25519');
  const codes = new Map<string, { store: string; register: string; usedBy: string | null }>();
  const sessions = new Map<string, string>();
  const people: PeoplePackage['people'] = [];
  const calls: string[] = [];
  const epoch = `1-${randomBytes(8).toString('hex')}`;
  let incarnation: string = randomUUID();
  let chainEnd: Pick<ReceivedEntry, 'hash'> & { seq: number } = { hash: NO_HASH, seq: 0 };
  const sockets = new WebSocketServer({ noServer: true });

  const endOf = (store: string): number =>
    Number(db.prepare('select position from feed_head where store = ?').pluck().get(store) ?? 0);
  const tell = (said: string | Buffer) => {
    if (!self.mute) for (const socket of sockets.clients) socket.send(said);
  };
  const poke = (store: string) => {
    const unasked = store === 'chain' ? self.unasked?.(endOf(store) - 1) : null;
    if (unasked) return tell(unasked);
    const feed = store === 'chain' ? CHAIN_FEED : storeFeed(store);
    tell(JSON.stringify({ feed, position: endOf(store) }));
  };
  const deviceOf = (request: IncomingMessage): string | null =>
    sessions.get((request.headers.authorization ?? '').replace('Bearer ', '')) ?? null;

  const enrol = (body: unknown): EnrolReply | LinkFaultCode => {
    const { code, device, publicKey, signature, name, version, alone } = enrolRequest.parse(body);
    const known = codes.get(code);
    const key = Buffer.from(publicKey, 'base64');
    if (!verify(key, helloMessage({ device, challenge: code }, nodeCodec), fromHex(signature)))
      return 'UNSIGNED';
    if (!known || (known.usedBy !== null && known.usedBy !== device)) return 'CODE_UNKNOWN';
    known.usedBy = device;
    const former = alone && alone.store !== known.store ? [alone.store] : [];
    db.prepare(
      `insert or replace into device (device, store, register, name, public_key, state, version, epoch, seq, lease, last_seen, skew,
       waiting_facts, enrolled_at, former_stores) values (?, ?, ?, ?, ?, 'active', ?, null, 0, null, null, null, 0, 0, ?)`,
    ).run(device, known.store, known.register, name, key, version, JSON.stringify(former));
    return { store: known.store, register: known.register, incarnation, hqKey, chain: 'Mallard Group' };
  };
  const hello = async (body: unknown): Promise<HelloReply | LinkFaultCode> => {
    const { device, challenge, signature, epoch: living } = helloRequest.parse(body);
    const known = await hq.device(device);
    if (!known) return 'UNKNOWN_DEVICE';
    if (!verify(known.publicKey, helloMessage({ device, challenge }, nodeCodec), fromHex(signature)))
      return 'UNSIGNED';
    db.prepare('update device set epoch = ? where device = ?').run(living, device);
    const session = randomUUID();
    sessions.set(session, device);
    const heads = db
      .prepare('select epoch, seq, hash from journal_branch where store = ? and origin = ? and branch = 0')
      .all(known.store, device) as { epoch: string; seq: number; hash: Uint8Array }[];
    return {
      session,
      lease: randomUUID(),
      incarnation,
      protocol: 1,
      time: Date.now(),
      heads: heads.map((head) => ({ ...head, hash: toHex(head.hash) })),
      feeds: { [CHAIN_FEED]: endOf('chain'), [storeFeed(known.store)]: endOf(known.store) },
      limits: { batchEntries: self.batchEntries, batchBytes: 1024 * 1024 },
    };
  };
  const factsBehind = (store: string, from: number) =>
    db
      .prepare(
        'select origin, epoch, header, body, prev, hash from journal where store = ? and position > ? order by position limit ?',
      )
      .all(store, from, PAGE_LIMIT.items) as (Parameters<typeof keptFact>[0] & {
      origin: string;
      epoch: string;
    })[];
  const page = async (device: string, query: URLSearchParams): Promise<FeedPage | LinkFaultCode> => {
    const known = await hq.device(device);
    if (known?.state !== 'active') return 'REVOKED';
    const feed = query.get('name') ?? '';
    const from = Number(query.get('from'));
    const store = feed === CHAIN_FEED ? 'chain' : known.store;
    if (feed !== CHAIN_FEED && feed !== storeFeed(known.store)) return 'WRONG_STORE';
    const items = factsBehind(store, from).map((row) =>
      row.origin === device && row.epoch === known.epoch ? null : keptFact(row, nodeCodec),
    );
    return { feed, incarnation, from, to: from + items.length, end: endOf(store), items };
  };
  const packedPage: SmallHq['packedPage'] = (from, changed = {}) => {
    const items = factsBehind('chain', from).map((row) => keptFact(row, nodeCodec));
    const end = endOf('chain');
    const said = { feed: CHAIN_FEED, incarnation, from, to: end, end, items, ...changed };
    return zstdCompressSync(encodePage(said, nodeCodec));
  };
  const peopleFor = async (device: string, query: URLSearchParams): Promise<PeopleReply | LinkFaultCode> => {
    const asked = query.get('key') ?? '';
    const known = await hq.device(device);
    const message = peopleAskMessage({ device, key: asked }, nodeCodec);
    if (!known || !verify(known.publicKey, message, fromHex(query.get('signature') ?? ''))) return 'UNSIGNED';
    const pair = generateKeyPairSync('x25519');
    const key = toHex(pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
    const theirs = createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), fromHex(asked)]),
      format: 'der',
      type: 'spki',
    });
    const secret = diffieHellman({ privateKey: pair.privateKey, publicKey: theirs });
    const wrap = Buffer.from(hkdfSync('sha256', secret, '', wrapInfo({ device, asked, key }, nodeCodec), 32));
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', wrap, nonce);
    const given: PeoplePackage = { pepper: Buffer.from(pins.pepper).toString('base64'), people, erased: [] };
    const text = Buffer.concat([cipher.update(JSON.stringify(given)), cipher.final()]);
    const sealed = Buffer.concat([nonce, text, cipher.getAuthTag()]);
    const digest = createHash('sha256').update(sealed).digest('hex');
    const signature = toHex(sign(peopleReplyMessage({ device, asked, key, digest }, nodeCodec)));
    return { key, sealed: sealed.toString('base64'), signature };
  };

  const handed = new Map<string, OwnPlace>();
  /** Whatever is handed over counts as taken at once: tests say by themselves what the chain then holds. */
  const handedOver = (device: string, upTo: OwnPlace | null): HandOverReply => {
    if (upTo !== null) handed.set(device, upTo);
    const known = handed.get(device);
    const key = toHex(handKey.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
    const progress = known && {
      upTo: known,
      state: 'done' as const,
      done: 1,
      total: 1,
      position: endOf('chain'),
    };
    const signature = toHex(sign(handOverKeyMessage({ device, key }, nodeCodec)));
    return { key, signature, progress: progress ?? null };
  };

  const answer = async (request: IncomingMessage, path: string, query: URLSearchParams) => {
    const bytes = await bodyOf(request);
    const json = () => JSON.parse(bytes.toString('utf8')) as unknown;
    if (path === '/link/enrol') return enrol(json());
    if (path === '/link/challenge') return { challenge: randomBytes(32).toString('hex'), time: Date.now() };
    if (path === '/link/hello') return await hello(json());
    const device = deviceOf(request);
    if (device === null) return 'NO_SESSION';
    if (path === '/link/catalog' || path === '/link/store-file') return { kind: 'none' };
    if (path === '/link/people') return await peopleFor(device, query);
    if (path === '/link/hand-over')
      return handedOver(device, request.method === 'POST' ? handOverRequest.parse(json()).upTo : null);
    if (path === '/link/feed') {
      const found = await page(device, query);
      return typeof found === 'string' ? found : zstdCompressSync(encodePage(found, nodeCodec));
    }
    const reply = await receivePush(
      hq,
      { device, bytes: zstdDecompressSync(bytes) },
      { codec: nodeCodec, verify },
    );
    if (!reply.ok) return reply.error.code;
    const known = await hq.device(device);
    if (known) poke(known.store);
    const now = { incarnation, time: Date.now() };
    return reply.value.kind === 'gap'
      ? { ...reply.value, ...now }
      : { ...reply.value, hash: toHex(reply.value.hash), ...now };
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hq');
    calls.push(url.pathname);
    const mishap = self.mishap(url.pathname);
    if (mishap === 'down') {
      request.socket.destroy();
      return;
    }
    if (mishap === 'html') {
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Sign in to the hotel</title>');
      return;
    }
    if (mishap !== null && mishap !== 'lost') {
      refuse(response, mishap);
      return;
    }
    self
      .around(url.pathname, () => answer(request, url.pathname, url.searchParams))
      .then((value): void => {
        if (mishap === 'lost') request.socket.destroy();
        else if (typeof value === 'string') refuse(response, value);
        else if (value instanceof Uint8Array)
          response.setHeader('content-type', 'application/octet-stream').end(value);
        else response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
      })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.on('upgrade', (request, socket, head) => {
    if (deviceOf(request) === null || self.mishap('/link/pokes') !== null) socket.destroy();
    else sockets.handleUpgrade(request, socket, head, (line) => sockets.emit('connection', line));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const say: SmallHq['say'] = async (type, body) => {
    const entry = {
      id: randomUUID(),
      origin: HQ_CHAIN,
      epoch,
      seq: chainEnd.seq + 1,
      type: type.type,
      v: type.v,
      at: Date.now(),
      actor: 'hq',
      store: 'chain',
      shift: null,
      body,
    } as unknown as Entry<typeof body>;
    const sealed = seal(entry, chainEnd.hash, nodeCodec);
    const { body: _, ...head } = entry;
    const fact = {
      entry: { ...sealed, head },
      device: null,
      branch: 0,
      state: 'posted',
      reason: null,
    } as const;
    await hq.transaction((tx) => tx.append('chain', [fact], []));
    chainEnd = { hash: sealed.hash, seq: entry.seq };
    poke('chain');
    return entry;
  };

  const self: SmallHq = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    db,
    calls,
    mute: false,
    unasked: null,
    packedPage,
    mishap: () => null,
    around: (_, work) => work(),
    batchEntries: 500,
    code: (store, register) => {
      const code = `CODE-${randomBytes(4).toString('hex')}`;
      codes.set(code, { store, register, usedBy: null });
      return code;
    },
    say,
    openStore: async (store, owner) => {
      const key = aesSeal.newKey();
      const person = randomUUID() as PersonId;
      const draft = ownStore({
        store: store as StoreId,
        register: '1' as RegisterId,
        name: `Mallard ${store}`,
        address: [],
        taxNumber: '',
        phone: '',
        currency: 'CNY',
        timeZone: 'Asia/Shanghai',
        locale: 'en',
        priceMode: 'inclusive',
        taxClasses: [{ name: 'Standard', rate: 130_000 }],
        owner,
      });
      if (!draft.ok) throw new Error(draft.error.code);
      const { salt, hash } = await pins.hash(owner.pin);
      people.push({
        person,
        key: Buffer.from(key).toString('base64'),
        pin: { salt: Buffer.from(salt).toString('base64'), hash: Buffer.from(hash).toString('base64') },
      });
      const { settings, taxClasses, tenders, categories, roles } = draft.value;
      await say(storeFounded, {
        settings: { scope: `store/${store}`, values: { store: JSON.stringify(settings) } },
        taxClasses,
        tenders,
        categories,
        roles,
        people: [
          {
            id: person,
            sealed: aesSeal.seal(key, { name: owner.name }),
            role: 'owner' as RoleId,
            active: true,
          },
        ],
      });
    },
    restore: (store) => {
      incarnation = randomUUID();
      sessions.clear();
      const kept = ['journal', 'journal_branch', 'feed_head', 'document'];
      const projected = PROJECTED.filter(({ room }) => room === 'store').map(({ name }) => name);
      for (const table of new Set([...kept, ...projected]))
        db.prepare(`delete from ${quote(table)} where store = ?`).run(store);
      self.hangUp();
    },
    revoke: (device) => {
      db.prepare("update device set state = 'revoked' where device = ?").run(device);
      self.hangUp();
    },
    hangUp: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    stop: async () => {
      self.hangUp();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      close();
    },
  };
  return self;
}

function refuse(response: ServerResponse, code: LinkFaultCode): void {
  response.writeHead(code === 'NO_SESSION' ? 401 : 400, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ code }));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
