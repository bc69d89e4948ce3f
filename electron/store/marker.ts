import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/**
 * How far this device is known to have come, kept outside the data folder: it may lag behind the journal, never lead it.
 * A journal behind its marker was restored or rolled back; one ahead of it is alive.
 */
export interface Marker {
  readonly device: string;
  readonly epoch: string;
  readonly seq: number;
  readonly head: string;
}

export function readMarker(path: string): Marker | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isMarker(value) ? value : null;
  } catch {
    return null;
  }
}

export function writeMarker(path: string, marker: Marker): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, JSON.stringify(marker));
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
}

function isMarker(value: unknown): value is Marker {
  if (typeof value !== 'object' || value === null) return false;
  const m = value as Partial<Record<keyof Marker, unknown>>;
  return (
    typeof m.device === 'string' &&
    typeof m.epoch === 'string' &&
    typeof m.seq === 'number' &&
    typeof m.head === 'string'
  );
}
