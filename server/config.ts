import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** A socket's path has 107 bytes, and PostgreSQL's file in the folder needs some. */
const LONGEST_FOLDER = 90;

export const ROLES = ['api', 'sync', 'worker'] as const;
/** What a process of headquarters does: serve people, serve registers, do what nobody waits for. */
export type Role = (typeof ROLES)[number];

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where the tables are: a PostgreSQL of its own in a folder, or one that is named. */
export type DatabasePlace =
  | { readonly kind: 'own'; readonly folder: string }
  | { readonly kind: 'named'; readonly url: string };

export interface HqConfig {
  readonly database: DatabasePlace;
  readonly roles: ReadonlySet<Role>;
  /** Address and port it listens on; port 0 lets the system choose. */
  readonly host: string;
  readonly port: number;
  /** How registers and browsers reach it, without a slash at the end; null: where it listens. */
  readonly publicAddress: string | null;
  /** Certificate chain and key, PEM, and the files they were read from. */
  readonly tls: {
    readonly cert: Buffer;
    readonly key: Buffer;
    readonly files: { readonly cert: string; readonly key: string };
  } | null;
  /** Addresses of the proxies whose word on the caller's address is taken. */
  readonly proxies: readonly string[];
  readonly logLevel: LogLevel;
  /** Who shows this may read the metrics from elsewhere; without it only this machine may. */
  readonly metricsToken: string | null;
  /** What second factors are sealed with; null: what lies beside headquarters' own PostgreSQL. */
  readonly factorKey: string | null;
  /** Where backups of its own PostgreSQL are kept; null: in its folder. */
  readonly backups?: string | null;
}

/** One setting: a flag, the variable it can stand in instead, and its line of the help. */
const SETTINGS = {
  database: ['DATABASE_URL', '<url>     a PostgreSQL 16 or later; without it HQ runs one of its own'],
  data: ['MALLARD_HQ_DATA', '<folder>      where its own PostgreSQL keeps its files (~/.mallard-hq)'],
  backups: [
    'MALLARD_HQ_BACKUPS',
    '<folder>   where its own backups are kept, best on another disk (backups in --data)',
  ],
  host: ['MALLARD_HQ_HOST', '<address>     what it listens on (127.0.0.1; 0.0.0.0 for every address)'],
  port: ['MALLARD_HQ_PORT', '<port>        8420'],
  address: ['MALLARD_HQ_ADDRESS', '<url>      how registers and browsers reach it, https://hq.example.com'],
  'tls-cert': ['MALLARD_HQ_TLS_CERT', '<file>    its certificate and those that sign it, PEM'],
  'tls-key': ['MALLARD_HQ_TLS_KEY', '<file>     the key of the certificate, PEM'],
  proxy: ['MALLARD_HQ_PROXY', '<addresses>  proxies before it that do the TLS, by commas'],
  roles: ['MALLARD_HQ_ROLES', '<roles>      of api, sync, worker; all of them in one process otherwise'],
  log: ['MALLARD_HQ_LOG', `<level>        ${LOG_LEVELS.join(', ')} (info)`],
  'factor-key': [
    'MALLARD_HQ_FACTOR_KEY',
    '<text>   what second factors are sealed with; needed with --database',
  ],
  'metrics-token': ['MALLARD_HQ_METRICS_TOKEN', '<text> opens /metrics to other machines'],
} as const satisfies Readonly<Record<string, readonly [variable: string, help: string]>>;

type Setting = keyof typeof SETTINGS;
const NAMES = Object.keys(SETTINGS) as Setting[];

export const CONFIG_HELP = NAMES.map((name) => `  --${name} ${SETTINGS[name][1]}`).join('\n');
export const CONFIG_OPTIONS = Object.fromEntries(NAMES.map((name) => [name, { type: 'string' as const }]));

/**
 * Reads the configuration from flags, then from the environment. Answers every complaint at once, each with the setting it is about
 * and what would be right.
 *
 * @example readConfig({ port: '8420' }, process.env)
 */
export function readConfig(
  flags: Readonly<Record<string, string | undefined>>,
  env: Readonly<Record<string, string | undefined>>,
): Result<HqConfig, readonly string[]> {
  const complaints: string[] = [];
  const given: Given = {
    text: (name) => flags[name]?.trim() || env[SETTINGS[name][0]]?.trim() || null,
    complain: (name, what) => {
      complaints.push(`--${name} (${SETTINGS[name][0]}): ${what}`);
      return null;
    },
  };
  const config = {
    database: databaseOf(given),
    roles: rolesOf(given),
    host: given.text('host') ?? '127.0.0.1',
    port: portOf(given),
    publicAddress: addressOf(given),
    tls: tlsOf(given),
    proxies: proxiesOf(given),
    logLevel: logLevelOf(given),
    metricsToken: tokenOf(given),
    factorKey: factorKeyOf(given),
    backups: given.text('backups'),
  };
  judgeTogether(config, given);
  return complaints.length > 0 ? err(complaints) : ok(config);
}

