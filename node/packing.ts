import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type LinkFault, linkFault } from '#shared/link/fault.ts';
import { FRAME_LIMIT } from '#shared/link/frame.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** A packed frame is never longer than a frame and what zstd adds to bytes it can't make shorter. */
export const PACKED_LIMIT = FRAME_LIMIT.bytes + 64 * 1024;

/** Neither what comes out nor the window it is made in may be larger than a frame: a bomb stops there. */
const BOUNDS = { maxOutputLength: FRAME_LIMIT.bytes, params: { [constants.ZSTD_d_windowLogMax]: 23 } };

/** Up to here the way to another thread and back takes longer than the work: 70 µs instead of 20 for a sale. */
const SMALL = { packed: 8 * 1024, bytes: 32 * 1024 };

/** What unpacks to little; null: it has to be looked at as what is large. */
function unpackSmall(packed: Uint8Array): Uint8Array | null {
  try {
    return zstdDecompressSync(packed, { ...BOUNDS, maxOutputLength: SMALL.bytes });
  } catch {
    return null;
  }
}

/** Unpacks a body. OVERSIZED past `FRAME_LIMIT`, before more than that is in memory; MALFORMED when it is no zstd or was cut short. */
export async function unpack(packed: Uint8Array): Promise<Result<Uint8Array, LinkFault>> {
  const small = packed.length <= SMALL.packed ? unpackSmall(packed) : null;
  if (small !== null) return ok(small);
  try {
    return ok(await decompress(packed, BOUNDS));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const large = code === 'ERR_BUFFER_TOO_LARGE' || code === 'ZSTD_error_frameParameter_windowTooLarge';
    return err(linkFault(large ? 'OVERSIZED' : 'MALFORMED'));
  }
}

const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** With tables of the size of what is packed: those for a megabyte are new memory each time, and cost more than the work. */
const FAST_SMALL = {
  params: { ...FAST.params, [constants.ZSTD_c_windowLog]: 15, [constants.ZSTD_c_hashLog]: 13 },
};

export const pack = async (bytes: Uint8Array): Promise<Uint8Array> =>
  bytes.length <= SMALL.bytes ? zstdCompressSync(bytes, FAST_SMALL) : await compress(bytes, FAST);
