import type { z } from 'zod';
import type { StoreId } from '#shared/domain/ids.ts';
import type { Change } from './change.ts';
import type { Entry } from './entry.ts';

/** What screens watch: a commit announces the areas whose rows it changed. */
export const AREAS = [
  'catalog',
  'settings',
  'people',
  'ticket',
  'sale',
  'shift',
  'stock',
  'transfer',
  'print',
  'import',
  'maintenance',
  'link',
] as const;
export type Area = (typeof AREAS)[number];

/** A document a fact begins or is about, e.g. `sale/0198…`. A fact about a document that is not there yet is parked. */
export type DocumentKey = `${string}/${string}`;

/**
 * Makes of a body of one version a body of the next. Bytes once written stay as they are: they are lifted when they are read.
 * @example (former) => ({ ...former, approvals: [] })
 */
export type Upcaster = (former: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * The whole story of one kind of fact: its schema and version, how former versions are read, the documents it begins and is about,
 * the areas it changes, and its projection. `scope` says where it is projected: `store` in the transaction that appends it, `chain` by the catalog's worker.
 */
export interface EntryType<Body = unknown> {
  // Methods on purpose: a list of types of all bodies is an EntryType[], each called only with bodies its schema has passed.
  readonly type: string;
  readonly v: number;
  readonly scope: 'store' | 'chain';
  readonly body: z.ZodType<Body>;
  /** One for each version before this one, the first version's first. */
  readonly upcasters: readonly Upcaster[];
  readonly areas: readonly Area[];
  begins(body: Body): readonly DocumentKey[];
  about(body: Body): readonly DocumentKey[];
  project(entry: Entry<Body>): Change[];
  /** Other stores it concerns: headquarters delivers it there. */
  concerns(body: Body): readonly StoreId[];
  /** What it changes in the tables of a store it was delivered to; the entry's own store is its author's. */
  deliver(entry: Entry<Body>, store: StoreId): Change[];
}

const none = () => [];

export function entryType<Body>(
  type: string,
  story: Pick<EntryType<Body>, 'v' | 'scope' | 'body' | 'areas' | 'project'> &
    Partial<Pick<EntryType<Body>, 'begins' | 'about' | 'upcasters' | 'concerns' | 'deliver'>>,
): EntryType<Body> {
  const made = {
    type,
    begins: none,
    about: none,
    concerns: none,
    deliver: none,
    upcasters: [],
    ...story,
  };
  if (made.upcasters.length !== made.v - 1)
    throw new Error(`${type} v${made.v} reads ${made.upcasters.length} former versions`);
  return made;
}
