import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { STORE_SHAPE } from '#node/store-shape.ts';
import { type CatalogReply, catalogQuery } from '#shared/link/catalog-file.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import { storeFileQuery } from '#shared/link/store-base.ts';
import { ownerOf, parsed } from '../link/asked.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import type { HqPool } from '../store/pool.ts';
import { fileFor } from './catalog-files.ts';
import { wantFile } from './catalog-maker.ts';
import { chunkRoom, chunkRoute } from './chunk-route.ts';
import { wantStoreFile } from './store-file-maker.ts';
import { WarmChunks } from './warm-chunks.ts';

/**
 * Files instead of facts: the chain's catalog, and the base of the asking device's store; which there is, and its chunks. `enter`: a
 * device with a session that is not revoked.
 */
export function catalogRoutes(
  server: FastifyInstance,
  ports: {
    readonly pool: HqPool;
    readonly identity: Pick<HqIdentity, 'incarnation'>;
    readonly enter: onRequestAsyncHookHandler[];
  },
): void {
  const { pool, identity, enter } = ports;
  const { incarnation } = identity;
  const room = chunkRoom();
  const warm = new WarmChunks();
  server.get('/link/catalog', { onRequest: enter }, async (request): Promise<CatalogReply> => {
    const { shape, begun = null, stopped } = parsed(catalogQuery, request.query);
    const reply = await fileFor(pool, { store: CHAIN_STORE, shape, begun, incarnation });
    if (reply.kind === 'none' && stopped !== undefined) await wantFile(pool, incarnation);
    return reply;
  });
  chunkRoute(server, '/link/catalog', { pool, room, warm, enter, storeOf: () => CHAIN_STORE });
  server.get('/link/store-file', { onRequest: enter }, async (request): Promise<CatalogReply> => {
    const { shape, begun = null } = parsed(storeFileQuery, request.query);
    // Tables of a later step are of no use to an older program.
    if (shape < STORE_SHAPE) return { kind: 'none' };
    const { store } = ownerOf(request);
    await wantStoreFile(pool, { store, incarnation });
    return await fileFor(pool, { store, shape: STORE_SHAPE, begun, incarnation });
  });
  chunkRoute(server, '/link/store-file', {
    pool,
    room,
    warm,
    enter,
    storeOf: (request) => ownerOf(request).store,
  });
}
