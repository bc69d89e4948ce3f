import type { Product } from '#shared/domain/catalog/product.ts';
import { actOn, type ProductAction } from '#shared/domain/catalog/product-action.ts';
import type { CatalogKnown } from '#shared/domain/catalog/product-draft.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ChangeId, EntryId, ProductId } from '#shared/domain/ids.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Deciding, Host } from '../journal/host.ts';
import type { Reader } from '../journal/query.ts';
import { wasAnswered } from '../journal/was-answered.ts';
import { knownOf } from './catalog-known.ts';
import { fitsOnePart, partOf, type Taken, undoneFrom } from './change-parts.ts';
import { isImporting, newestChange, type ProductChangeView, undoable, viewOfRow } from './change-rows.ts';
import { type ChangePorts, ChangeWork, type Job } from './change-work.ts';
import { chosenProducts, type ProductChoice } from './chosen-products.ts';

export interface ManyProducts {
  readonly choice: ProductChoice;
  readonly action: ProductAction;
}

/** What an action would do; nothing is written. */
export interface Trial {
  readonly chosen: number;
  readonly toChange: number;
  /** Would become what no product may be, e.g. cheaper than nothing; they are left as they are. */
  readonly refused: number;
  readonly examples: readonly { readonly before: Product; readonly after: Product }[];
}

/** One thing done to many products: tried first, done part by part, taken back. One at a time, and none beside an import. */
export interface ProductChanges {
  /** `isGone`: whoever asked does not wait for the answer any more; it is then not worked out to the end. */
  readonly tryOut: (many: ManyProducts, isGone?: () => boolean) => Promise<Trial>;
  /**
   * Changes the chosen products. Answers when the first part, which is the command's own entry, is written; the rest follows by
   * itself. Refuses RIGHT_MISSING, WORK_UNDER_WAY, NOT_FOUND for a department or tax class nobody made.
   */
  readonly start: (by: By, many: ManyProducts) => Promise<Result<ProductChangeView, DomainError>>;
  /**
   * Puts every product back that nobody changed since; answers as `start`. Refuses RIGHT_MISSING, WORK_UNDER_WAY, NOTHING_TO_UNDO.
   */
  readonly undo: (by: By, change: ChangeId) => Promise<Result<ProductChangeView, DomainError>>;
  /** The newest change of the last day, or the one under way. */
  readonly newest: () => Promise<ProductChangeView | null>;
  readonly isRunning: () => boolean;
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>;
  /** Ends what is under way after the part being written, and waits for it. */
  readonly stop: () => Promise<void>;
}

const EXAMPLES = 5;
const DAY_MS = 86_400_000;

export function createProductChanges(ports: ChangePorts): ProductChanges {
  const { host } = ports;
  const work = new ChangeWork(ports);
  const begin = async (
    { command, actor, approvals }: By,
    prepare: (state: Deciding) => Promise<Result<Job, DomainError>>,
  ): Promise<Result<ProductChangeView, DomainError>> =>
    work.begin(command, async (state) => {
      const may = authorize(actor, 'catalog.edit', { target: command.id, amount: null }, approvals);
      if (!may.ok) return may;
      const [importing, prepared] = await Promise.all([isImporting(state.read), prepare(state)]);
      return importing ? err(refuse('WORK_UNDER_WAY')) : prepared;
    });
  return {
    tryOut: (many, isGone) => tryOut(ports, many, isGone),
    start: async (by, many) => {
      const few = fewOf(many.choice);
      const settled =
        few !== null || (await wasAnswered(host.read, by.command.id)) ? NOBODY : await settle(ports, many);
      return begin(by, async (state) => {
        const unknown = unknownIn(many.action, knownOf(host));
        if (unknown) return err(unknown);
        const work =
          few === null
            ? inParts(host, settled, many.action)
            : await decidedOnce(host, few, many.action, state.read);
        return ok({
          change: by.command.id as ChangeId,
          action: many.action,
          undoes: null,
          by: by.actor.person,
          at: state.at,
          ...work,
        });
      });
    },
    undo: (by, change) =>
      begin(by, async (state) => {
        const row = await undoable(state.read, change);
        if (row === null) return err(refuse('NOTHING_TO_UNDO', { state: 'done' }));
        return ok({
          change: by.command.id as ChangeId,
          action: JSON.parse(row.action) as ProductAction,
          undoes: change,
          total: row.changed,
          leftAlone: 0,
          by: by.actor.person,
          at: state.at,
          first: undoneFrom(host, row.last_entry as EntryId),
        });
      }),
    newest: async () => {
      const row = work.shown() === null ? await newestChange(host.read) : undefined;
      const view = work.shown() ?? (row === undefined ? null : viewOfRow(row));
      return view !== null && (work.isRunning() || view.at > host.now() - DAY_MS) ? view : null;
    },
    isRunning: () => work.isRunning(),
    idle: () => work.idle(),
    stop: () => work.stop(),
  };
}

