import type { Row } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import type { Beginning, Route, StoredFact } from '#shared/link/hq/hq-store.ts';
import { beganDocument, hqJournal, journalBranch } from '#shared/link/hq/tables.ts';
import { insertText } from './executor.ts';
import type { Tx } from './pool.ts';
import { encodeRows } from './row-array.ts';

const COLUMNS = Object.keys(hqJournal.columns).map(quote);
const OTHERS = COLUMNS.filter((column) => column !== quote('position'));

/**
 * Takes the feed's next positions and writes the facts at them, what they wait for or begin and how far their histories come. The head's
 * row stays locked until the transaction ends, so positions are committed in the order they were given and no reader can skip one.
 */
const APPEND = `with head as (
  insert into feed_head (store, position) values ($1, $2)
  on conflict (store) do update set position = feed_head.position + excluded.position returning position
), kept as (
  insert into journal (position, ${OTHERS.join(', ')})
  select head.position - $2 + fact.ordinal, ${OTHERS.map((column) => `fact.${column}`).join(', ')}
  from head, unnest($3::journal[]) with ordinality fact (${COLUMNS.join(', ')}, ordinal)
  returning position, state, reason
), waiting as (
  insert into parked_fact (store, position, document) select $1, position, reason from kept where state = 'parked'
), begun as (
  ${insertText(beganDocument, '$4')} on conflict (store, document) do nothing
), reached as (
  ${insertText(journalBranch, '$5')} on conflict (store, origin, epoch, branch)
  do update set seq = excluded.seq, hash = excluded.hash where excluded.seq > journal_branch.seq
) select position from head`;

const ROUTE = `insert into route (store, entry, target) select $1, routed.entry, routed.target
  from unnest($2::text[], $3::text[]) routed (entry, target) on conflict (store, entry, target) do nothing`;

const HOLD = `insert into feed_head (store, position) values ($1, 0)
  on conflict (store) do update set position = feed_head.position`;

/** Takes the lock of a store's feed, which is held until the transaction ends. */
export async function holdFeed(sql: Tx, store: string): Promise<void> {
  await sql.query(HOLD, [store]);
}

/** Notes which facts of a store concern others, in the transaction that takes them in. */
export async function routeFacts(
  sql: Tx,
  store: string,
  routes: readonly Omit<Route, 'store'>[],
): Promise<void> {
  const entries = routes.map(({ entry }) => entry);
  await sql.query(ROUTE, [store, entries, routes.map(({ target }) => target)]);
}

/** Appends facts to a store's feed, each after the one before it of its author; answers the position of the last. */
export async function appendFacts(
  sql: Tx,
  store: string,
  given: {
    readonly facts: readonly StoredFact[];
    readonly begins: readonly Beginning[];
    readonly receivedAt: number;
  },
): Promise<number> {
  const { facts, begins, receivedAt } = given;
  const rows = facts.map((fact) => rowOf(fact, store, receivedAt));
  const appended = await sql.query<{ position: number }>(APPEND, [
    store,
    facts.length,
    encodeRows(hqJournal, sql.types, rows),
    encodeRows(beganDocument, sql.types, uniqueDocuments(begins, store)),
    encodeRows(journalBranch, sql.types, branchEnds(facts, store)),
  ]);
  return appended.rows[0]?.position ?? 0;
}

function rowOf(
  { entry, device, branch, state, reason }: StoredFact,
  store: string,
  received_at: number,
): Row {
  const { head, header, body, prev, hash } = entry;
  const { id, origin, epoch, seq, type } = head;
  return {
    store,
    // Given where it is written.
    position: 0,
    id,
    origin,
    epoch,
    seq,
    type,
    header,
    body,
    prev,
    hash,
    device,
    branch,
    state,
    reason,
    received_at,
  };
}

function uniqueDocuments(begins: readonly Beginning[], store: string): Row[] {
  const documents = new Map<string, Row>();
  for (const { document, entry } of begins)
    if (!documents.has(document)) documents.set(document, { store, document, entry });
  return [...documents.values()].sort((a, b) => (String(a['document']) < String(b['document']) ? -1 : 1));
}

/** How far each branch comes by these facts; the history of one that was delivered is kept in its own store. */
function branchEnds(facts: readonly StoredFact[], store: string): Row[] {
  const ends = new Map<string, Row>();
  for (const { entry, branch, delivered } of facts) {
    if (delivered) continue;
    const { origin, epoch, seq } = entry.head;
    const key = `${origin} ${epoch} ${branch}`;
    const from_seq = ends.get(key)?.['from_seq'] ?? seq;
    ends.set(key, { store, origin, epoch, branch, from_seq, seq, hash: entry.hash });
  }
  return [...ends.values()];
}
