import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type LinkFault, linkFault } from '#shared/link/fault.ts';
import { FRAME_LIMIT } from '#shared/link/frame.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** A packed frame is never longer than a frame and what zstd adds to bytes it can't make shorter. */
export const PACKED_LIMIT = FRAME_LIMIT.bytes + 64 * 1024;

/** Neither what comes out nor the window it is made in may be larger than a frame: a bomb stops there. */
const BOUNDS = { maxOutputLength: FRAME_LIMIT.bytes, params: { [constants.ZSTD_d_windowLogMax]: 23 } };

/** Unpacks a body. OVERSIZED past `FRAME_LIMIT`, before more than that is in memory; MALFORMED when it is no zstd or was cut short. */
export async function unpack(packed: Uint8Array): Promise<Result<Uint8Array, LinkFault>> {
  try {
    return ok(await decompress(packed, BOUNDS));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const large = code === 'ERR_BUFFER_TOO_LARGE' || code === 'ZSTD_error_frameParameter_windowTooLarge';
    return err(linkFault(large ? 'OVERSIZED' : 'MALFORMED'));
  }
}

const FAST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export const pack = (bytes: Uint8Array): Promise<Uint8Array> => compress(bytes, FAST);
