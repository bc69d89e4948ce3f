import type { EntryId, PersonId } from '#shared/domain/ids.ts';
import type { Change } from '#shared/journal/change.ts';
import { epochStarted } from '#shared/journal/entries/epoch-started.ts';
import { type Codec, type Entry, NO_HASH, seal, unseal } from '#shared/journal/entry.ts';
import type { Area } from '#shared/journal/entry-type.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { ENTRY_TYPES, projectEntry } from '#shared/journal/registry.ts';
import type { Appended, Beginning, StoredFact } from '#shared/link/hq/hq-store.ts';
import { authoredFact, keptFact } from '#shared/link/hq/kept-fact.ts';
import type { Batch, Head, WriteEngine } from '#shared/services/journal/commit.ts';
import type { Deciding, Self } from '#shared/services/journal/host.ts';
import { appendFacts, holdFeed, routeFacts } from './append.ts';
import { effectStatement } from './effects.ts';
import { changeStatements } from './executor.ts';
import type { HqPool, Sql, Tx } from './pool.ts';
import { readerOf } from './reader.ts';

export interface AuthorPorts {
  readonly codec: Codec;
  readonly now: () => number;
  readonly newId: () => string;
  /** After a commit: the feed of the store stands at `position`, and rows of these areas have changed. */
  readonly announce: (news: {
    readonly store: string;
    readonly position: number;
    readonly areas: readonly Area[];
  }) => void;
  /** Before a commit: what `appended` will say if that comes through, for what can be made of it meanwhile. */
  readonly appending?: (news: Appended) => void;
  /** After a commit and before it is announced: what was appended to the feed of the store, up to `position`. */
  readonly appended?: (news: Appended) => void;
}

/** What is told around the commands of one author. */
export interface AuthorWatch {
  /** Before the commands of a group decide: the author's journal ends at `seq`, as `sql` sees it. */
  readonly begins: (sql: Sql, seq: number) => Promise<void>;
  /** Whether what a command wrote must be read anew before the next one decides; its group then ends with it. */
  readonly ends: (changes: readonly Change[]) => boolean;
  /** After the commit, before anyone is answered. */
  readonly committed: (seq: number, fresh: boolean) => Promise<void>;
}

/** Most commands in one transaction. */
const MOST = 64;

const HEAD = `select seq, hash from journal_branch
  where store = $1 and origin = $2 and epoch = $3 and branch = 0 for no key update`;
const BRANCHES =
  'select epoch, seq, hash from journal_branch where store = $1 and origin = $2 and branch = 0';
const ANSWER = 'select digest, answer from local_command where store = $1 and id = $2';

