import { randomBytes } from 'node:crypto';
import { createServer as createPlain, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import websocket from '@fastify/websocket';
import {
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import type { HqConfig } from '../config.ts';
import { busy, Refusal } from '../link/refusal.ts';
import type { Metrics } from '../ops/metrics.ts';
import { isPassing } from '../store/passing.ts';

/** What is told of a request when it is over: one line in the log, one count in the metrics. */
interface Told {
  /** `ok`, or the code it was turned away with. */
  answer: string;
  /** Who sent it, once that is proven. */
  device?: string;
  /** What broke, for the log alone. */
  error?: unknown;
}

declare module 'fastify' {
  interface FastifyRequest {
    told: Told;
  }
}

/** Longest time a request may take to come in, and its head alone: a slow sender holds nothing for longer. */
const TIMES = {
  requestTimeout: 60_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 75_000,
  maxHeaderSize: 16_384,
};

/** The HTTP end of headquarters: numbered requests, one line a request, faults as `{code, retryAfter?}`, no word of what broke inside. */
export async function createServer(
  { tls, proxies }: Pick<HqConfig, 'tls' | 'proxies'>,
  { log, metrics }: { readonly log: Logger; readonly metrics: Metrics },
): Promise<FastifyInstance> {
  const server = fastify({
    // Its own lines would say twice what ours say.
    loggerInstance: log.child({}, { level: 'warn' }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(8).toString('hex'),
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    bodyLimit: 16 * 1024,
    forceCloseConnections: 'idle',
    serverFactory: (handler): Server =>
      tls ? createTls({ ...TIMES, cert: tls.cert, key: tls.key }, handler) : createPlain(TIMES, handler),
  }) as unknown as FastifyInstance;
  await server.register(websocket, { options: { maxPayload: 4096, perMessageDeflate: false } });
  server.decorateRequest('told');
  server.addHook('onRequest', async (request, reply) => {
    request.told = { answer: 'ok' };
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.requests.inc({ route, answer: request.told.answer });
    metrics.seconds.observe({ route }, reply.elapsedTime / 1000);
    tell(log, request, { status: reply.statusCode, ms: Math.round(reply.elapsedTime) });
  });
  server.setNotFoundHandler((request, reply) => {
    request.told.answer = 'NOT_FOUND';
    return reply.code(404).send({ code: 'NOT_FOUND' });
  });
  server.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal === null) {
      request.told.answer = 'BROKEN';
      request.told.error = error;
      return reply.code(500).send({ code: 'BROKEN' });
    }
    const { fault, status } = refusal;
    request.told.answer = fault.code;
    if (refusal !== error && status >= 500) request.told.error = error;
    const retryAfter = fault.code === 'BUSY' ? Number(fault.data?.['retryAfter'] ?? 1) : null;
    if (retryAfter !== null) reply.header('retry-after', retryAfter);
    return reply.code(status).send({ code: fault.code, ...(retryAfter === null ? {} : { retryAfter }) });
  });
  return server;
}

/** What the caller is told about an error; null when it is ours: a bug. */
function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (isPassing(error)) return busy(5, 503);
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal({ code: 'OVERSIZED' });
  return statusCode < 500 ? new Refusal({ code: 'MALFORMED' }) : null;
}

/** Faults are warnings, and what broke an error; what goes well is told where it is rare. */
function tell(
  log: Logger,
  request: FastifyRequest,
  { status, ms }: { readonly status: number; readonly ms: number },
): void {
  const { answer, device, error } = request.told;
  const line = {
    request: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'unknown',
    from: request.ip,
    status,
    ms,
    answer,
    ...(device === undefined ? {} : { device }),
    ...(error === undefined ? {} : { err: error }),
  };
  if (error !== undefined) log.error(line, 'broken');
  else if (answer !== 'ok') log.warn(line, 'refused');
  else log.debug(line, 'answered');
}
