import { CATALOG_VERSION } from '#node/catalog/catalog-schema.ts';
import { nodeCodec } from '#node/codec.ts';
import { type CatalogManifest, readCatalogReply } from '#shared/link/catalog-file.ts';
import { takesCatalog, wishesCatalog } from '#shared/link/device/catalog-wish.ts';
import type { FileKind } from './file-fetch.ts';
import { verify } from './keys.ts';
import type { PullParts } from './pull-lane.ts';

/** The chain's catalog as a file (docs/decisions/0012). */
export function catalogKind({ store, client, kept }: PullParts): FileKind<CatalogManifest> {
  return {
    what: 'a catalog file',
    keeper: store.base,
    wishes: (chain) => {
      const { state } = kept.row();
      // Who hands its own catalog over must see each of its products come back.
      return (state === 'filling' || state === 'joined') && wishesCatalog(chain);
    },
    takes: takesCatalog,
    ask: (token, query) => client.catalog(token, { shape: CATALOG_VERSION, ...query }),
    chunk: client.chunk,
    read: (reply) => {
      const hqKey = Buffer.from(kept.row().hq_key, 'base64');
      return readCatalogReply(reply, { shape: CATALOG_VERSION, hqKey, verify }, nodeCodec);
    },
    position: ({ position }) => position,
  };
}
