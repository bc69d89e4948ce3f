import { nodeCodec } from '#node/codec.ts';
import { STORE_SHAPE } from '#node/store-shape.ts';
import { takesStoreFile, wishesStoreFile } from '#shared/link/device/store-wish.ts';
import { type HqStoreManifest, readStoreReply } from '#shared/link/store-base.ts';
import type { FileKind } from './file-fetch.ts';
import { verify } from './keys.ts';
import type { PullParts } from './pull-lane.ts';

/** The base of its store as a file, for a register that is not selling yet (docs/decisions/0022). */
export function storeKind({ store, client, kept }: PullParts): FileKind<HqStoreManifest> {
  return {
    what: 'a store file',
    keeper: store.storeBase,
    // Its rows are put in place in one transaction, which no sale may wait for.
    wishes: (feed) => kept.row().state === 'filling' && wishesStoreFile(feed),
    takes: (feed, manifest) => takesStoreFile(feed, manifest.feed),
    ask: (token, { begun }) => client.storeFile(token, { shape: STORE_SHAPE, begun }),
    chunk: client.storeChunk,
    read: (reply) => {
      const hqKey = Buffer.from(kept.row().hq_key, 'base64');
      const expected = { shape: STORE_SHAPE, store: store.self().store, hqKey, verify };
      return readStoreReply(reply, expected, nodeCodec);
    },
    position: ({ feed }) => feed.position,
  };
}
