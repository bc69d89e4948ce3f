import { ImportFault, type LineError } from '#electron/store/import/import-fault.ts';
import type { ImportView } from '#electron/store/import/import-row.ts';
import type { ImportJob } from '#shared/contract/catalog.ts';
import { refuse } from '#shared/domain/error.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, refused, tell } from '../router.ts';
import { createUploads, type Upload } from '../uploads.ts';

/** Products from a file: sent in pieces, looked at, tried, imported, taken back. */
export function importHandlers(register: Register): Handlers<'imports'> {
  const { host, store, imports, people } = register;
  const jobView = (view: ImportView): ImportJob => ({
    ...view,
    by: people.nameOf(view.by),
    errors: view.errors.map(lineError),
  });
  /** The catalog of a chain is kept at headquarters. */
  const ownCatalog = () => {
    if (register.link.keepsChain()) throw refused(refuse('KEPT_AT_HQ'));
  };
  const uploads = createUploads(store.folder.root, { now: host.now, newId: host.newId });
  const fileOf = (id: string): Upload => {
    const upload = uploads.complete(id);
    if (!upload) throw refused(refuse('NOT_FOUND', { what: 'upload' }));
    return upload;
  };
  return {
    upload: on.imports.upload.handler(async ({ input }) => {
      const bytes = Buffer.from(input.data, 'base64');
      const { id, size } = answer(await uploads.add({ ...input, bytes }));
      return { upload: id, size };
    }),
    preview: on.imports.preview.handler(async ({ input }) => {
      const { path, name } = fileOf(input.upload);
      const { suggestion, rows, ...looked } = await sound(imports.preview(path));
      const defaults = {
        price: minor(0),
        unit: 'piece' as const,
        taxClass: firstTaxClass(register),
        category: null,
      };
      return {
        ...looked,
        rows: rows.map((row) => [...row]),
        plan: { ...PLAN, ...suggestion, columns: { ...suggestion.columns }, file: name, defaults },
      };
    }),
    dryRun: on.imports.dryRun.handler(async ({ input }) => {
      const found = await sound(imports.dryRun(fileOf(input.upload).path, input.plan));
      const { counts, toAdd, toChange, errors, sample } = found;
      return {
        rows: counts.rows,
        refused: counts.refused,
        skipped: counts.skipped,
        withoutStock: counts.withoutStock,
        toAdd,
        toChange,
        errors: errors.map(lineError),
        sample: sample.map(({ set, category }) => ({
          name: set.name ?? '',
          barcode: set.barcodes?.[0] ?? null,
          price: set.price ?? input.plan.defaults.price,
          category,
        })),
      };
    }),
    start: on.imports.start.handler(async (call) => {
      ownCatalog();
      const { path, name } = fileOf(call.input.upload);
      return jobView(await tell(call, (by) => sound(imports.start(by, { path, name }, call.input.plan))));
    }),
    list: on.imports.list.handler(async () => (await imports.list()).map(jobView)),
    get: on.imports.get.handler(async ({ input }) => jobView(found(await imports.get(input.import)))),
    cancel: on.imports.cancel.handler(async ({ input }) =>
      jobView(found(await imports.cancel(input.import))),
    ),
    resume: on.imports.resume.handler(async (call) => {
      ownCatalog();
      return jobView(await tell(call, (by) => imports.resume(by, call.input.import)));
    }),
    undo: on.imports.undo.handler(async (call) => {
      ownCatalog();
      return jobView(await tell(call, (by) => imports.undo(by, call.input.import)));
    }),
    errorsCsv: on.imports.errorsCsv.handler(async ({ input }) => ({
      csv: imports.errorsCsv(found(await imports.get(input.import)).id),
    })),
  };
}

/** What nobody has chosen yet. */
const PLAN = { known: 'update', badCheckDigits: 'refuse', makeCategories: true } as const;

const firstTaxClass = ({ host }: Register): string =>
  [...host.chain().taxClasses.values()].find((taxClass) => taxClass.active)?.id ?? '';

/** A file that can't be read is refused with its reason; the words are `import.fault.<fault>`. */
async function sound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    throw refused(refuse('SETTING_INVALID', { field: 'file', fault: error.code, line: error.line }));
  }
}

function found(view: ImportView | null): ImportView {
  if (!view) throw refused(refuse('NOT_FOUND', { what: 'import' }));
  return view;
}

const lineError = ({ line, column, code, value }: LineError) => ({ line, column, code, value });
