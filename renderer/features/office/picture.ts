import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { client } from '#renderer/host/host.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { isHq } from '#renderer/host/kind.ts';

/** Where the host serves a picture from. */
export const pictureAddress = (name: string): string => `/pictures/${name}`;

/** Longest side of a stored picture, px: sharp on a tile and on paper, small on the disk. */
const LONGEST = 800;

/**
 * Stores a picture file and answers its name; null where the file is no picture. Large ones are made smaller first.
 * Throws what the host refused: headquarters keeps logos alone.
 */
export async function storePicture(file: Blob, kind: 'photo' | 'logo'): Promise<string | null> {
  const small = await shrunk(file, kind);
  if (small === null) return null;
  const data = await base64Of(small);
  const { picture } = isHq
    ? await hqClient.settings.keepLogo({ commandId: newCommandId(), data })
    : await client.catalog.savePicture({ data });
  return picture;
}

async function shrunk(file: Blob, kind: 'photo' | 'logo'): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  // A receipt is at most 576 dots wide; a logo leaves a margin on both sides.
  const longest = kind === 'logo' ? 384 : LONGEST;
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const paper = canvas.getContext('2d');
  if (paper === null) return null;
  if (kind === 'logo') {
    paper.fillStyle = 'white';
    paper.fillRect(0, 0, canvas.width, canvas.height);
  }
  paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return await new Promise((resolve) =>
    canvas.toBlob(resolve, kind === 'logo' ? 'image/png' : 'image/webp', 0.88),
  );
}

/** The bytes of a blob as base64, in steps small enough for a call's arguments. */
export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
