import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import { CHUNK_LIMIT } from '#shared/link/catalog-file.ts';
import { type Admission, admission } from '../link/admission.ts';
import { parsed } from '../link/asked.ts';
import { busy, Refusal } from '../link/refusal.ts';
import type { HqPool } from '../store/pool.ts';
import { chunkOf } from './catalog-files.ts';
import type { WarmChunks } from './warm-chunks.ts';

/** Bytes of chunks on their way out at once: a thousand new registers cost no more memory than a few. */
const MOST_BYTES = 32 * 1024 * 1024;
export const chunkRoom = (): Admission => admission(MOST_BYTES);

const chunkParams = z.strictObject({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  chunk: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number),
});

/** A chunk by its number, of a file of the store the asking device may read. */
export function chunkRoute(
  server: FastifyInstance,
  path: string,
  ports: {
    readonly pool: HqPool;
    readonly room: Admission;
    readonly warm: WarmChunks;
    readonly enter: onRequestAsyncHookHandler[];
    readonly storeOf: (request: FastifyRequest) => string;
  },
): void {
  const { pool, room, warm, enter, storeOf } = ports;
  server.get(`${path}/:file/:chunk`, { onRequest: enter }, async (request, reply) => {
    const at = parsed(chunkParams, request.params);
    const leave = room.enter(CHUNK_LIMIT.packed);
    if (leave === null) throw busy(1 + Math.floor(Math.random() * 5));
    reply.raw.once('close', leave);
    const store = storeOf(request);
    const name = `${store}/${at.file}/${at.chunk}`;
    const bytes = await warm.of(name, () => chunkOf(pool, { store, ...at }));
    if (!bytes) throw new Refusal({ code: 'GONE' });
    reply.header('content-type', 'application/octet-stream');
    return bytes;
  });
}
