import type { ImportView } from '#node/import/import-row.ts';
import { jobView, previewView, readable, trialView } from '#node/import/import-views.ts';
import { createUploads, type Upload } from '#node/import/uploads.ts';
import { refuse } from '#shared/domain/error.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, refused, tell } from '../router.ts';

const MOST_BYTES = 512 * 1024 * 1024;
const KEEP_MS = 7 * 86_400_000;

/** Products from a file: sent in pieces, looked at, tried, imported, taken back. */
export function importHandlers(register: Register): Handlers<'imports'> {
  const { host, store, imports, people } = register;
  const view = (job: ImportView) => jobView(job, people.nameOf(job.by));
  /** The catalog of a chain is kept at headquarters. */
  const ownCatalog = () => {
    if (register.link.keepsChain()) throw refused(refuse('KEPT_AT_HQ'));
  };
  const uploads = createUploads(store.folder.root, {
    now: host.now,
    newId: host.newId,
    mostBytes: MOST_BYTES,
    keepMs: KEEP_MS,
  });
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
      const { path, name: file } = fileOf(input.upload);
      return previewView(answer(await readable(imports.preview(path))), { file, chain: host.chain() });
    }),
    dryRun: on.imports.dryRun.handler(async ({ input: { upload, plan } }) =>
      trialView(answer(await readable(imports.dryRun(fileOf(upload).path, plan))), plan),
    ),
    start: on.imports.start.handler(async (call) => {
      ownCatalog();
      const { path, name } = fileOf(call.input.upload);
      return view(await tell(call, (by) => imports.start(by, { path, name }, call.input.plan)));
    }),
    list: on.imports.list.handler(async () => (await imports.list()).map(view)),
    get: on.imports.get.handler(async ({ input }) => view(found(await imports.get(input.import)))),
    cancel: on.imports.cancel.handler(async ({ input }) => view(found(await imports.cancel(input.import)))),
    resume: on.imports.resume.handler(async (call) => {
      ownCatalog();
      return view(await tell(call, (by) => imports.resume(by, call.input.import)));
    }),
    undo: on.imports.undo.handler(async (call) => {
      ownCatalog();
      return view(await tell(call, (by) => imports.undo(by, call.input.import)));
    }),
    errorsCsv: on.imports.errorsCsv.handler(async ({ input }) => ({
      csv: imports.errorsCsv(found(await imports.get(input.import))),
    })),
  };
}

function found(view: ImportView | null): ImportView {
  if (!view) throw refused(refuse('NOT_FOUND', { what: 'import' }));
  return view;
}
