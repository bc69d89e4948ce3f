import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import { type CatalogReply, CHUNK_LIMIT, catalogQuery } from '#shared/link/catalog-file.ts';
import { admission } from '../link/admission.ts';
import { busy, Refusal } from '../link/refusal.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import type { HqPool } from '../store/pool.ts';
import { chunkOf, fileFor } from './catalog-files.ts';
import { wantFile } from './catalog-maker.ts';

/** Bytes of chunks on their way out at once: a thousand new registers cost no more memory than a few. */
const MOST_BYTES = 32 * 1024 * 1024;

const chunkParams = z.strictObject({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  chunk: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number),
});

/** The catalog as a file: which there is, and its chunks. `enter`: a device with a session that is not revoked. */
export function catalogRoutes(
  server: FastifyInstance,
  ports: {
    readonly pool: HqPool;
    readonly identity: Pick<HqIdentity, 'incarnation'>;
    readonly enter: onRequestAsyncHookHandler[];
  },
): void {
  const { pool, identity, enter } = ports;
  const room = admission(MOST_BYTES);
  server.get('/link/catalog', { onRequest: enter }, async (request): Promise<CatalogReply> => {
    const query = catalogQuery.safeParse(request.query);
    if (!query.success) throw new Refusal({ code: 'MALFORMED' });
    const { shape, begun = null, stopped } = query.data;
    const { incarnation } = identity;
    const reply = await fileFor(pool, { shape, begun, incarnation });
    if (reply.kind === 'none' && stopped !== undefined) await wantFile(pool, incarnation);
    return reply;
  });
  server.get('/link/catalog/:file/:chunk', { onRequest: enter }, async (request, reply) => {
    const at = chunkParams.safeParse(request.params);
    if (!at.success) throw new Refusal({ code: 'MALFORMED' });
    const leave = room.enter(CHUNK_LIMIT.packed);
    if (leave === null) throw busy(1 + Math.floor(Math.random() * 5));
    reply.raw.once('close', leave);
    const bytes = await chunkOf(pool, at.data);
    if (!bytes) throw new Refusal({ code: 'GONE' });
    reply.header('content-type', 'application/octet-stream');
    return bytes;
  });
}
