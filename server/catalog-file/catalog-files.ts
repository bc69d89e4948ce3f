import { escapeLiteral } from 'pg';
import type { CatalogReply } from '#shared/link/catalog-file.ts';
import type { HqPool } from '../store/pool.ts';

/** Files that are kept: the newest, and the one before it for those who have begun to fetch it. */
const KEPT = 2;

/** Which kind of files: of the catalog those of the store `chain`, of a store's base its own; and the shape this program writes. */
export interface FileKind {
  readonly store: string;
  readonly shape: number;
}

export interface KeptFile {
  readonly position: number;
  readonly made_at: number;
  readonly manifest: string;
}

/** The newest file of this life of HQ. */
export async function newestFile(
  pool: HqPool,
  { store, shape }: FileKind,
  incarnation: string,
): Promise<KeptFile | undefined> {
  const { rows } = await pool.query<KeptFile>(
    `select position, made_at, manifest from catalog_file
     where store = $1 and shape = $2 and incarnation = $3 order by made_at desc, file limit 1`,
    [store, shape, incarnation],
  );
  return rows[0];
}

/** The file to fetch: the one that was begun where it is still there, else the newest of its shape. */
export async function fileFor(
  pool: HqPool,
  wanted: FileKind & { readonly begun: string | null; readonly incarnation: string },
): Promise<CatalogReply> {
  const { rows } = await pool.query<{ file: string; manifest: string; signature: string }>(
    `select file, manifest, signature from catalog_file
     where store = $1 and shape = $2 and incarnation = $3 order by file is distinct from $4, made_at desc, file limit 1`,
    [wanted.store, wanted.shape, wanted.incarnation, wanted.begun],
  );
  return rows[0] ? { kind: 'file', ...rows[0] } : { kind: 'none' };
}

/** Bytes of a chunk that come at once: as much as is read from a line in one go. */
const PIECE = 60 * 1024;

/** A chunk as it is sent; undefined where the file is not kept any more. */
export async function chunkOf(
  pool: HqPool,
  { store, file, chunk }: { readonly store: string; readonly file: string; readonly chunk: number },
): Promise<Uint8Array | undefined> {
  if (!Number.isSafeInteger(chunk)) return undefined;
  const bytes = await pool.copied(
    `copy (select substring(bytes from at for ${PIECE}) from catalog_chunk, generate_series(1, length(bytes), ${PIECE}) at
     where store = ${escapeLiteral(store)} and file = ${escapeLiteral(file)} and chunk = ${chunk} order by at) to stdout (format binary)`,
  );
  return bytes.length === 0 ? undefined : bytes;
}

/** Gives a file that was made its name, so that it is there from now on, and takes those away that nobody needs. */
export async function publish(
  pool: HqPool,
  { store, shape }: FileKind,
  made: {
    readonly under: string;
    readonly file: string;
    readonly manifest: string;
    readonly signature: string;
    readonly incarnation: string;
    readonly position: number;
    readonly at: number;
  },
): Promise<void> {
  await pool.transaction(async (sql) => {
    await sql.query('update catalog_chunk set file = $3 where store = $1 and file = $2', [
      store,
      made.under,
      made.file,
    ]);
    await sql.query(
      `insert into catalog_file (store, file, shape, incarnation, position, manifest, signature, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [store, made.file, shape, made.incarnation, made.position, made.manifest, made.signature, made.at],
    );
  });
  await pool.query(
    `delete from catalog_file where store = $1 and file not in
     (select file from catalog_file where store = $1 order by made_at desc, file limit $2)`,
    [store, KEPT],
  );
  await sweepChunks(pool, store);
}

/** Takes chunks away that belong to no file: of one that was given up, or never finished. Only while none is being made. */
export const sweepChunks = (pool: HqPool, store: string) =>
  pool.query(
    'delete from catalog_chunk where store = $1 and file not in (select file from catalog_file where store = $1)',
    [store],
  );
