import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import { PACKED_LIMIT, unpack } from '#node/packing.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Codec } from '#shared/journal/entry.ts';
import type { LinkFault } from '#shared/link/fault.ts';
import type { FeedPage } from '#shared/link/feed-page.ts';
import { handOverRequest } from '#shared/link/hand-over.ts';
import { challengeRequest, enrolRequest, helloRequest, type PushAnswer } from '#shared/link/hello.ts';
import type { Appended, HqStore } from '#shared/link/hq/hq-store.ts';
import { type PushReply, receivePush } from '#shared/link/hq/receive-push.ts';
import type { DigestSource } from '#shared/link/hq/serve-digest.ts';
import { type FeedSource, serveFeed } from '#shared/link/hq/serve-feed.ts';
import { peopleQuery } from '#shared/link/people.ts';
import { recallRequest } from '#shared/link/recall.ts';
import { catalogRoutes } from '../catalog-file/catalog-routes.ts';
import { askHandOver, handOverState } from '../hand-over/ask.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import type { HqHosts } from '../store/hq-host.ts';
import type { HqPool } from '../store/pool.ts';
import type { Admission } from './admission.ts';
import { agreementRoutes } from './agreement-routes.ts';
import { ownerOf, parsed, taken } from './asked.ts';
import type { Attempts } from './attempts.ts';
import type { Challenges } from './challenge.ts';
import { deviceTurns } from './device-turns.ts';
import { enrol } from './enrolment.ts';
import { hello } from './hello.ts';
import { verify } from './keys.ts';
import { peopleFor } from './people.ts';
import type { PokeHub } from './poke-hub.ts';
import type { Presence } from './presence.ts';
import type { Rate } from './rate.ts';
import { assignTo } from './recall.ts';
import { busy, Refusal } from './refusal.ts';
import { type Session, sessionOf } from './sessions.ts';

export interface LinkPorts {
  readonly pool: HqPool;
  readonly hq: HqStore;
  readonly feeds: FeedSource;
  readonly digests: DigestSource;
  readonly hosts: Pick<HqHosts, 'of'>;
  readonly identity: HqIdentity;
  readonly challenges: Challenges;
  readonly codec: Codec;
  readonly now: () => number;
  readonly hub: PokeHub;
  /** Pages of feeds as they go over the line. */
  readonly packed: (page: FeedPage) => Promise<Buffer>;
  readonly presence: Presence;
  readonly admission: Admission;
  /** Whoever speaks without a session, by address; and whoever failed to prove itself. */
  readonly strangers: { readonly rate: Rate; readonly attempts: Attempts };
  readonly metrics: Metrics;
  readonly log: Logger;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route of the link that needs one. */
    session: Session | null;
  }
}

/** The ends of the link at headquarters (docs/protocol.md). Every fault is a `Refusal`; nothing of what was refused is kept. */
export function linkRoutes(server: FastifyInstance, ports: LinkPorts): void {
  server.decorateRequest('session', null);
  server.addContentTypeParser(
    ['application/octet-stream', 'application/zstd'],
    { parseAs: 'buffer' },
    (_, body, done) => done(null, body),
  );
  beforeSession(server, ports);
  withSession(server, ports);
}

/** What needs no session: it makes one, or makes a device. */
function beforeSession(server: FastifyInstance, ports: LinkPorts): void {
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    const wait = ports.strangers.rate.take(request.ip);
    if (wait > 0) throw busy(wait);
  };
  server.post('/link/challenge', { onRequest }, async (request) => {
    const { device } = parsed(challengeRequest, request.body);
    return { challenge: ports.challenges.make(device), time: ports.now() };
  });
  server.post('/link/enrol', { onRequest }, async (request) => {
    const body = parsed(enrolRequest, request.body);
    const reply = await proving(ports, `enrol ${request.ip}`, () => enrol(ports, body));
    request.told.device = body.device;
    const { store, register } = reply;
    ports.log.info({ request: request.id, device: body.device, store, register }, 'enrolled');
    return reply;
  });
  server.post('/link/hello', { onRequest }, async (request) => {
    const body = parsed(helloRequest, request.body);
    // By address and device: nobody locks a register out by failing in its name from elsewhere.
    const reply = await proving(ports, `hello ${request.ip} ${body.device}`, () => hello(ports, body));
    request.told.device = body.device;
    return reply;
  });
}

/** Who fails to prove itself too often waits; other faults, such as a register that is taken, are no attempts at anything. */
async function proving<T>(
  { strangers: { attempts } }: LinkPorts,
  who: string,
  work: () => Promise<Result<T, LinkFault>>,
): Promise<T> {
  const wait = attempts.locked(who);
  if (wait > 0) throw busy(wait);
  const result = await work();
  if (result.ok) attempts.succeeded(who);
  else if (GUESSES.has(result.error.code)) attempts.failed(who);
  return taken(result);
}

const GUESSES: ReadonlySet<string> = new Set(['UNSIGNED', 'UNKNOWN_DEVICE', 'WRONG_DEVICE', 'CODE_UNKNOWN']);