interface Turn {
  /** Runs in a transaction; may run again when that was broken off. */
  readonly work: (state: Deciding, head: Head) => Promise<unknown>;
  readonly done: (result: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** A group of commands while its transaction is open. */
interface Group {
  readonly sql: Tx;
  readonly facts: StoredFact[];
  readonly begins: Beginning[];
  head: Head;
  isLast: boolean;
}

/**
 * One author at HQ: commands come in one after the other and are committed in groups, each in a savepoint of its own, every caller
 * answered after the commit. The author's own row is locked first, the feed's head last, so that several processes take turns.
 */
export async function openAuthor(
  pool: HqPool,
  self: Self,
  ports: AuthorPorts & { readonly watch: AuthorWatch },
): Promise<WriteEngine & { readonly idle: () => Promise<void> }> {
  await foundJournal(pool, self, ports);
  const waiting: Turn[] = [];
  let group: Group | null = null;
  let running: Promise<void> | null = null;
  let position = 0;
  const open = (): Group => {
    if (!group) throw new Error('a command is written outside its turn');
    return group;
  };

  const runGroup = async (turns: readonly Turn[]): Promise<void> => {
    const { taken, answers, seq, fresh, appended } = await pool.transaction(async (sql) => {
      group = { sql, facts: [], begins: [], head: await readHead(sql, self), isLast: false };
      await ports.watch.begins(sql, group.head.seq);
      const given = await decideAll(group, turns, () => ({ read: readerOf(sql), at: ports.now(), self }));
      const { facts, begins, head, isLast } = group;
      let appended: Appended | null = null;
      if (facts.length > 0) {
        position = await appendFacts(sql, self.store, { facts, begins, receivedAt: ports.now() });
        appended = { store: self.store, position, facts: facts.map(({ entry }) => entry) };
        ports.appending?.(appended);
      }
      return { taken: given.length, answers: given, seq: head.seq, fresh: isLast, appended };
    });
    if (appended) ports.appended?.(appended);
    await ports.watch.committed(seq, fresh);
    waiting.unshift(...turns.slice(taken));
    for (const answer of answers) answer();
  };
  const runAll = async (): Promise<void> => {
    // Commands that are given in the same breath share a transaction.
    await Promise.resolve();
    while (waiting.length > 0) {
      const turns = waiting.splice(0, MOST);
      try {
        await runGroup(turns);
      } catch (error) {
        for (const turn of turns) turn.failed(error);
      } finally {
        group = null;
      }
    }
    running = null;
  };

  return {
    self: () => self,
    codec: ports.codec,
    turn: (work) =>
      new Promise((resolve, reject) => {
        waiting.push({ work, done: resolve as (result: unknown) => void, failed: reject });
        running ??= runAll();
      }),
    answerOf: async (id) =>
      (await open().sql.query<{ digest: string; answer: string }>(ANSWER, [self.store, id])).rows[0],
    write: async (batch, next) => {
      const changes = await writeBatch(open(), batch, self, ports.codec);
      open().head = next;
      if (ports.watch.ends(changes)) open().isLast = true;
    },
    committed: async (_batch, areas) => ports.announce({ store: self.store, position, areas }),
    idle: async () => {
      await running;
    },
  };
}

/** Runs the commands of a group until one ends it; answers how each of those is told. What one alone does stands or falls with the group. */
async function decideAll(
  group: Group,
  turns: readonly Turn[],
  state: () => Deciding,
): Promise<(() => void)[]> {
  const answers: (() => void)[] = [];
  const isAlone = turns.length === 1;
  for (const { work, done, failed } of turns) {
    const before = { head: group.head, facts: group.facts.length, begins: group.begins.length };
    // Where it fails the connection is broken, and what follows says so.
    if (!isAlone) group.sql.query('savepoint command').catch(() => {});
    try {
      const result = await work(state(), group.head);
      // All it wrote was answered for: this goes out with what follows.
      if (!isAlone) group.sql.query('release savepoint command').catch(() => {});
      answers.push(() => done(result));
    } catch (error) {
      if (isAlone) throw error;
      // A broken connection fails here too, and with it the group.
      await group.sql.query('rollback to savepoint command');
      group.head = before.head;
      group.facts.length = before.facts;
      group.begins.length = before.begins;
      answers.push(() => failed(error));
    }
    if (group.isLast) break;
  }
  return answers;
}

/** Writes what a command decided; answers what its fact changes. */
async function writeBatch(group: Group, batch: Batch, self: Self, codec: Codec): Promise<readonly Change[]> {
  const { journal: row, changes, local } = batch;
  const entry = row && unseal(row, codec);
  // Facts of the chain carry no changes: a register's catalog projects them later, here it is done at once.
  const projected = changes.length > 0 || entry === null ? changes : projectEntry(entry);
  const statements = [
    ...changeStatements(group.sql.types, projected),
    ...local.map((effect) => effectStatement(effect, self.store)),
  ];
  await Promise.all(statements.map(({ text, values }) => group.sql.query(text, values)));
  if (!row || !entry) return projected;
  group.facts.push(authoredFact(keptFact(row, codec)));
  const type = ENTRY_TYPES.get(entry.type);
  const concerned = type?.concerns(entry.body) ?? [];
  const routes = concerned.map((target) => ({ entry: entry.id, target }));
  if (routes.length > 0) await routeFacts(group.sql, self.store, routes);
  const documents = type?.begins(entry.body) ?? [];
  group.begins.push(...documents.map((document) => ({ document, entry: entry.id })));
  return projected;
}

async function readHead(sql: Sql, { store, device, epoch }: Self): Promise<Head> {
  const { rows } = await sql.query<{ seq: number; hash: Uint8Array }>(HEAD, [store, device, epoch]);
  const [row] = rows;
  if (!row) throw new Error(`the journal of ${device} has not begun`);
  return { position: 0, ...row };
}

/** Nobody in particular: the program itself. */
const NOBODY = 'system' as PersonId;

/** Where the author's newest epoch ended: registers give up what its facts after that said, since headquarters no longer holds them. */
async function newestEpoch(sql: Sql, { store, device }: Self) {
  const { rows } = await sql.query<{ epoch: string; seq: number; hash: Uint8Array }>(BRANCHES, [
    store,
    device,
  ]);
  const [newest] = rows.sort((a, b) => epochOrdinal(b.epoch) - epochOrdinal(a.epoch));
  return newest ?? null;
}

/** Begins the author's journal with the fact that starts its epoch, where it has not begun. */
async function foundJournal(pool: HqPool, self: Self, { codec, now, newId }: AuthorPorts): Promise<void> {
  await pool.transaction(async (sql) => {
    await holdFeed(sql, self.store);
    const { rows } = await sql.query(HEAD, [self.store, self.device, self.epoch]);
    if (rows.length > 0) return;
    const parent = await newestEpoch(sql, self);
    const entry: Entry<ReturnType<typeof epochStarted.body.parse>> = {
      id: newId() as EntryId,
      origin: self.device,
      epoch: self.epoch,
      seq: 1,
      type: epochStarted.type,
      v: epochStarted.v,
      at: now(),
      actor: NOBODY,
      store: self.store,
      shift: null,
      body: {
        reason: parent === null ? 'founded' : 'restored',
        parent: parent && { ...parent, hash: Buffer.from(parent.hash).toString('hex') },
      },
    };
    for (const { text, values } of changeStatements(sql.types, epochStarted.project(entry)))
      await sql.query(text, values);
    const { body: _, ...head } = entry;
    const sealed = { head, ...seal(entry, parent?.hash ?? NO_HASH, codec) };
    await appendFacts(sql, self.store, { facts: [authoredFact(sealed)], begins: [], receivedAt: now() });
  });
}
