import type { Codec } from '#shared/journal/entry.ts';
import type { DocumentKey } from '#shared/journal/entry-type.ts';
import type { Beginning, FactState, HqTx, KnownDevice, StoredFact, WaitingFact } from './hq-store.ts';
import { type HeldFact, type ReadableFact, readFact } from './read-fact.ts';

interface Kept {
  readonly state: FactState;
  readonly reason: string | null;
}

/** Facts that came, of one device and branch. */
export interface Arrived {
  /** May be read as they are taken: those of the run before are being written meanwhile. */
  readonly facts: Iterable<ReadableFact | HeldFact>;
  readonly branch: number;
  /** They were brought here from the store they are of. */
  readonly delivered?: true;
  /** Documents that are known to have begun in the store. */
  readonly begun?: ReadonlySet<string>;
}

/** Which documents the first of these facts are about have begun: who looks for them early waits for one answer less. */
export async function begunOfFirst(
  tx: HqTx,
  store: string,
  facts: Iterable<ReadableFact | HeldFact>,
): Promise<ReadonlySet<string>> {
  const [first = []] = runs(facts);
  return await begunOf(tx, store, new Set(aboutOf(first.filter(isReadable))));
}

const aboutOf = (facts: readonly ReadableFact[]): DocumentKey[] => facts.flatMap(({ about }) => about);

const begunOf = async (
  tx: HqTx,
  store: string,
  documents: ReadonlySet<DocumentKey>,
): Promise<ReadonlySet<string>> => (documents.size === 0 ? new Set() : await tx.begun(store, [...documents]));

/** Facts in the store's feed, which stands at `position`. */
export interface Posted {
  readonly position: number;
  readonly appended: number;
}

/**
 * Projects new facts of a device, says how each is kept, posted where its documents are there and the tables take it, else parked,
 * unknown or quarantined, and appends them to the feed. One bad fact never holds up the others. Facts that waited for a document one
 * of these begins are posted too.
 */
export async function postFacts(
  tx: HqTx,
  device: Pick<KnownDevice, 'store'> & Pick<StoredFact, 'device'>,
  arrived: Arrived,
  codec: Codec,
): Promise<Posted> {
  const kept = new Map<ReadableFact, Kept>();
  const read: (ReadableFact | HeldFact)[] = [];
  const ready: ReadableFact[] = [];
  const begun = new Set<string>(arrived.begun);
  const projection = tx.project();
  for (const run of runs(arrived.facts)) {
    read.push(...run);
    const split = await splitRun(tx, device.store, { facts: run.filter(isReadable), begun });
    for (const [fact, document] of split.parked) kept.set(fact, { state: 'parked', reason: document });
    ready.push(...split.ready);
    projection.take(split.ready.flatMap((fact) => fact.changes));
    // Where more is to come it is read while this is being written; a single sale goes out whole.
    if (run.length === RUN) await projection.written();
  }
  const given = { ...arrived, device, read, ready, kept };
  let areTaken = false;
  const atOnce = await projection.done(async () => {
    const position = await appendAtOnce(tx, given);
    areTaken = true;
    return position;
  });
  const position = atOnce ?? (await appendWithCare(tx, given, { areTaken, codec }));
  return { position, appended: read.length };
}

/** Facts that were read, those of them the tables may take, and how each is kept that is not posted. */
interface Given extends Pick<Arrived, 'branch' | 'delivered'> {
  readonly device: Pick<KnownDevice, 'store'> & Pick<StoredFact, 'device'>;
  readonly read: readonly (ReadableFact | HeldFact)[];
  readonly ready: readonly ReadableFact[];
  readonly kept: Map<ReadableFact, Kept>;
}

/**
 * As nearly always: the tables take everything, nothing waited for it, and what it waits for is not there. All this is sent behind what
 * is being written, so that one answer is waited for instead of four. Whoever appends to the same feed meanwhile is waited for by the
 * append: what they began, or parked, is seen behind it. null where that changes anything.
 */