function withSession(server: FastifyInstance, ports: LinkPorts): void {
  const { hub, presence, metrics, codec, identity, packed } = ports;
  const turn = deviceTurns();
  const entered = async (request: FastifyRequest): Promise<void> => {
    const session = taken(await sessionOf(ports, tokenOf(request)));
    request.session = session;
    request.told.device = session.device;
    presence.seen(session.device);
  };
  const follower = async (request: FastifyRequest): Promise<void> => {
    if (ownerOf(request).state === 'revoked') throw new Refusal({ code: 'REVOKED' });
  };
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const declared = Number(request.headers['content-length'] ?? PACKED_LIMIT);
    // What is too long is refused as such when its turn to be read comes, before it is.
    const leave = ports.admission.enter(Math.min(declared, PACKED_LIMIT));
    if (leave === null) throw busy(1 + Math.floor(Math.random() * 5));
    reply.raw.once('close', leave);
  };
  server.post('/link/push', { bodyLimit: PACKED_LIMIT, onRequest: [entered, admit] }, async (request) => {
    const known = ownerOf(request);
    const { device } = known;
    if (!(request.body instanceof Uint8Array)) throw new Refusal({ code: 'MALFORMED' });
    const bytes = taken(await unpack(request.body));
    const appended = ({ store, position, facts }: Appended) =>
      hub.announce(store, position, { by: device, facts });
    const reply = taken(
      await receivePush(ports.hq, { device, bytes, known }, { codec, verify, turn, appended }),
    );
    metrics.batches.inc({ kind: kindOf(reply) });
    if (reply.kind !== 'gap') presence.acked(device, reply);
    return answerOf(reply, { incarnation: identity.incarnation, time: ports.now() });
  });
  server.get('/link/feed', { onRequest: [entered, follower] }, async (request, reply) => {
    const known = ownerOf(request);
    const { name: feed, from } = parsed(feedQuery, request.query);
    const asked = { device: known.device, feed, from, known };
    const page = taken(await serveFeed(ports.feeds, asked, identity.incarnation));
    metrics.items.inc({ feed: feed === 'chain' ? 'chain' : 'store' }, page.items.length);
    reply.header('content-type', 'application/octet-stream');
    return await packed(page);
  });
  catalogRoutes(server, { ...ports, enter: [entered, follower] });
  server.get('/link/people', { onRequest: [entered, follower] }, async (request) => {
    const { device } = ownerOf(request);
    return taken(await peopleFor(ports, device, parsed(peopleQuery, request.query)));
  });
  agreementRoutes(server, ports, { onRequest: [entered, follower], admit });
  server.post('/link/recall', { onRequest: [entered, follower] }, (request) =>
    assignTo(ports, ownerOf(request), parsed(recallRequest, request.body)),
  );
  server.get('/link/hand-over', { onRequest: [entered, follower] }, (request) =>
    handOverState(ports, ownerOf(request).device),
  );
  server.post(
    '/link/hand-over',
    { bodyLimit: HANDED_LIMIT, onRequest: [entered, follower] },
    async (request) => {
      const { device } = ownerOf(request);
      return taken(await askHandOver(ports, device, parsed(handOverRequest, request.body)));
    },
  );
  server.get(
    '/link/pokes',
    { websocket: true, preValidation: [entered, follower] },
    async (socket, request) => {
      const { device, store } = ownerOf(request);
      ports.log.debug({ request: request.id, device }, 'listens');
      let answered = true;
      // Twenty seconds without a sign of life, and it is gone: a half-open line would swallow pokes for hours.
      const pulse = setInterval(() => {
        if (!answered) return socket.terminate();
        answered = false;
        socket.ping();
        presence.seen(device);
      }, PING_MS);
      let leave: (() => void) | null = null;
      let isOver = false;
      socket.on('pong', () => {
        answered = true;
      });
      socket.on('message', () => socket.close(1003));
      socket.on('error', () => socket.terminate());
      socket.on('close', () => {
        isOver = true;
        clearInterval(pulse);
        ports.log.debug({ request: request.id, device }, 'hung up');
        leave?.();
      });
      try {
        leave = await hub.join({ device, store, socket });
        if (isOver) leave();
      } catch (error) {
        ports.log.warn({ request: request.id, device, err: error }, 'pokes');
        socket.terminate();
      }
    },
  );
}

const PING_MS = 20_000;
/** The keys of 20,000 people, sealed. */
const HANDED_LIMIT = 5 * 1024 * 1024;

const feedQuery = z.strictObject({
  name: z.string().min(1).max(80),
  from: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
});

function tokenOf({ headers }: FastifyRequest): string {
  const token = /^Bearer ([\w-]{20,200})$/.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal({ code: 'NO_SESSION' });
  return token;
}

const kindOf = (reply: PushReply): string =>
  reply.kind === 'ack' && reply.position === null ? 'duplicate' : reply.kind;

function answerOf(
  reply: PushReply,
  now: { readonly incarnation: string; readonly time: number },
): PushAnswer {
  if (reply.kind === 'gap') return { ...reply, ...now };
  return { ...reply, hash: Buffer.from(reply.hash).toString('hex'), ...now };
}
