import type { Codec, Entry } from '#shared/journal/entry.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import { bodyToday } from '#shared/link/body-today.ts';
import type { OwnPlace } from '#shared/link/hand-over.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import type { Sql } from '../store/pool.ts';

/** Kinds of facts that make a catalog: a store that is alone writes them itself. */
export const CHAIN_TYPES: readonly string[] = [...ENTRY_TYPES.values()]
  .filter(({ scope }) => scope === 'chain')
  .map(({ type }) => type);

/** Whose facts, and between which places of their store's journal: above `after`, up to `upTo`. */
export interface Span {
  readonly store: string;
  readonly device: string;
  readonly after: number;
  readonly upTo: number;
}

export interface PlacedFact {
  readonly position: number;
  readonly fact: Entry;
}

interface Row {
  readonly position: number;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}

const OF = `from journal where store = $1 and origin = $2 and branch = 0 and position > $3 and position <= $4
  and type = any ($5)`;
const FACTS = `select position, header, body, prev, hash ${OF} and state = 'posted' order by position limit $6`;
const STUCK = `select position, type ${OF} and state <> 'posted' and state <> 'set-aside' order by position limit 1`;
const COUNT = `select count(*)::bigint as facts ${OF}`;
const SET_ASIDE = `select j.id from journal j join device d on d.store = j.store and d.device = j.origin
  where d.device = $1 and j.branch = 0 and j.state = 'set-aside' and j.type = any ($2) order by j.position limit $3`;
const PLACE =
  'select position from journal where store = $1 and origin = $2 and epoch = $3 and branch = 0 and seq = $4';

/** The next facts of a span, in their order. */
export async function chainFacts(
  sql: Sql,
  span: Span,
  { types, most, codec }: { readonly types: readonly string[]; readonly most: number; readonly codec: Codec },
): Promise<PlacedFact[]> {
  const { rows } = await sql.query<Row>(FACTS, [...placesOf(span), types, most]);
  return rows.map(({ position, ...sealed }) => {
    const { head, body } = keptFact(sealed, codec);
    const type = ENTRY_TYPES.get(head.type);
    if (!type) throw new Error(`a posted fact of no known type: ${head.type}`);
    const read = type.body.parse(bodyToday(head, codec.text(body), type));
    return { position, fact: { ...head, v: type.v, body: read } };
  });
}

/** The first fact of a span that can't be read here, until somebody has looked at it; null when there is none. */
export async function firstStuck(
  sql: Sql,
  span: Span,
): Promise<{ readonly position: number; readonly type: string } | null> {
  const { rows } = await sql.query<{ position: number; type: string }>(STUCK, [
    ...placesOf(span),
    CHAIN_TYPES,
  ]);
  return rows[0] ?? null;
}

/** Facts of a device's catalog that a person has set aside: the chain does without them. */
export async function setAsideFacts(sql: Sql, device: string, most: number): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>(SET_ASIDE, [device, CHAIN_TYPES, most]);
  return rows.map(({ id }) => id);
}

export async function countFacts(
  sql: Sql,
  span: Span,
  types: readonly string[] = CHAIN_TYPES,
): Promise<number> {
  const { rows } = await sql.query<{ facts: number }>(COUNT, [...placesOf(span), types]);
  return rows[0]?.facts ?? 0;
}

/** Where a device's fact stands in the journal of its store; null when it is not there. */
export async function placeOf(
  sql: Sql,
  of: { readonly store: string; readonly device: string },
  { epoch, seq }: OwnPlace,
): Promise<number | null> {
  const { rows } = await sql.query<{ position: number }>(PLACE, [of.store, of.device, epoch, seq]);
  return rows[0]?.position ?? null;
}

const placesOf = ({ store, device, after, upTo }: Span) => [store, device, after, upTo];
