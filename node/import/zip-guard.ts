import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { ImportFault } from './import-fault.ts';

const MIB = 1024 * 1024;
/** A sheet of a million rows unpacks to about 200 MiB; what unpacks to more, or a hundredfold and more, is a bomb. */
const MAX_TOTAL = 768 * MIB;
const MAX_ENTRY = 512 * MIB;
/** All shared texts are held in memory while the sheet is read. */
const MAX_TEXTS = 96 * MIB;
const MAX_RATIO = 100;
/** Small parts may be squeezed as far as they like. */
const RATIO_FROM = 4 * MIB;
const MAX_ENTRIES = 2_000;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Refuses a workbook that would not fit, before anything of it is parsed: first by the sizes its directory states, then by
 * unpacking every part into nothing, since a directory can lie. Throws ImportFault.
 */
export async function guardArchive(path: string): Promise<void> {
  const entries = await readDirectory(path);
  if (entries.length > MAX_ENTRIES)
    throw new ImportFault('archive-too-large', null, `${entries.length} parts`);
  const total = entries.reduce((sum, e) => sum + e.size, 0);
  if (total > MAX_TOTAL) throw new ImportFault('archive-too-large', null, `${total} bytes`);
  for (const entry of entries) {
    if (isTooLarge(entry)) throw new ImportFault('archive-too-large', null, entry.name);
  }
  for (const entry of entries) await weigh(path, entry);
}

const isTooLarge = ({ name, size, packed }: ZipEntry): boolean =>
  size > (name.endsWith('sharedStrings.xml') ? MAX_TEXTS : MAX_ENTRY) ||
  (size > RATIO_FROM && size > packed * MAX_RATIO);

async function readDirectory(path: string): Promise<ZipEntry[]> {
  const { size } = statSync(path);
  const file = await open(path, 'r');
  try {
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await file.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end < 0 || end + 22 > tail.length) throw new ImportFault('archive-damaged');
    const length = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    if (start + length > size || length > 8 * MIB) throw new ImportFault('archive-damaged');
    const directory = Buffer.alloc(length);
    await file.read(directory, 0, length, start);
    return parseDirectory(directory);
  } finally {
    await file.close();
  }
}

function parseDirectory(directory: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new ImportFault('archive-damaged');
    const nameLength = directory.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    const entry: ZipEntry = {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    };
    const encrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
    if (encrypted || (entry.method !== 0 && entry.method !== 8))
      throw new ImportFault('archive-damaged', null, entry.name);
    entries.push(entry);
    at = next;
  }
  return entries;
}

/** Unpacks one part and throws it away, stopping where it passes what the directory promised. */
async function weigh(path: string, entry: ZipEntry): Promise<void> {
  if (entry.method === 0) {
    if (entry.size !== entry.packed) throw new ImportFault('archive-damaged', null, entry.name);
    return;
  }
  const start = await dataStart(path, entry);
  const packed = createReadStream(path, { start, end: start + Math.max(entry.packed, 1) - 1 });
  const unpacked = packed.pipe(createInflateRaw());
  let size = 0;
  try {
    for await (const piece of unpacked as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > entry.size) throw new ImportFault('archive-too-large', null, entry.name);
    }
  } catch (error) {
    if (error instanceof ImportFault) throw error;
    throw new ImportFault('archive-damaged', null, entry.name);
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}

async function dataStart(path: string, entry: ZipEntry): Promise<number> {
  const file = await open(path, 'r');
  try {
    const header = Buffer.alloc(30);
    await file.read(header, 0, 30, entry.offset);
    if (header.readUInt32LE(0) !== 0x04034b50) throw new ImportFault('archive-damaged', null, entry.name);
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}
