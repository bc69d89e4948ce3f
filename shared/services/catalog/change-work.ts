import type { ProductAction } from '#shared/domain/catalog/product-action.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ChangeId, EntryId, PersonId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { pricesChanged } from '#shared/journal/entries/prices-changed.ts';
import { type ChangePart, productsChanged } from '#shared/journal/entries/products-changed.ts';
import { type Command, type Deciding, fact, type Host } from '../journal/host.ts';
import type { Part, Taken } from './change-parts.ts';
import type { ProductChangeView } from './change-rows.ts';

export interface ChangePorts {
  readonly host: Host;
  /** Resolves in a later turn of the event loop, so that whoever waits at the counter comes first. */
  readonly turn: () => Promise<void>;
  /** Told when the work has ended. */
  readonly ended: () => void;
  readonly report: (error: unknown) => void;
}

/** What is to be done, part by part. */
export interface Job {
  readonly change: ChangeId;
  readonly action: ProductAction;
  readonly undoes: ChangeId | null;
  readonly total: number;
  /** Known before the work begins. */
  readonly leftAlone: number;
  readonly by: PersonId;
  readonly at: number;
  readonly first: Part;
}

/** Where it stands after a part; `next` is null when nothing is left to do. */
interface Stand {
  readonly next: Part | null;
  readonly part: number;
  readonly previous: EntryId | null;
  readonly looked: number;
  readonly changed: number;
  readonly leftAlone: number;
}

interface Written {
  readonly job: Job;
  readonly stand: Stand;
}

type Prepare = (state: Deciding) => Promise<Result<Job, DomainError>>;

/** The one piece of work there is at a time: its first part is the command's own, the others follow, one per turn of the event loop. */
export class ChangeWork {
  readonly #ports: ChangePorts;
  #isTaken = false;
  #isStopped = false;
  #done: Promise<void> = Promise.resolve();
  #shown: ProductChangeView | null = null;

  constructor(ports: ChangePorts) {
    this.#ports = ports;
  }

  /** How the last piece of work stands, or ended. */
  shown(): ProductChangeView | null {
    return this.#shown;
  }

  isRunning(): boolean {
    return this.#isTaken;
  }

  async idle(): Promise<void> {
    await this.#done;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done;
  }

  /** Writes the first part. Refuses WORK_UNDER_WAY, and what `prepare` refuses. */
  async begin(command: Command, prepare: Prepare): Promise<Result<ProductChangeView, DomainError>> {
    let mine = false;
    let written: Written | null = null;
    try {
      const result = await this.#ports.host.commitPart<ProductChangeView>(command, async (state) => {
        if (this.#isTaken) return err(refuse('WORK_UNDER_WAY'));
        this.#isTaken = true;
        mine = true;
        const job = await prepare(state);
        if (!job.ok) return job;
        const { draft, stand } = await takePart(state, command, {
          job: job.value,
          stand: standOf(job.value),
        });
        written = { job: job.value, stand };
        return ok({ ...draft, answer: viewOf(written, 'under way') });
      });
      if (result.ok && written !== null) this.#go(written);
      else if (mine) this.#isTaken = false;
      return result;
    } catch (error) {
      if (mine) this.#isTaken = false;
      throw error;
    }
  }

  #go(begun: Written): void {
    this.#shown = viewOf(begun, 'under way');
    this.#isStopped = false;
    if (begun.stand.next === null) this.#end(begun);
    else this.#done = this.#follow(begun);
  }

  /** Never rejects: what stopped it is reported, and the work is shown as stopped. */
  async #follow(begun: Written): Promise<void> {
    let at = begun;
    try {
      while (at.stand.next !== null && !this.#isStopped) {
        await this.#ports.turn();
        at = await this.#nextPart(at);
        this.#shown = viewOf(at, 'under way');
      }
    } catch (error) {
      this.#ports.report(error);
    }
    this.#end(at);
    this.#ports.ended();
  }

  async #nextPart({ job, stand }: Written): Promise<Written> {
    const { host } = this.#ports;
    const command = { id: host.newId(), actor: job.by, name: 'catalog.changePart', input: job.change };
    let after = stand;
    const result = await host.commitPart(command, async (state) => {
      const { draft, stand: next } = await takePart(state, command, { job, stand });
      after = next;
      return ok({ ...draft, answer: null });
    });
    if (!result.ok) throw new Error(result.error.code);
    return { job, stand: after };
  }

  #end(at: Written): void {
    this.#shown = viewOf(at, 'ended');
    this.#isTaken = false;
  }
}

const standOf = (job: Job): Stand => ({
  next: job.first,
  part: 0,
  previous: null,
  looked: 0,
  changed: 0,
  leftAlone: job.leftAlone,
});

/** A part that changes nothing writes nothing. */
async function takePart(
  { read }: Deciding,
  command: Command,
  { job, stand }: Written,
): Promise<{ readonly draft: { entry?: ReturnType<typeof fact> }; readonly stand: Stand }> {
  if (stand.next === null) throw new Error('nothing is left to do');
  const taken = await stand.next(read);
  const after = standAfter(stand, taken, command.id as EntryId);
  if (taken.changed.length === 0) return { draft: {}, stand: after };
  const part: ChangePart = {
    change: job.change,
    action: job.action,
    undoes: job.undoes,
    part: after.part,
    previous: stand.previous,
    changed: after.changed,
    left: after.next === null ? 0 : Math.max(0, job.total - after.looked),
  };
  const { said } = taken;
  const entry =
    'prices' in said
      ? fact(pricesChanged, { ...part, ...said })
      : fact(productsChanged, { ...part, ...said });
  return { draft: { entry }, stand: after };
}

function standAfter(stand: Stand, taken: Taken, entry: EntryId): Stand {
  const isWritten = taken.changed.length > 0;
  return {
    next: taken.next,
    part: stand.part + (isWritten ? 1 : 0),
    previous: isWritten ? entry : stand.previous,
    looked: stand.looked + taken.looked,
    changed: stand.changed + taken.changed.length,
    leftAlone: stand.leftAlone + taken.leftAlone,
  };
}

function viewOf({ job, stand }: Written, when: 'under way' | 'ended'): ProductChangeView {
  const { undoes, action, total, by, at } = job;
  const { changed, leftAlone } = stand;
  const state =
    stand.next === null
      ? undoes === null
        ? 'done'
        : 'undone'
      : when === 'ended'
        ? 'stopped'
        : undoes === null
          ? 'running'
          : 'undoing';
  return { id: undoes ?? job.change, action, state, total, changed, leftAlone, by, at };
}
