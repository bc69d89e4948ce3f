import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Crash images from a trace of a process's writes: at every boundary between two system calls the disk holds what was synced, and of
 * what was not either nothing or a random part of its 512-byte sectors. Directory entries and lying disks are not modelled.
 */
export type TraceEvent =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly size: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'said'; readonly text: string };

const SECTOR = 512;

/** Reads `strace -f -y -xx -e trace=pwrite64,write,fsync,fdatasync,ftruncate` output, keeping calls on the named files and standard output. */
export function readTrace(path: string, files: readonly string[]): TraceEvent[] {
  const events: TraceEvent[] = [];
  const pending = new Map<string, string>();
  for (const raw of readFileSync(path, 'latin1').split('\n')) {
    const [, pid = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(raw) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      pending.set(pid, rest.slice(0, -'<unfinished ...>'.length));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>\s?(.*)$/.exec(rest);
    const event = parseCall(resumed ? `${pending.get(pid) ?? ''}${resumed[1] ?? ''}` : rest, files);
    if (event) events.push(event);
  }
  return events;
}

function parseCall(call: string, files: readonly string[]): TraceEvent | null {
  const [, name, descriptor, place = '', args = ''] =
    /^(\w+)\((\d+)<((?:[^>\\]|\\.)*)>,?\s?(.*)\)\s+= \d+/.exec(call) ?? [];
  if (!name) return null;
  if (name === 'write' && descriptor === '1') return { kind: 'said', text: bytesIn(args).toString('utf8') };
  const file = basename(fromHex(place));
  if (!files.includes(file)) return null;
  if (name === 'fsync' || name === 'fdatasync') return { kind: 'sync', file };
  if (name === 'ftruncate') return { kind: 'truncate', file, size: Number(args) };
  if (name !== 'pwrite64') return null;
  return { kind: 'write', file, at: Number(/,\s(\d+)\s*$/.exec(args)?.[1]), bytes: bytesIn(args) };
}

const fromHex = (text: string): string =>
  text.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function bytesIn(args: string): Buffer {
  const from = args.indexOf('"');
  const to = args.indexOf('"', from + 1);
  return Buffer.from(args.slice(from + 1, to).replaceAll('\\x', ''), 'hex');
}

/** The disk of the traced process: what is safe on it, and what a power cut may take. */
export class TracedDisk {
  readonly #files: readonly string[];
  readonly #safe = new Map<string, Buffer>();
  #unsynced: Exclude<TraceEvent, { kind: 'said' | 'sync' }>[] = [];

  constructor(start: string, files: readonly string[]) {
    this.#files = files;
    for (const file of files) {
      const path = join(start, file);
      if (existsSync(path)) this.#safe.set(file, readFileSync(path));
    }
  }

  happen(event: TraceEvent): void {
    if (event.kind === 'write' || event.kind === 'truncate') this.#unsynced.push(event);
    if (event.kind !== 'sync') return;
    for (const change of this.#unsynced)
      if (change.file === event.file)
        this.#safe.set(change.file, applied(this.#safe.get(change.file), change));
    this.#unsynced = this.#unsynced.filter((change) => change.file !== event.file);
  }

  /** Writes the image a cut leaves here; `keeps` answers for each unsynced sector whether it made it. */
  cut(target: string, keeps: () => boolean): void {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    for (const file of this.#files) {
      let image = this.#safe.get(file);
      for (const change of this.#unsynced) if (change.file === file) image = partly(image, change, keeps);
      if (image) writeFileSync(join(target, file), image);
    }
  }
}

type Change = Exclude<TraceEvent, { kind: 'said' | 'sync' }>;

function applied(before: Buffer | undefined, change: Change): Buffer {
  const old = before ?? Buffer.alloc(0);
  if (change.kind === 'truncate')
    return change.size <= old.length ? Buffer.from(old.subarray(0, change.size)) : grown(old, change.size);
  const next = grown(old, Math.max(old.length, change.at + change.bytes.length));
  change.bytes.copy(next, change.at);
  return next;
}

function partly(before: Buffer | undefined, change: Change, keeps: () => boolean): Buffer | undefined {
  if (change.kind === 'truncate') return keeps() ? applied(before, change) : before;
  let image = before;
  for (let from = 0; from < change.bytes.length; from += SECTOR) {
    if (!keeps()) continue;
    image = applied(image, {
      ...change,
      at: change.at + from,
      bytes: change.bytes.subarray(from, from + SECTOR),
    });
  }
  return image;
}

function grown(old: Buffer, size: number): Buffer {
  const next = Buffer.alloc(size);
  old.copy(next);
  return next;
}

/** Copies the files a trace starts from. */
export function copyStart(from: string, to: string, files: readonly string[]): void {
  mkdirSync(to, { recursive: true });
  for (const file of files) if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
}
