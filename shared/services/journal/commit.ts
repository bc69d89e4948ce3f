import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type Change, type LocalEffect, put } from '#shared/journal/change.ts';
import { type Codec, type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import type { Area } from '#shared/journal/entry-type.ts';
import type { RowOf } from '#shared/journal/table.ts';
import type { journal } from '#shared/journal/tables/journal.ts';
import { localCommand } from '#shared/journal/tables/local.ts';
import type { Command, Commit, Deciding, Decision, Draft, Self } from './host.ts';

export type JournalRow = RowOf<typeof journal>;

/** The end of this author's journal: what the next entry chains to. */
export interface Head {
  readonly position: number;
  readonly seq: number;
  readonly hash: Uint8Array;
}
export const EMPTY_HEAD: Head = { position: 0, seq: 0, hash: NO_HASH };

/** Everything one command writes; all of it or nothing, durable before the promise resolves. */
export interface Batch {
  readonly journal: JournalRow | null;
  readonly changes: readonly Change[];
  readonly local: readonly LocalEffect[];
}

/** What the one flow needs of an engine. `turn` runs one command at a time; `write` is one transaction. */
export interface WriteEngine {
  /** The author of what is written here. */
  readonly self: () => Self;
  readonly codec: Codec;
  readonly turn: <T>(work: (state: Deciding, head: Head) => Promise<T>) => Promise<T>;
  readonly answerOf: (
    id: string,
  ) => Promise<{ readonly digest: string; readonly answer: string } | undefined>;
  readonly write: (batch: Batch, head: Head) => Promise<void>;
  /** After the commit: tell what changed, wake printer, sync and catalog. Resolves when the change can be read. */
  readonly committed: (
    batch: Batch,
    areas: readonly Area[],
    scope: 'store' | 'chain' | null,
  ) => Promise<void>;
}

/**
 * The one flow of a command: a known id answers what happened; else decide, and write entry, projection and local effects in one
 * transaction. A refusal writes nothing, so that trying again may succeed. The same id with another content is ID_REUSED.
 */
export function createCommit(engine: WriteEngine): Commit {
  return async (command, decide) => {
    const digest = digestOf(command, engine.codec);
    let written: { batch: Batch; draft: Draft | undefined } | undefined;
    const result = await engine.turn(async (state, head) => {
      // An engine may have to run a turn again, and it may end otherwise then.
      written = undefined;
      const known = await engine.answerOf(command.id);
      if (known) return known.digest === digest ? ok(JSON.parse(known.answer)) : err(refuse('ID_REUSED'));
      const decided = await decide(state);
      if (!decided.ok) return decided;
      const { batch, next } = plan({
        command,
        digest,
        decision: decided.value,
        author: engine.self(),
        at: state.at,
        head,
        codec: engine.codec,
      });
      await engine.write(batch, next);
      written = { batch, draft: decided.value.entry };
      return ok(decided.value.answer);
    });
    if (written) await announce(engine, written.batch, written.draft);
    return result;
  };
}

const announce = (engine: WriteEngine, batch: Batch, draft: Draft | undefined): Promise<void> =>
  engine.committed(
    batch,
    [...new Set([...(draft?.type.areas ?? []), ...localAreas(batch.local)])],
    draft?.type.scope ?? null,
  );

function plan<T>(given: {
  command: Command;
  digest: string;
  decision: Decision<T>;
  author: Self;
  at: number;
  head: Head;
  codec: Codec;
}): { batch: Batch; next: Head } {
  const { command, digest, decision, author, at, head, codec } = given;
  const answered = put(localCommand, {
    id: command.id,
    digest,
    answer: JSON.stringify(decision.answer ?? null),
    at,
  });
  const local = [...(decision.local ?? []), answered];
  if (!decision.entry) return { batch: { journal: null, changes: [], local }, next: head };
  const entry = entryOf(command, decision.entry, { author, at, head });
  const sealed = seal(entry, head.hash, codec);
  const position = head.position + 1;
  const { id, origin, epoch, seq, type, store } = entry;
  return {
    batch: {
      journal: { store, position, id, origin, epoch, seq, type, ...sealed },
      changes: decision.entry.type.scope === 'store' ? decision.entry.type.project(entry) : [],
      local,
    },
    next: { position, seq, hash: sealed.hash },
  };
}

function entryOf(
  command: Command,
  draft: Draft,
  { author, at, head }: { author: Self; at: number; head: Head },
): Entry {
  return {
    id: command.id as EntryId,
    origin: author.device,
    epoch: author.epoch,
    seq: head.seq + 1,
    type: draft.type.type,
    v: draft.type.v,
    at: draft.madeAt ?? at,
    actor: command.actor,
    store: author.store,
    shift: draft.shift,
    body: draft.body,
  };
}

function digestOf(command: Command, codec: Codec): string {
  const bytes = codec.sha256(codec.utf8(JSON.stringify([command.name, command.actor, command.input])));
  let digest = '';
  for (let i = 0; i < 16; i++) digest += HEX[bytes[i] ?? 0] ?? '';
  return digest;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const AREA_OF_LOCAL: Readonly<Record<string, Area>> = {
  local_cart: 'ticket',
  local_lost_ticket: 'ticket',
  local_print_job: 'print',
  local_pin: 'people',
  local_token: 'people',
  local_setting: 'settings',
  local_count: 'shift',
  local_import: 'import',
  local_backup: 'maintenance',
};
const localAreas = (effects: readonly LocalEffect[]): Area[] =>
  effects.flatMap((e) => AREA_OF_LOCAL[e.table.name] ?? []);

export type CommitResult<T> = Result<T, DomainError>;
