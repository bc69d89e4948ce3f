import { createReader } from '#electron/store/sqlite-reader.ts';
import { nodeCodec } from '#node/codec.ts';
import type { PersonId, StoreId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import { authorOf } from '#shared/journal/author.ts';
import { epochStarted } from '#shared/journal/entries/epoch-started.ts';
import { NO_HASH, unseal } from '#shared/journal/entry.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import { toHex } from '#shared/link/bytes.ts';
import type { HqStore, HqTx } from '#shared/link/hq/hq-store.ts';
import { authoredFact, keptFact } from '#shared/link/hq/kept-fact.ts';
import { type Batch, createCommit, type Head, type JournalRow } from '#shared/services/journal/commit.ts';
import { type Commit, fact, type Self } from '#shared/services/journal/host.ts';
import type { SqliteHq } from '#tests/support/link/sqlite-hq.ts';

export interface AuthorPlan {
  readonly store: string;
  /** The epoch headquarters writes in: another one after every restore. */
  readonly epoch: string;
  readonly db: SqliteHq['db'];
  /** Commits there may be cut short. */
  readonly hq: HqStore;
  readonly now: () => number;
  readonly newId: () => string;
  /** The store's feed has grown. */
  readonly poke: (position: number) => void;
}

/** Where an author's history of an epoch ends. */
export interface BranchEnd {
  readonly epoch: string;
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** How services write as headquarters in a store's feed (server/store/author.ts on SQLite); its journal begins with the first. */
export async function storeAuthor(
  plan: AuthorPlan,
): Promise<{ readonly self: Self; readonly commit: Commit }> {
  const { store, epoch, db, hq, now } = plan;
  const self = authorOf(store as StoreId, epoch);
  const read = createReader(() => db);
  const ends = () =>
    db
      .prepare('select epoch, seq, hash from journal_branch where store = ? and origin = ? and branch = 0')
      .all(store, self.device) as BranchEnd[];
  const newest = () => ends().toSorted((a, b) => epochOrdinal(b.epoch) - epochOrdinal(a.epoch))[0];
  // What begins an epoch follows from where the one before it ended.
  const head = (): Head => {
    const last = ends().find((end) => end.epoch === epoch) ?? { seq: 0, hash: newest()?.hash ?? NO_HASH };
    return { position: 0, seq: last.seq, hash: last.hash };
  };
  const answered = db.prepare('select digest, answer from local_command where store = ? and id = ?');
  const answer = db.prepare(
    'insert into local_command (store, id, digest, answer, at) values (?, ?, ?, ?, ?)',
  );
  let open: { readonly tx: HqTx; position: number } | null = null;
  const write = async ({ journal, changes, local }: Batch): Promise<void> => {
    if (open === null) throw new Error('a command is written outside its turn');
    for (const effect of local) {
      if (effect.do !== 'put') throw new Error(`${effect.table.name} is not kept here`);
      const { id, digest, answer: said, at } = effect.row;
      answer.run(store, id, digest, said, at);
    }
    if (journal === null) return;
    const { tx } = open;
    const projection = tx.project();
    projection.take(changes);
    const position = await projection.done(() =>
      tx.append(store, [authoredFact(keptFact(journal, nodeCodec))], begun(journal)),
    );
    if (position === null) throw new Error('the tables refuse what headquarters says');
    open.position = position;
  };
  const commit = createCommit({
    self: () => self,
    codec: nodeCodec,
    turn: (work) =>
      hq.transaction(async (tx) => {
        open = { tx, position: 0 };
        return await work({ read, at: now(), self }, head());
      }),
    answerOf: async (id) => answered.get(store, id) as { digest: string; answer: string } | undefined,
    write,
    committed: async () => plan.poke(open?.position ?? 0),
  });
  if (!ends().some((end) => end.epoch === epoch)) await begin();
  return { self, commit };

  /** Its first fact names where the life before this one ended. */
  async function begin(): Promise<void> {
    const before = newest();
    const parent = before ? { ...before, hash: toHex(before.hash) } : null;
    const command = { id: plan.newId(), actor: 'system' as PersonId, name: 'begin', input: {} };
    await commit(command, async () =>
      ok({
        entry: fact(epochStarted, { reason: parent === null ? 'founded' : 'restored', parent }),
        answer: {},
      }),
    );
  }
}

function begun(row: JournalRow) {
  const { id, type, body } = unseal(row, nodeCodec);
  return (ENTRY_TYPES.get(type)?.begins(body) ?? []).map((document) => ({ document, entry: id }));
}