async function appendAtOnce(tx: HqTx, given: Given): Promise<number | null> {
  const { store } = given.device;
  const { facts, posted, begins } = standing(given);
  const missing = facts.flatMap(({ state, reason }) =>
    state === 'parked' && reason !== null ? [reason] : [],
  );
  const [, position, waiting, begun] = await Promise.all([
    routeAll(tx, store, posted),
    tx.append(store, facts, begins),
    waitingFor(tx, store, begins),
    begunOf(tx, store, new Set(missing as DocumentKey[])),
  ]);
  return waiting.length === 0 && begun.size === 0 ? position : null;
}

/**
 * Something waited for it, or came in between, or the tables refused some of it: `areTaken` says which. The feed is held first, so
 * that nothing more comes in between.
 */
async function appendWithCare(
  tx: HqTx,
  given: Given,
  { areTaken, codec }: { readonly areTaken: boolean; readonly codec: Codec },
): Promise<number> {
  const { device, read } = given;
  const { store } = device;
  await tx.holdFeed(store);
  const { ready, parked } = await splitRun(tx, store, { facts: read.filter(isReadable), begun: new Set() });
  const kept = new Map<ReadableFact, Kept>();
  for (const [fact, document] of parked) kept.set(fact, { state: 'parked', reason: document });
  if (!(areTaken && (await project(tx, ready)))) await projectParts(tx, ready, kept);
  const { facts, posted, begins } = standing({ ...given, ready, kept });
  await routeAll(tx, store, posted);
  const position = await tx.append(store, facts, begins);
  await postBehind(tx, device, { begun: begins, codec });
  return position;
}

function standing({ device, branch, delivered, read, ready, kept }: Given) {
  const posted = ready.filter((fact) => !kept.has(fact));
  const facts = read.map((fact): StoredFact => {
    const { state, reason } = isReadable(fact) ? (kept.get(fact) ?? POSTED) : fact;
    const stored = { entry: fact.entry, device: device.device, branch, state, reason };
    return delivered ? { ...stored, delivered } : stored;
  });
  return { facts, posted, begins: posted.flatMap(beginnings) };
}

/** Facts read before the first of them are sent on: some milliseconds of work on either end. */
const RUN = 64;

function* runs<T>(all: Iterable<T>): Iterable<T[]> {
  let run: T[] = [];
  for (const each of all) {
    run.push(each);
    if (run.length < RUN) continue;
    yield run;
    run = [];
  }
  if (run.length > 0) yield run;
}

const POSTED: Kept = { state: 'posted', reason: null };
const REFUSED: Kept = { state: 'quarantined', reason: 'the tables refused it' };

const isReadable = (fact: ReadableFact | HeldFact): fact is ReadableFact => fact.is === 'readable';

/** What concerns other stores is brought there once it counts in its own. */
async function routeAll(tx: HqTx, store: string, facts: readonly ReadableFact[]): Promise<void> {
  const routes = facts.flatMap(({ entry, concerns }) =>
    concerns.map((target) => ({ entry: entry.head.id, target })),
  );
  if (routes.length > 0) await tx.route(store, routes);
}

const beginnings = ({ begins, entry }: ReadableFact): Beginning[] =>
  begins.map((document) => ({ document, entry: entry.head.id }));

/** Which facts have all their documents, in the store or earlier in the same batch (`begun`, which goes on), and which wait for one. */
async function splitRun(
  tx: HqTx,
  store: string,
  { facts, begun }: { readonly facts: readonly ReadableFact[]; readonly begun: Set<string> },
) {
  const asked = new Set(aboutOf(facts).filter((document) => !begun.has(document)));
  for (const document of await begunOf(tx, store, asked)) begun.add(document);
  const ready: ReadableFact[] = [];
  const parked = new Map<ReadableFact, DocumentKey>();
  for (const fact of facts) {
    const missing = fact.about.find((document) => !begun.has(document));
    if (missing !== undefined) {
      parked.set(fact, missing);
      continue;
    }
    ready.push(fact);
    for (const document of fact.begins) begun.add(document);
  }
  return { ready, parked };
}

/**
 * What the tables refused as a whole, in halves and in order, so that only the bad ones stay out, and what is about a document a bad
 * one would have begun. Notes in `kept` what is not posted.
 */
