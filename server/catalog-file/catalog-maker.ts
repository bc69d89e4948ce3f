import { CATALOG_VERSION } from '#node/catalog/catalog-schema.ts';
import { catalogFileName, catalogMessage, readManifest } from '#shared/link/catalog-file.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { HqPool } from '../store/pool.ts';
import { type FileKind, newestFile } from './catalog-files.ts';
import { type FilePorts, makeFile } from './make-file.ts';

/** From so many products on a new register is ready sooner by a file than by the feed. */
export const WORTH_A_FILE = 20_000;
/** A file is made anew when the facts behind it are this share of it, and when there are any and it is so old, ms. */
const STALE = { share: 0.05, ms: 6 * 3_600_000 } as const;
const LOOK_EVERY = 300_000;

/** Keeps a file of the chain's catalog ready for registers that are new or far behind. */
export interface CatalogMaker {
  /** Makes one where it is due, or in any case; resolves when it is there. Another process may be at it: then nothing is done. */
  readonly look: (given?: { readonly inAnyCase: boolean }) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Files of the chain's catalog. */
export const CATALOG_FILES: FileKind = { store: CHAIN_STORE, shape: CATALOG_VERSION };

export interface CatalogMakerPorts extends FilePorts {
  readonly worthFrom: number;
  readonly made: (file: {
    readonly position: number;
    readonly products: number;
    readonly bytes: number;
  }) => void;
  readonly report: (error: unknown) => void;
}

export function createCatalogMaker(ports: CatalogMakerPorts): CatalogMaker {
  const over = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  const look: CatalogMaker['look'] = (given = { inAnyCase: false }) => {
    looking = looking
      .catch(() => {})
      .then(async () => {
        if (!over.signal.aborted && (given.inAnyCase || (await isDue(ports)))) await make(ports, over.signal);
      });
    return looking;
  };
  const soon = () => void look().catch((error: unknown) => over.signal.aborted || ports.report(error));
  const timer = setInterval(soon, LOOK_EVERY);
  timer.unref();
  soon();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      over.abort();
      await looking.catch(() => {});
    },
  };
}

/** A register that can't go on without a file says so by this row, whatever process of HQ it is linked to. */
const WANTED = 'catalog-wanted';

export const wantFile = (pool: HqPool, incarnation: string) =>
  pool.query(
    'insert into hq_state (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [WANTED, incarnation],
  );

async function isDue({ pool, identity, now, worthFrom }: CatalogMakerPorts): Promise<boolean> {
  const newest = await newestFile(pool, CATALOG_FILES, identity.incarnation);
  if (!newest) return (await isWanted(pool, identity.incarnation)) || (await isWorthIt(pool, worthFrom));
  const { rows } = await pool.query<{ facts: number; bytes: number }>(
    `select count(*) as facts, coalesce(sum(octet_length(body)), 0) as bytes from journal
     where store = $1 and position > $2`,
    [CHAIN_STORE, newest.position],
  );
  const { facts = 0, bytes = 0 } = rows[0] ?? {};
  const size = readManifest(newest.manifest)?.bytes ?? 0;
  return bytes > size * STALE.share || (facts > 0 && now() - newest.made_at > STALE.ms);
}

async function isWanted(pool: HqPool, incarnation: string): Promise<boolean> {
  const { rows } = await pool.query('select 1 from hq_state where key = $1 and value = $2', [
    WANTED,
    incarnation,
  ]);
  return rows.length > 0;
}

async function isWorthIt(pool: HqPool, from: number): Promise<boolean> {
  const { rows } = await pool.query<{ products: number }>(
    'select count(*) as products from (select 1 from product limit $1) p',
    [from],
  );
  return (rows[0]?.products ?? 0) >= from;
}

async function make(ports: CatalogMakerPorts, over: AbortSignal): Promise<void> {
  const made = await makeFile(
    ports,
    {
      ...CATALOG_FILES,
      read: readManifest,
      name: catalogFileName,
      message: catalogMessage,
      position: ({ position }) => position,
    },
    over,
  );
  if (made === null) return;
  const { position, products, bytes } = made;
  ports.made({ position, products, bytes });
}