/** Reads all that is chosen and acts on it in thought; `each` is told of every product the action would change. */
async function survey(
  { host, turn }: Pick<ChangePorts, 'host' | 'turn'>,
  { choice, action }: ManyProducts,
  given: {
    readonly each: (before: Product, after: Product) => void;
    readonly isGone?: () => boolean;
  },
): Promise<{ readonly chosen: number; readonly refused: number }> {
  const known = knownOf(host);
  let chosen = 0;
  let refused = 0;
  for await (const products of chosenProducts(host, choice)) {
    if (given.isGone?.() === true) break;
    for (const before of products) {
      const after = actOn(before, action, known);
      chosen += 1;
      if (!after.ok) refused += 1;
      else if (after.value !== before) given.each(before, after.value);
    }
    await turn();
  }
  return { chosen, refused };
}

async function tryOut(ports: ChangePorts, many: ManyProducts, isGone = () => false): Promise<Trial> {
  const examples: { before: Product; after: Product }[] = [];
  let toChange = 0;
  const each = (before: Product, after: Product): void => {
    toChange += 1;
    if (examples.length < EXAMPLES) examples.push({ before, after });
  };
  const { chosen, refused } = await survey(ports, many, { each, isGone });
  return { chosen, toChange, refused, examples };
}

/** Products that fit one part and are named one by one: who of them is to change shows when that part is decided. */
function fewOf(choice: ProductChoice): readonly ProductId[] | null {
  const ids = choice.of === 'these' ? [...new Set(choice.products)] : [];
  return fitsOnePart(ids) ? ids : null;
}

interface Settled {
  readonly ids: readonly ProductId[];
  readonly refused: number;
}
const NOBODY: Settled = { ids: [], refused: 0 };

type Work = Pick<Job, 'total' | 'leftAlone' | 'first'>;

const inParts = (host: Host, { ids, refused }: Settled, action: ProductAction): Work => ({
  total: ids.length,
  leftAlone: refused,
  first: partOf(host, ids, action),
});

/** Few products are read and decided once, in the turn that writes them; where they fill more than one entry that settles who is to change. */
async function decidedOnce(
  host: Host,
  few: readonly ProductId[],
  action: ProductAction,
  read: Reader,
): Promise<Work> {
  const first = await partOf(host, few, action)(read);
  if (first.next === null) return { total: first.changed.length, leftAlone: 0, first: async () => first };
  const parts: Taken[] = [first];
  for (let last = parts.at(-1); last?.next; last = parts.at(-1)) parts.push(await last.next(read));
  const ids = parts.flatMap(({ changed }) => changed);
  return inParts(host, { ids, refused: parts.reduce((sum, { leftAlone }) => sum + leftAlone, 0) }, action);
}

/** Who is to change, settled before the first is: what the changing itself does to a filter is not followed. */
async function settle(ports: ChangePorts, many: ManyProducts): Promise<Settled> {
  const ids: ProductId[] = [];
  const { refused } = await survey(ports, many, { each: ({ id }) => ids.push(id) });
  return { ids, refused };
}

function unknownIn(action: ProductAction, { taxClasses, categories }: CatalogKnown): DomainError | null {
  if (action.kind === 'tax-class' && !taxClasses.has(action.taxClass))
    return refuse('NOT_FOUND', { what: 'tax-class', field: 'taxClass' });
  if (action.kind === 'category' && action.category !== null && !categories.has(action.category))
    return refuse('NOT_FOUND', { what: 'category', field: 'category' });
  return null;
}
