import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** A file a page sends in pieces, kept until its import is long over. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly complete: boolean;
}

export interface Uploads {
  /**
   * Adds a piece at an offset; the first names the file. A piece sent twice is taken once. Refuses NOT_FOUND, STALE for a piece that
   * does not follow, SETTING_INVALID for a file that is too large.
   */
  readonly add: (piece: UploadPiece) => Promise<Result<Upload, DomainError>>;
  /** A file that came whole, or null. */
  readonly complete: (id: string) => Upload | null;
}

export interface UploadPiece {
  readonly upload: string | null;
  readonly name: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly last: boolean;
}

export interface UploadPorts {
  readonly now: () => number;
  readonly newId: () => string;
  /** The largest product list we know is 30 MB; a workbook of it 60. */
  readonly mostBytes: number;
  /** What was uploaded this long ago is imported or forgotten, ms. */
  readonly keepMs: number;
}

/** Pieces of files nobody finished. */
const MOST_OPEN = 8;

export function createUploads(root: string, { now, newId, mostBytes, keepMs }: UploadPorts): Uploads {
  const dir = join(root, 'uploads');
  const known = new Map<string, Upload>();
  const begin = (name: string): Upload => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    forgetOld(dir, now() - keepMs);
    for (const each of [...known.values()].filter((upload) => !upload.complete).slice(0, -MOST_OPEN)) {
      rmSync(each.path, { force: true });
      known.delete(each.id);
    }
    const id = newId();
    const kind = /^\.[a-z0-9]{1,5}$/.exec(extname(name).toLowerCase())?.[0] ?? '';
    return { id, name, path: join(dir, `${id}${kind}`), size: 0, complete: false };
  };
  return {
    add: async (piece) => {
      const { offset, bytes, last } = piece;
      const upload = piece.upload === null ? begin(piece.name) : known.get(piece.upload);
      if (!upload) return err(refuse('NOT_FOUND', { what: 'upload' }));
      if (offset + bytes.byteLength === upload.size && offset < upload.size) return ok(upload);
      if (offset !== upload.size || upload.complete) return err(refuse('STALE'));
      const size = offset + bytes.byteLength;
      if (size > mostBytes) return err(refuse('SETTING_INVALID', { field: 'file' }));
      // Taken before the writing begins, so that the same piece twice at once is written once.
      const grown = { ...upload, size, complete: last };
      known.set(upload.id, grown);
      try {
        await writeAt(upload.path, bytes, offset);
      } catch (error) {
        // Not on the disk: the piece is to be sent again.
        known.set(upload.id, upload);
        throw error;
      }
      return ok(grown);
    },
    complete: (id) => {
      const upload = known.get(id);
      return upload?.complete && existsSync(upload.path) ? upload : null;
    },
  };
}

async function writeAt(path: string, bytes: Uint8Array, offset: number): Promise<void> {
  const file = await open(path, offset === 0 ? 'w' : 'r+', 0o600);
  try {
    await file.write(bytes, 0, bytes.byteLength, offset);
  } finally {
    await file.close();
  }
}

function forgetOld(dir: string, before: number): void {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (statSync(path).mtimeMs < before) rmSync(path, { force: true });
  }
}
