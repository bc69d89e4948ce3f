import { join } from 'node:path';
import type { ImportId, PersonId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import { type LocalEffect, patch } from '#shared/journal/change.ts';
import { categoryChanged, productsImported } from '#shared/journal/entries/catalog.ts';
import { localImport } from '#shared/journal/tables/local.ts';
import { fact } from '#shared/services/journal/host.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import { priceClock } from '#shared/services/pricing/prices-now.ts';
import { openingDraft, openingsOf, versionsOf } from './append-part.ts';
import { appendErrors, inOrder, withErrors } from './errors-file.ts';
import { ImportFault } from './import-fault.ts';
import type { ImportPlan, ReadingRules } from './import-plan.ts';
import type { ImportPorts } from './import-ports.ts';
import { type ImportMemo, type ImportRow, memoOf, readImport } from './import-row.ts';
import { type ImportPart, SHOWN_ERRORS, type TaskNews } from './import-task.ts';
import { type ImportThread, startThread } from './import-thread.ts';
import { keptFileFault } from './kept-file.ts';

/** A running import. */
export interface ImportRun {
  /** Resolves when nothing of it is under way any more; its row then says how it ended. Never rejects. */
  readonly ended: Promise<void>;
  /** Ends it after the parts under way; `reason` is why, where it was not a person's wish. */
  readonly cancel: (reason: string | null) => void;
  /** Kills the reading thread, as a crash would. */
  readonly kill: () => Promise<void>;
}

export const errorsFileOf = (root: string, id: string): string => join(root, 'imports', `${id}.errors.csv`);

export const rulesOf = (ports: Pick<ImportPorts, 'chain'>, plan: ImportPlan): ReadingRules => {
  const { settings, taxClasses, categories } = ports.chain();
  return {
    plan,
    exponent: settings?.currency.exponent ?? 2,
    taxClasses: [...taxClasses.values()],
    categories: [...categories.values()],
  };
};

/**
 * Reads the file of a row in state `running` from where the row says it stands, and writes part after part. What the row says is
 * all that is known of what was written: each part is laid onto the row as the part before left it, or not at all.
 */
export function runImport(ports: ImportPorts, row: ImportRow): ImportRun {
  const run = new Run(ports, row);
  return { ended: run.run(), cancel: (reason) => run.cancel(reason), kill: () => run.kill() };
}

class Run {
  readonly #ports: ImportPorts;
  readonly #id: ImportId;
  readonly #start: ImportMemo;
  readonly #by: PersonId;
  readonly #errorsFile: string;
  #rows: number;
  #thread: ImportThread | null = null;
  /** To the end: stopping comes too late. */
  #wasRead = false;
  #cancelled: { readonly reason: string | null } | null = null;
  #entering: Promise<void> = Promise.resolve();
  #writing: Promise<unknown> = Promise.resolve();
  #fault: unknown = null;
  #written = 0;

  constructor(ports: ImportPorts, row: ImportRow) {
    this.#ports = ports;
    this.#id = row.id as ImportId;
    this.#start = memoOf(row);
    this.#by = this.#start.actor;
    this.#errorsFile = errorsFileOf(ports.root, row.id);
    this.#rows = row.rows;
  }

  cancel(reason: string | null): void {
    this.#cancelled ??= { reason };
    this.#thread?.order('stop');
  }

  async kill(): Promise<void> {
    await this.#thread?.kill();
  }

  async run(): Promise<void> {
    try {
      await this.#postPending();
      await this.#read();
    } catch (error) {
      this.#fault ??= error;
    }
    await this.#entering;
    await this.#writing;
    await this.#end();
  }

  async #read(): Promise<void> {
    const { path, plan, line } = this.#start;
    const fault = keptFileFault(this.#start);
    if (fault !== null) throw new ImportFault(fault);
    const known = await this.#ports.known();
    try {
      if (this.#cancelled) return;
      this.#thread = startThread(
        {
          do: 'import',
          path,
          rules: rulesOf(this.#ports, plan),
          catalog: known.products,
          errorsFile: this.#errorsFile,
          afterLine: line,
        },
        (news) => this.#hear(news),
      );
      await this.#thread.ended;
    } finally {
      known.done();
    }
  }

  #hear(news: TaskNews): void {
    if (news.kind === 'done') this.#wasRead = true;
    if (news.kind === 'checked') this.#rows = news.rows;
    if (news.kind !== 'part') return;
    this.#entering = this.#entering.then(() => this.#enter(news.part)).catch((error) => this.#break(error));
  }

  #break(error: unknown): void {
    this.#fault ??= error;
    this.#thread?.order('stop');
  }

  /** Openings of one part are kept in the row until they are written, so such parts go one at a time. */
  #plansOpenings(): boolean {
    return this.#start.plan.columns['on-hand'] !== undefined;
  }

  /** Parts enter the queue of commands in their order; several may wait there at once. */
  async #enter(part: ImportPart): Promise<void> {
    if (this.#fault !== null) return;
    for (const category of part.categories)
      await this.#ports.commitChain(this.#command('import.category', category.id), async () =>
        ok({ entry: fact(categoryChanged, { category }), answer: null }),
      );
    const written = this.#writeProducts(part).catch((error) => this.#break(error));
    if (this.#plansOpenings()) {
      await written;
      await this.#postPending();
    }
    const told = written.then(() => this.#afterPart());
    this.#writing = Promise.all([this.#writing, told]);
  }

  #afterPart(): void {
    this.#written += 1;
    this.#ports.partWritten(this.#written);
    this.#thread?.order('more');
  }

  async #writeProducts(part: ImportPart): Promise<void> {
    const command = this.#command('import.part', part.line);
    let isReported = false;
    const result = await this.#ports.commitBulk(command, async (state) => {
      if (this.#fault !== null) return ok({ answer: null });
      const { row, memo } = await this.#standing(state.read);
      if (row.state !== 'running') throw new Error('it was taken for dead by another process, and stopped');
      if (memo.line !== part.after) throw new Error(`lines ${memo.line} to ${part.after} are missing`);
      const clock = priceClock(this.#ports);
      const { versions, added, changed } = await versionsOf(state.read, clock, part.rows, memo.plan.defaults);
      const opened = this.#plansOpenings()
        ? await openingsOf(state.read, state.self.store, part.rows)
        : { moves: [], errors: [] };
      // Openings are numbered by their part, so a part of nothing else is one too.
      const number = memo.part + (versions.length + opened.moves.length > 0 ? 1 : 0);
      const errors = [...JSON.parse(row.errors), ...inOrder([...part.errors, ...opened.errors])];
      // An engine may have to decide again; the lines are told once.
      if (!isReported) appendErrors(this.#errorsFile, withErrors(part.report, opened.errors));
      isReported = true;
      const next: ImportMemo = {
        ...memo,
        line: part.line,
        part: number,
        lastEntry: versions.length > 0 ? command.id : memo.lastEntry,
        pending: opened.moves.length > 0 ? { part: number, moves: opened.moves } : null,
        withoutStock: memo.withoutStock + part.counts.withoutStock + opened.errors.length,
      };
      const counts = {
        done: row.done + part.counts.rows,
        added: row.added + added,
        changed: row.changed + changed,
        refused: row.refused + part.counts.refused,
        errors: JSON.stringify(errors.slice(0, SHOWN_ERRORS)),
      };
      const local = [this.#patch(next, counts)];
      if (versions.length === 0) return ok({ local, answer: null });
      const body = { import: this.#id, part: number, products: versions };
      return ok({ entry: fact(productsImported, body), local, answer: null });
    });
    if (!result.ok) throw new Error(result.error.code);
  }

  /** Openings that wait for their own entry: after their products, and after a crash between the two. */
  async #postPending(): Promise<void> {
    const { memo } = await this.#standing(this.#ports.read);
    const { pending } = memo;
    if (!pending) return;
    const result = await this.#ports.commitBulk(this.#command('import.stock', pending.part), async () => {
      const entry = openingDraft(this.#id, pending.part, { moves: pending.moves, by: this.#by });
      return ok({ entry, local: [this.#patch({ ...memo, pending: null })], answer: null });
    });
    if (!result.ok) throw new Error(result.error.code);
  }

  async #end(): Promise<void> {
    const stopped = this.#wasRead ? null : this.#cancelled;
    const state = this.#fault !== null ? 'failed' : stopped !== null ? 'stopped' : 'done';
    const reason = this.#fault === null ? (stopped?.reason ?? null) : reasonOf(this.#fault);
    try {
      await this.#ports.commit(this.#command('import.end', state), async ({ read }) => {
        const { row, memo } = await this.#standing(read);
        if (row.state !== 'running') return ok({ answer: null });
        return ok({ local: [this.#patch({ ...memo, reason }, { state })], answer: null });
      });
    } catch (error) {
      // The disk takes nothing: the row still says `running`, and the next start finds it so.
      process.emitWarning(error instanceof Error ? error : String(error), { type: 'ImportUnfinished' });
    }
  }

  async #standing(read: Reader): Promise<{ readonly row: ImportRow; readonly memo: ImportMemo }> {
    const row = await readImport(read, this.#id);
    if (!row) throw new Error(`import ${this.#id} has no row`);
    return { row, memo: memoOf(row) };
  }

  #patch(memo: ImportMemo, counts: Partial<ImportRow> = {}): LocalEffect {
    return patch(
      localImport,
      { id: this.#id },
      { ...counts, rows: this.#rows, changed_at: this.#ports.now(), plan: JSON.stringify(memo) },
    );
  }

  #command(name: string, input: unknown) {
    return { id: this.#ports.newId(), actor: this.#by, name, input: [this.#id, input] };
  }
}

/** In the program's own words: a fault's code with its line, e.g. `encoding:57`, or what the machine said. */
export function reasonOf(fault: unknown): string {
  if (fault instanceof ImportFault) return fault.line === null ? fault.code : `${fault.code}:${fault.line}`;
  return fault instanceof Error ? fault.message.slice(0, 400) : String(fault);
}
