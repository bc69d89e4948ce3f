import { closeSync, openSync, readSync } from 'node:fs';
import { gunzipSync, constants as zlib } from 'node:zlib';
import { ImportFault } from './import-fault.ts';

/** How a file is to be read, told from its first bytes alone. */
export type FileShape =
  | { readonly kind: 'xlsx' }
  | {
      readonly kind: 'text';
      readonly gzip: boolean;
      readonly encoding: Encoding;
      readonly delimiter: string;
    };
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const SAMPLE = 256 * 1024;
const DELIMITERS = ['\t', ',', ';', '|'] as const;

/** Throws ImportFault for a file that is empty or no table of text. */
export function shapeOf(path: string): FileShape {
  const head = readHead(path);
  if (head.length === 0) throw new ImportFault('empty');
  if (head.readUInt32LE(0) === 0x04034b50) return { kind: 'xlsx' };
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  const sample = gzip ? unzipped(head) : head;
  if (sample.length === 0) throw new ImportFault('empty');
  const encoding = encodingOf(sample);
  const text = new TextDecoder(encoding).decode(sample, { stream: true });
  return { kind: 'text', gzip, encoding, delimiter: delimiterOf(text) };
}

function readHead(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(SAMPLE);
    return buffer.subarray(0, readSync(file, buffer, 0, SAMPLE, 0));
  } finally {
    closeSync(file);
  }
}

function unzipped(head: Buffer): Buffer {
  try {
    // The head of a stream: what it holds so far is enough, and never more than the sample.
    return gunzipSync(head.subarray(0, 32 * 1024), {
      finishFlush: zlib.Z_SYNC_FLUSH,
      maxOutputLength: 64 * 1024 * 1024,
    }).subarray(0, SAMPLE);
  } catch (error) {
    throw new ImportFault('archive-damaged', null, error instanceof Error ? error.message : '');
  }
}

/** Byte order marks first; then the zeros of UTF-16; then whether it is sound UTF-8; else the encoding Chinese systems write. */
function encodingOf(sample: Buffer): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (let i = 0; i < Math.min(sample.length, 4096); i++)
    if (sample[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > 32 && even * 8 < odd) return 'utf-16le';
  if (even > 32 && odd * 8 < even) return 'utf-16be';
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    if (isSound(sample, encoding)) return encoding;
  }
  throw new ImportFault('encoding');
}

function isSound(sample: Buffer, encoding: Encoding): boolean {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
    return !text.includes('\u0000');
  } catch {
    return false;
  }
}

/** The delimiter that cuts most of the first lines into the same number of cells, more than one; a list of names needs none. */
function delimiterOf(text: string): string {
  const lines = text
    .split(/\r\n?|\n/)
    .slice(0, 50)
    .filter((line) => line !== '');
  let best: { delimiter: string; score: number } = { delimiter: '\t', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, '').split(delimiter).length);
    const usual = mode(counts);
    const score = usual < 2 ? 0 : counts.filter((n) => n === usual).length / counts.length;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function mode(values: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}
