/** Both papers take 384 dots across; a taller logo than this wastes paper on every slip. */
const LOGO_LIMITS = { width: 384, height: 240, bytes: 200_000 } as const;

export type LogoProblem = 'not-png' | 'too-large' | 'too-many-bytes';

/** Why a picture can't be the logo on slips, or null. Asked when the shop chooses it, so printing never fails on it. */
export function logoProblem(png: Uint8Array): LogoProblem | null {
  if (png.length > LOGO_LIMITS.bytes) return 'too-many-bytes';
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (bytes.length < 24 || !bytes.subarray(0, 8).equals(SIGNATURE)) return 'not-png';
  const fits = bytes.readUInt32BE(16) <= LOGO_LIMITS.width && bytes.readUInt32BE(20) <= LOGO_LIMITS.height;
  return fits ? null : 'too-large';
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
