import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { client } from '#renderer/host/host.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { isHq } from '#renderer/host/kind.ts';
import { MOST_PICTURE_BYTES } from '#shared/domain/catalog/chain-picture.ts';

/** Where the host serves a picture from. */
export const pictureAddress = (name: string): string => `/pictures/${name}`;

/** A drawing of a picture: its longest side in px, and what it is written as. */
interface Drawing {
  readonly longest: number;
  readonly type: 'image/png' | 'image/webp' | 'image/jpeg';
  readonly quality?: number;
}

/** Sharp on a tile and on paper, small on the disk. */
const PHOTO: Drawing = { longest: 800, type: 'image/webp', quality: 0.88 };
/** A receipt is at most 576 dots wide; a logo leaves a margin on both sides. */
const LOGO: Drawing = { longest: 384, type: 'image/png' };
/** A chain's pictures come to its registers inside facts: the first of these that is small enough. Safari writes no WebP. */
const CHAIN_PHOTOS: readonly Drawing[] = [
  { longest: 480, type: 'image/webp', quality: 0.88 },
  { longest: 480, type: 'image/webp', quality: 0.7 },
  { longest: 480, type: 'image/jpeg', quality: 0.7 },
  { longest: 320, type: 'image/jpeg', quality: 0.6 },
];

/**
 * Stores a picture file and answers its name; null where the file is no picture. Large ones are made smaller first.
 * Throws what the host refused.
 */
export async function storePicture(file: Blob, kind: 'photo' | 'logo'): Promise<string | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const small = await (kind === 'logo'
    ? drawn(bitmap, LOGO)
    : isHq
      ? chainPhoto(bitmap)
      : drawn(bitmap, PHOTO));
  bitmap.close();
  if (small === null) return null;
  const data = await base64Of(small);
  const { picture } = await (isHq
    ? keptAtHq(kind, { commandId: newCommandId(), data })
    : client.catalog.savePicture({ data }));
  return picture;
}

const keptAtHq = (kind: 'photo' | 'logo', input: { readonly commandId: string; readonly data: string }) =>
  kind === 'logo' ? hqClient.settings.keepLogo(input) : hqClient.catalog.keepPicture(input);

async function chainPhoto(bitmap: ImageBitmap): Promise<Blob | null> {
  for (const drawing of CHAIN_PHOTOS) {
    const blob = await drawn(bitmap, drawing);
    if (blob !== null && blob.size <= MOST_PICTURE_BYTES) return blob;
  }
  return null;
}

async function drawn(bitmap: ImageBitmap, { longest, type, quality }: Drawing): Promise<Blob | null> {
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const paper = canvas.getContext('2d');
  if (paper === null) return null;
  // What paper and JPEG know nothing of would come out black.
  if (type !== 'image/webp') {
    paper.fillStyle = 'white';
    paper.fillRect(0, 0, canvas.width, canvas.height);
  }
  paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

/** The bytes of a blob as base64, in steps small enough for a call's arguments. */
export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
