import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hashOf } from '../link/secrets.ts';
import type { Metrics } from './metrics.ts';

export interface OpsPorts {
  readonly version: string;
  readonly roles: readonly string[];
  readonly metrics: Metrics;
  readonly metricsToken: string | null;
  /** What keeps it from serving, in words; nothing when it is ready. */
  readonly obstacles: () => Promise<readonly string[]>;
}

/**
 * For machines that watch headquarters: `/health` says the process lives, `/ready` whether to send it anybody, `/metrics` counts.
 * Metrics are for this machine, or for who shows the token.
 */
export function opsRoutes(server: FastifyInstance, ports: OpsPorts): void {
  const { version, roles, metrics } = ports;
  server.get('/health', async () => ({ status: 'alive', version, roles }));
  server.get('/ready', async (_, reply) => {
    const obstacles = await ports.obstacles();
    if (obstacles.length > 0) reply.code(503);
    return { status: obstacles.length === 0 ? 'ready' : 'not ready', obstacles };
  });
  server.get('/metrics', async (request, reply) => {
    if (!mayRead(request, ports.metricsToken)) {
      request.told.answer = 'FORBIDDEN';
      return await reply.code(403).send({ code: 'FORBIDDEN' });
    }
    reply.header('content-type', metrics.registry.contentType);
    return await metrics.registry.metrics();
  });
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  const { authorization, 'x-forwarded-for': forwarded } = request.headers;
  if (token !== null && authorization !== undefined) return same(authorization, `Bearer ${token}`);
  // What a proxy nobody told us of sends on comes from this machine too, and says so.
  const isUnknownProxy = forwarded !== undefined && request.ips === undefined;
  return !isUnknownProxy && /^(::1|(::ffff:)?127\.)/.test(request.ip);
}

const same = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(a)), Buffer.from(hashOf(b)));
