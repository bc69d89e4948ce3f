import { mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { patch, put } from '#shared/journal/change.ts';
import { localImport } from '#shared/journal/tables/local.ts';
import type { By } from '#shared/services/journal/by.ts';
import { readErrorsFile } from './errors-file.ts';
import { ImportFault } from './import-fault.ts';
import type { ImportPlan } from './import-plan.ts';
import type { ImportPorts } from './import-ports.ts';
import {
  type ImportMemo,
  type ImportRow,
  type ImportView,
  importView,
  isResumable,
  isUndoable,
  memoOf,
  readImport,
  readImports,
  readImportsAtWork,
} from './import-row.ts';
import { errorsFileOf, type ImportRun, rulesOf, runImport } from './import-run.ts';
import type { DryRunAnswer, PreviewAnswer } from './import-task.ts';
import { startThread } from './import-thread.ts';
import { keptFileFault } from './kept-file.ts';
import { runUndo } from './undo-import.ts';

export interface ImportFile {
  readonly path: string;
  /** As its owner calls it; default the path's last part. */
  readonly name?: string | undefined;
}

/** Imports of products from a file. Progress is announced in the area `import`; each job lives in `local_import`. */
export interface Imports {
  /** The first rows and what the columns seem to be. Throws ImportFault. */
  readonly preview: (path: string) => Promise<PreviewAnswer>;
  /** Judges every row and changes nothing. Throws ImportFault. */
  readonly dryRun: (path: string, plan: ImportPlan) => Promise<DryRunAnswer>;
  /**
   * Starts an import and answers at once; the command's id names it. Refuses RIGHT_MISSING, NOT_FOUND for a default that does not
   * exist, IN_USE while another runs, WORK_UNDER_WAY while many products are being changed by hand.
   */
  readonly start: (by: By, file: ImportFile, plan: ImportPlan) => Promise<Result<ImportView, DomainError>>;
  /** Ends a running import after the parts under way; what is imported stays, and can be undone or gone on with. */
  readonly cancel: (id: string) => Promise<ImportView | null>;
  /**
   * Goes on with an import cut short where it stood. Refuses RIGHT_MISSING, NOT_FOUND, IN_USE, STALE for one that can't be gone on
   * with, SETTING_INVALID with the fault where its file is gone or was changed.
   */
  readonly resume: (by: By, id: string) => Promise<Result<ImportView, DomainError>>;
  /** Takes an import back; answers when it has begun. Refuses RIGHT_MISSING, NOT_FOUND, IN_USE, NOTHING_TO_UNDO. */
  readonly undo: (by: By, id: string) => Promise<Result<ImportView, DomainError>>;
  readonly get: (id: string) => Promise<ImportView | null>;
  readonly list: () => Promise<ImportView[]>;
  /** All lines that were refused, or their stock, as CSV; the first ones, where the file of them is gone. */
  readonly errorsCsv: (job: ImportView) => string;
  /** What a crash left running is stopped, what it left undoing goes on; what a process is at is left to it. */
  readonly recover: () => Promise<void>;
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>;
  /** Cancels what runs and waits for it. */
  readonly close: () => Promise<void>;
  /** Kills the thread of a running import, as a crash would. */
  readonly kill: (id: string) => Promise<void>;
}

export function createImports(ports: ImportPorts): Imports {
  const running = new Map<string, { readonly run: ImportRun | null; readonly ended: Promise<void> }>();
  const begin = (id: string, work: { run: ImportRun | null; ended: Promise<void> }) => {
    running.set(id, { ...work, ended: work.ended.finally(() => running.delete(id)) });
  };
  const view = async (id: string): Promise<ImportView | null> => {
    const row = await readImport(ports.read, id);
    return row ? importView(row) : null;
  };
  /** Works on an import that was claimed, and leaves it when that is over; null: another process is at it. */
  const launch = async (id: string, leave: (() => Promise<void>) | null): Promise<ImportView> => {
    const row = await readImport(ports.read, id);
    if (!row) throw new Error(`import ${id} has no row`);
    if (leave === null) return importView(row);
    if (!running.has(id) && row.state === 'running') {
      const run = runImport(ports, row);
      begin(id, { run, ended: endWith(run.ended, leave) });
    } else if (!running.has(id) && row.state === 'undoing')
      begin(id, { run: null, ended: endWith(runUndo(ports, row), leave) });
    else await leave();
    return importView(row);
  };
  /** Claims an import before its row says that it is worked on, so that no process takes it for one that was cut short. */
  const working = async (
    id: string,
    write: () => Promise<Result<unknown, DomainError>>,
  ): Promise<Result<ImportView, DomainError>> => {
    const leave = await ports.claim(id);
    const written = await write().catch(async (error: unknown) => {
      await leave?.();
      throw error;
    });
    if (written.ok) return ok(await launch(id, leave));
    await leave?.();
    return written;
  };
  const idle = async () => {
    while (running.size > 0) await Promise.all([...running.values()].map((r) => r.ended));
  };
  mkdirSync(join(ports.root, 'imports'), { recursive: true, mode: 0o700 });

  return {
    preview: (path) => ask<PreviewAnswer>({ do: 'preview', path }),
    dryRun: async (path, plan) => {
      const { products, stock, done } = await ports.known();
      try {
        const rules = rulesOf(ports, plan);
        return await ask<DryRunAnswer>({ do: 'dry-run', path, rules, catalog: products, stock });
      } finally {
        done();
      }
    },
    start: (by, file, plan) => working(by.command.id, () => startRow(ports, by, { file, plan })),
    cancel: async (id) => {
      const job = running.get(id);
      job?.run?.cancel(null);
      await job?.ended;
      return view(id);
    },
    resume: (by, id) => working(id, () => moveOn(ports, by, { id, to: 'running', refused: refuseResume })),
    undo: (by, id) => working(id, () => moveOn(ports, by, { id, to: 'undoing', refused: refuseUndo })),
    get: view,
    list: async () => (await readImports(ports.read)).map(importView),
    errorsCsv: ({ id, errors }) => readErrorsFile(errorsFileOf(ports.root, id), errors),
    recover: async () => {
      for (const { id } of await readImportsAtWork(ports.read)) {
        const leave = await ports.claim(id);
        if (leave === null) continue;
        // Who was at it may have ended it until it was free.
        const row = await readImport(ports.read, id);
        if (row?.state === 'running') await endWith(stopRow(ports, row), leave);
        else await launch(id, leave);
      }
    },
    idle,
    close: async () => {
      for (const { run } of running.values()) run?.cancel(INTERRUPTED);
      await idle();
    },
    kill: async (id) => {
      await running.get(id)?.run?.kill();
    },
  };
}

async function endWith(work: Promise<void>, leave: () => Promise<void>): Promise<void> {
  try {
    await work;
  } finally {
    await leave();
  }
}

async function ask<T extends PreviewAnswer | DryRunAnswer>(
  task: Parameters<typeof startThread>[0],
): Promise<T> {
  let answer: PreviewAnswer | DryRunAnswer | null = null;
  const thread = startThread(task, (news) => {
    if (news.kind === 'preview' || news.kind === 'dry-run') answer = news.answer;
  });
  await thread.ended;
  if (answer === null) throw new ImportFault('unreadable');
  return answer;
}

async function startRow(
  ports: ImportPorts,
  { command, actor, approvals }: By,
  { file, plan }: { file: ImportFile; plan: ImportPlan },
): Promise<Result<ImportId, DomainError>> {
  const { size, mtimeMs } = statSync(file.path);
  const id = command.id as ImportId;
  return ports.commit(command, async (state) => {
    const may = authorize(actor, 'catalog.import', { target: id, amount: null }, approvals);
    if (!may.ok) return may;
    if (await isOneAtWork(state.read)) return err(refuse('IN_USE', { what: 'import' }));
    if (ports.isChanging()) return err(refuse('WORK_UNDER_WAY'));
    const { taxClasses, categories } = ports.chain();
    const { taxClass, category } = plan.defaults;
    if (![...taxClasses.keys()].some((each) => each === taxClass))
      return err(refuse('NOT_FOUND', { what: 'tax-class' }));
    if (category !== null && ![...categories.keys()].some((each) => each === category))
      return err(refuse('NOT_FOUND', { what: 'category' }));
    const memo: ImportMemo = {
      plan,
      path: file.path,
      size,
      modified: mtimeMs,
      line: 0,
      part: 0,
      lastEntry: null,
      pending: null,
      actor: actor.person,
      undoFrom: null,
      withoutStock: 0,
      reason: null,
      kept: 0,
    };
    const row: ImportRow = {
      id,
      file: (file.name ?? basename(file.path)).slice(0, 200),
      state: 'running',
      started_at: state.at,
      changed_at: state.at,
      by: actor.person,
      rows: 0,
      done: 0,
      added: 0,
      changed: 0,
      refused: 0,
      plan: JSON.stringify(memo),
      errors: '[]',
    };
    return ok({ local: [put(localImport, { ...row })], answer: id });
  });
}

/** One import at a time: its row says so from the command that starts it, before its thread is there. */
const isOneAtWork = async (read: ImportPorts['read']): Promise<boolean> =>
  (await readImportsAtWork(read)).length > 0;

interface MoveOn {
  readonly id: string;
  readonly to: 'running' | 'undoing';
  readonly refused: (row: ImportRow) => DomainError | null;
}

function refuseResume(row: ImportRow): DomainError | null {
  if (!isResumable(row)) return refuse('STALE', { state: row.state });
  const fault = keptFileFault(memoOf(row));
  return fault === null ? null : refuse('SETTING_INVALID', { field: 'file', fault, line: null });
}

const refuseUndo = (row: ImportRow): DomainError | null =>
  isUndoable(row) ? null : refuse('NOTHING_TO_UNDO', { state: row.state });

async function moveOn(
  ports: ImportPorts,
  { command, actor, approvals }: By,
  { id, to, refused }: MoveOn,
): Promise<Result<null, DomainError>> {
  return ports.commit(command, async (state) => {
    const may = authorize(actor, 'catalog.import', { target: id, amount: null }, approvals);
    if (!may.ok) return may;
    const row = await readImport(state.read, id);
    if (!row) return err(refuse('NOT_FOUND', { what: 'import', id }));
    if (await isOneAtWork(state.read)) return err(refuse('IN_USE', { what: 'import' }));
    if (ports.isChanging()) return err(refuse('WORK_UNDER_WAY'));
    const no = refused(row);
    if (no !== null) return err(no);
    const before = memoOf(row);
    const undoFrom = to === 'undoing' ? (before.undoFrom ?? before.part) : null;
    const memo: ImportMemo = { ...before, actor: actor.person, undoFrom, reason: null };
    const plan = JSON.stringify(memo);
    return ok({
      local: [patch(localImport, { id }, { state: to, changed_at: state.at, plan })],
      answer: null,
    });
  });
}

/** The register was shut off, or fell over, while an import ran. */
const INTERRUPTED = 'interrupted';

async function stopRow(ports: ImportPorts, row: ImportRow): Promise<void> {
  const plan = JSON.stringify({ ...memoOf(row), reason: INTERRUPTED } satisfies ImportMemo);
  const command = {
    id: ports.newId(),
    actor: row.by as By['actor']['person'],
    name: 'import.stop',
    input: row.id,
  };
  await ports.commit(command, async (state) =>
    ok({
      local: [patch(localImport, { id: row.id }, { state: 'stopped', changed_at: state.at, plan })],
      answer: null,
    }),
  );
}