interface Given {
  readonly text: (name: Setting) => string | null;
  readonly complain: (name: Setting, what: string) => null;
}

function databaseOf({ text, complain }: Given): DatabasePlace {
  const url = text('database');
  if (url === null) {
    const folder = resolve(text('data') ?? join(homedir(), '.mallard-hq'));
    if (Buffer.byteLength(folder) > LONGEST_FOLDER)
      complain('data', `${folder} is too long for a socket in it: at most ${LONGEST_FOLDER} bytes`);
    return { kind: 'own', folder };
  }
  // The address is never repeated: it may hold a password.
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    complain('database', 'not an address of a PostgreSQL, such as postgres://user:password@host/mallard');
  if (text('data') !== null) complain('data', 'only without --database, which keeps its files elsewhere');
  return { kind: 'named', url };
}

function rolesOf({ text, complain }: Given): ReadonlySet<Role> {
  const named = listOf(text('roles'));
  const roles = ROLES.filter((role) => named.includes(role));
  const strange = named.filter((name) => !ROLES.some((role) => role === name));
  if (strange.length > 0) complain('roles', `there is no role ${strange.join(', ')}: ${ROLES.join(', ')}`);
  return new Set(named.length === 0 ? ROLES : roles);
}

function portOf({ text, complain }: Given): number {
  const given = text('port') ?? '8420';
  const port = Number(given);
  if (!/^\d+$/.test(given) || port > 65_535) complain('port', `'${given}' is no port, 0 to 65535`);
  return port;
}

function addressOf({ text, complain }: Given): string | null {
  const given = text('address');
  if (given === null) return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '')
    return complain('address', `'${given}' is no address such as https://hq.example.com`);
  return url.href.replace(/\/+$/, '');
}

function tlsOf({ text, complain }: Given): HqConfig['tls'] {
  const given = { cert: text('tls-cert'), key: text('tls-key') };
  if (given.cert === null && given.key === null) return null;
  if (given.cert === null) return complain('tls-cert', 'the key needs its certificate');
  if (given.key === null) return complain('tls-key', 'the certificate needs its key');
  const files = { cert: given.cert, key: given.key };
  const read = (name: Setting, path: string): Buffer | null => {
    try {
      return readFileSync(path);
    } catch (error) {
      return complain(
        name,
        `${path} can't be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  const cert = read('tls-cert', files.cert);
  const key = read('tls-key', files.key);
  if (!cert || !key) return null;
  try {
    createSecureContext({ cert, key });
    return { cert, key, files };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return complain('tls-cert', `this certificate and key don't go together: ${why}`);
  }
}

function proxiesOf({ text, complain }: Given): readonly string[] {
  const proxies = listOf(text('proxy'));
  const strange = proxies.filter((each) => {
    const [address = '', bits, ...rest] = each.split('/');
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return (
      rest.length > 0 || most < 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most))
    );
  });
  if (strange.length > 0)
    complain('proxy', `'${strange.join(', ')}' is no address such as 10.0.0.5 or 10.0.0.0/24`);
  return proxies;
}

function logLevelOf({ text, complain }: Given): LogLevel {
  const given = text('log') ?? 'info';
  const level = LOG_LEVELS.find((each) => each === given);
  if (level === undefined) complain('log', `'${given}' is none of ${LOG_LEVELS.join(', ')}`);
  return level ?? 'info';
}

function tokenOf({ text, complain }: Given): string | null {
  const token = text('metrics-token');
  if (token !== null && token.length < 16) return complain('metrics-token', 'at least 16 characters');
  return token;
}

function factorKeyOf({ text, complain }: Given): string | null {
  const key = text('factor-key');
  if (key !== null && key.length < 32) return complain('factor-key', 'at least 32 characters');
  return key;
}

const listOf = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** What each setting allows and all of them together don't. */
function judgeTogether(config: HqConfig, { complain }: Given): void {
  const { database, roles, host, tls, proxies } = config;
  if (database.kind === 'own' && roles.size < ROLES.length)
    complain('roles', 'processes with roles of their own share one PostgreSQL: name it with --database');
  if (tls !== null && proxies.length > 0)
    complain('proxy', 'either the proxy does the TLS or HQ does it by --tls-cert, not both');
  if (tls === null && proxies.length === 0 && !isLoopback(host))
    complain(
      'host',
      `on ${host} others could read along: give --tls-cert and --tls-key, or --proxy when a proxy does the TLS`,
    );
}

/** Where backups go; null where the database is named, and its own tools make them. */
export const backupsOf = ({ database, backups }: Pick<HqConfig, 'database' | 'backups'>): string | null =>
  database.kind === 'named' ? null : resolve(backups ?? join(database.folder, 'backups'));

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
