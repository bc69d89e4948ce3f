import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Trouble } from '../trouble.ts';

const count = z.int().min(0);

/** What a backup holds; written last, when everything in it was restored on trial and found whole. */
export const manifest = z.strictObject({
  v: z.literal(1),
  /** Step of the schema its tables are of. */
  schema: count,
  incarnation: z.string(),
  /** When the snapshot was taken, and when it was verified; ms. */
  at: z.int(),
  verifiedAt: z.int(),
  tables: z.array(
    z.strictObject({
      table: z.string().regex(/^[a-z][a-z0-9_]*$/),
      columns: z.array(z.string()),
      rows: count,
      bytes: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});
export type Manifest = z.infer<typeof manifest>;
export type TableFile = Manifest['tables'][number];

export const MANIFEST = 'backup.json';
export const fileOf = (folder: string, { table }: Pick<TableFile, 'table'>): string =>
  join(folder, `${table}.copy`);

/** Reads a finished backup. Throws `Trouble` where it is none: one that was cut off has no manifest. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null) throw new Trouble(`${folder} is no finished backup`);
  const read = manifest.safeParse(parsed(text));
  if (!read.success) throw new Trouble(`${folder} is damaged, or of a newer version`);
  return read.data;
}

/** Length and hash of a file; what was read is on the disk before it answers. */
export async function measured(file: string): Promise<Pick<TableFile, 'bytes' | 'sha256'>> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(part);
    bytes += part.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Throws `Trouble` at the first file that is not as the manifest says. */
export async function checkFiles(folder: string, { tables }: Pick<Manifest, 'tables'>): Promise<void> {
  for (const table of tables) {
    const found = await measured(fileOf(folder, table)).catch(() => null);
    if (found?.sha256 !== table.sha256) throw new Trouble(`${fileOf(folder, table)} is missing or damaged`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
