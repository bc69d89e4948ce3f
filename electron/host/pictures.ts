import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { chainPictures } from '#node/chain-pictures.ts';
import { pictureType } from '#node/picture-type.ts';
import { logoProblem } from '#node/receipt-logo.ts';
import { picturesIn } from '#node/renderer-files.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

const MAX_BYTES = 2 * 1024 * 1024;

/** Keeps a PNG, JPEG or WebP under its SHA-256 and answers that name. Refuses SETTING_INVALID for anything else or over 2 MB. */
export async function keepPicture(folder: string, base64: string): Promise<Result<string, DomainError>> {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.byteLength > MAX_BYTES || pictureType(bytes) === null)
    return err(refuse('SETTING_INVALID', { field: 'picture' }));
  const name = createHash('sha256').update(bytes).digest('hex');
  const file = join(folder, name);
  if (existsSync(file)) return ok(name);
  await writeFile(`${file}.new`, bytes, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return ok(name);
}

/** Refuses SETTING_INVALID for a logo that is not kept here, or that slips can't carry: printing must never fail on it. */
export async function checkLogo(folder: string, logo: string | null): Promise<Result<null, DomainError>> {
  if (logo === null) return ok(null);
  const png = /^[0-9a-f]{64}$/.test(logo) ? await readFile(join(folder, logo)).catch(() => null) : null;
  const problem = png === null ? 'not-kept' : logoProblem(png);
  return problem === null ? ok(null) : err(refuse('SETTING_INVALID', { field: 'logo', problem }));
}

/** A picture as pages ask for it: what was kept here lies in the folder, what headquarters keeps came as a fact. */
export const registerPictures =
  ({ folder, read }: Pick<RegisterStore, 'folder' | 'read'>) =>
  async (name: string): Promise<Uint8Array | null> =>
    (await picturesIn(folder.pictures)(name)) ?? (await chainPictures(read)(name));
