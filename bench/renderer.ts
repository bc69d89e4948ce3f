import { join } from 'node:path';
import { BUILT_RENDERER } from '#electron/host/web/serve-until-stopped.ts';
import { buildIfStale } from '../scripts/build.ts';

/** Folder of a renderer built from the sources as they are, or the one named in MALLARD_RENDERER. */
export async function builtRenderer(): Promise<string> {
  const named = process.env['MALLARD_RENDERER'];
  if (named) return named;
  await buildIfStale(['renderer']);
  return join(BUILT_RENDERER);
}
