import type { EntryId } from '#shared/domain/ids.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { toHex } from '#shared/link/bytes.ts';

/**
 * The id of the chain's fact that says what a device's fact said while its store was alone: the same for the same fact, so that it is
 * not written twice, and a uuidv7 with the time of that fact where its id is one.
 */
export function handedId(device: string, entry: string, codec: Codec): EntryId {
  const mixed = toHex(codec.sha256(codec.utf8(`mallard/handed/1\n${device}\n${entry}`)));
  const plain = entry.replaceAll('-', '').toLowerCase();
  const time = (/^[0-9a-f]{12}/.test(plain) ? plain : mixed).slice(0, 12);
  const variant = '89ab'[Number.parseInt(mixed[15] ?? '0', 16) % 4] ?? '8';
  const id = `${time}7${mixed.slice(12, 15)}${variant}${mixed.slice(16, 31)}`;
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}` as EntryId;
}
