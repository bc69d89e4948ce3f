import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { type FileShape, shapeOf } from './file-shape.ts';
import { type FileRow, ImportFault } from './import-fault.ts';
import { textRows } from './text-rows.ts';
import { xlsxRows } from './xlsx-rows.ts';

export interface OpenFile {
  readonly shape: FileShape;
  /** The rows in order, in small groups. Throws ImportFault where the rest can't be read. */
  readonly rows: () => AsyncGenerator<FileRow[]>;
}

/** Text unpacked from a .gz beyond this is no product list. */
const MAX_UNPACKED = 2 * 1024 * 1024 * 1024;

export function openFile(path: string): OpenFile {
  const shape = shapeOf(path);
  return {
    shape,
    rows: () => (shape.kind === 'xlsx' ? xlsxRows(path) : textRows(decoded(path, shape), shape.delimiter)),
  };
}

async function* decoded(path: string, shape: FileShape & { kind: 'text' }): AsyncGenerator<string> {
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  const bytes: AsyncIterable<Buffer> = shape.gzip
    ? source.pipe(createGunzip({ chunkSize: 256 * 1024 }))
    : source;
  // The byte order mark is dropped by the decoder.
  const decoder = new TextDecoder(shape.encoding, { fatal: true });
  let size = 0;
  let line = 1;
  try {
    for await (const piece of bytes) {
      size += piece.length;
      if (size > MAX_UNPACKED) throw new ImportFault('archive-too-large');
      const text = decode(decoder, piece, line);
      line += text.split('\n').length - 1;
      yield text;
    }
    yield decode(decoder, null, line);
  } catch (error) {
    if (error instanceof ImportFault) throw error;
    throw new ImportFault(
      shape.gzip ? 'archive-damaged' : 'unreadable',
      line,
      error instanceof Error ? error.message : '',
    );
  } finally {
    source.destroy();
  }
}

/** A fatal decoder throws TypeError: the file is not in the encoding its beginning seemed to be in. */
function decode(decoder: InstanceType<typeof TextDecoder>, piece: Buffer | null, line: number): string {
  try {
    return piece === null ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    throw new ImportFault('encoding', line);
  }
}
