import { base64Of } from '#renderer/features/office/picture.ts';
import { client } from '#renderer/host/host.ts';

/** A piece, bytes: below the register's limit of 512 KiB. */
const PIECE = 384 * 1024;

/**
 * Sends a file to the register piece by piece and answers its upload. Throws what the register refused.
 * @example const upload = await uploadFile(file, (sent) => setSent(sent))
 */
export async function uploadFile(file: File, onProgress: (sent: number) => void): Promise<string> {
  let upload: string | null = null;
  let offset = 0;
  do {
    const end = Math.min(file.size, offset + PIECE);
    const data = await base64Of(file.slice(offset, end));
    const sent: { readonly upload: string } = await client.imports.upload({
      upload,
      name: file.name,
      offset,
      data,
      last: end === file.size,
    });
    upload = sent.upload;
    offset = end;
    onProgress(offset);
  } while (offset < file.size);
  return upload;
}
