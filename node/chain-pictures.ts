import type { Reader } from '#shared/services/journal/query.ts';
import { pictureData } from '#shared/services/settings/pictures.ts';

/** The bytes of a picture of the chain, by its name; null: the chain has none. */
export const chainPictures =
  (read: Reader) =>
  async (name: string): Promise<Uint8Array | null> => {
    const data = await pictureData(read, name);
    return data === null ? null : Buffer.from(data, 'base64');
  };
