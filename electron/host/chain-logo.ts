import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pictureData } from '#shared/services/settings/pictures.ts';
import { keepPicture } from './pictures.ts';
import type { Register } from './register.ts';

/** The logo of a chain comes as a fact; slips and screens find their pictures in the folder. */
export async function keepChainLogo({ store }: Pick<Register, 'store'>): Promise<void> {
  const logo = store.chain().settings?.receipt.logo ?? null;
  if (logo === null || existsSync(join(store.folder.pictures, logo))) return;
  const data = await pictureData(store.read, logo);
  if (data !== null) await keepPicture(store.folder.pictures, data);
}