async function projectParts(
  tx: HqTx,
  facts: readonly ReadableFact[],
  kept: Map<ReadableFact, Kept>,
): Promise<void> {
  const [first] = facts;
  if (first && facts.length === 1) {
    kept.set(first, REFUSED);
    return;
  }
  const half = facts.length >> 1;
  for (const part of [facts.slice(0, half), facts.slice(half)]) {
    const lost = new Set([...kept.keys()].flatMap(({ begins }) => begins));
    const rest = part.filter((fact) => {
      const missing = fact.about.find((document) => lost.has(document));
      if (missing !== undefined) kept.set(fact, { state: 'parked', reason: missing });
      return missing === undefined;
    });
    if (!(await project(tx, rest))) await projectParts(tx, rest, kept);
  }
}

async function project(tx: HqTx, facts: readonly ReadableFact[]): Promise<boolean> {
  const projection = tx.project();
  projection.take(facts.flatMap((fact) => fact.changes));
  return (await projection.done(async () => true)) !== null;
}

const waitingFor = async (
  tx: HqTx,
  store: string,
  begun: readonly Beginning[],
): Promise<readonly WaitingFact[]> =>
  begun.length === 0
    ? []
    : await tx.parkedOn(
        store,
        begun.map(({ document }) => document),
      );

/** Posts what waits for documents that have begun now. */
async function postBehind(
  tx: HqTx,
  device: Pick<KnownDevice, 'store'>,
  given: { readonly begun: readonly Beginning[]; readonly codec: Codec },
): Promise<void> {
  const late = await postWaiting(tx, device, given);
  if (late.length > 0) await tx.append(device.store, [], late);
}

/** Posts what was parked under documents that have begun now, and what waits for those in turn; answers what those begin. */
async function postWaiting(
  tx: HqTx,
  device: Pick<KnownDevice, 'store'>,
  { begun, codec }: { readonly begun: readonly Beginning[]; readonly codec: Codec },
): Promise<readonly Beginning[]> {
  const waiting = await waitingFor(tx, device.store, begun);
  if (waiting.length === 0) return [];
  const known = new Set<string>(begun.map(({ document }) => document));
  const posted: Beginning[] = [];
  for (const { position, entry } of waiting) {
    const kept = await postLate(tx, device.store, { fact: readFact(entry, trusted(device), codec), known });
    await tx.settle(device.store, position, kept);
    if (kept.begins) posted.push(...kept.begins);
  }
  return [...posted, ...(await postWaiting(tx, device, { begun: posted, codec }))];
}

/**
 * Looks again at one fact that is not counted, because a person asks, who answers for its device. The feed is held by then. Says what
 * became of it.
 */
export async function postAgain(
  tx: HqTx,
  store: string,
  { fact: { position, entry }, codec }: { readonly fact: WaitingFact; readonly codec: Codec },
): Promise<Kept> {
  const fact = readFact(entry, trusted({ store }), codec);
  const { state, reason, begins = [] } = await postLate(tx, store, { fact, known: new Set() });
  await tx.settle(store, position, { state, reason });
  if (begins.length > 0) {
    await tx.append(store, [], begins);
    await postBehind(tx, { store }, { begun: begins, codec });
  }
  return { state, reason };
}

/** What is parked came from a device that was in good standing then, whoever brings its document now. */
const trusted = ({ store }: Pick<KnownDevice, 'store'>) => ({ store, state: 'active' as const });

async function postLate(
  tx: HqTx,
  store: string,
  { fact, known }: { readonly fact: ReadableFact | HeldFact; readonly known: ReadonlySet<string> },
): Promise<Kept & { readonly begins?: readonly Beginning[] }> {
  if (!isReadable(fact)) return fact;
  const { parked } = await splitRun(tx, store, { facts: [fact], begun: new Set(known) });
  const [missing] = parked.values();
  if (missing !== undefined) return { state: 'parked', reason: missing };
  if (!(await project(tx, [fact]))) return REFUSED;
  await routeAll(tx, store, [fact]);
  return { ...POSTED, begins: beginnings(fact) };
}
