import type { ImportPlan } from '#node/import/import-plan.ts';
import type { ImportView } from '#node/import/import-row.ts';
import { jobView, previewView, readable, trialView } from '#node/import/import-views.ts';
import type { Upload } from '#node/import/uploads.ts';
import type { ImportJob } from '#shared/contract/catalog.ts';
import { refuse } from '#shared/domain/error.ts';
import type { Hq } from '../hq.ts';
import { answer, found, type HqHandlers, type On, refused, tell } from '../router.ts';

/** Products of the chain from a file: sent in pieces, looked at, tried, imported, taken back. */
export function importHandlers({ host, imports, accounts }: Hq, on: On): HqHandlers<'imports'> {
  const views = async (jobs: readonly ImportView[]): Promise<ImportJob[]> => {
    const names = new Map((await accounts.users.list()).map(({ id, account }) => [id, account]));
    return jobs.map((job) => jobView(job, names.get(job.by) ?? ''));
  };
  const view = async (job: ImportView): Promise<ImportJob> => found((await views([job]))[0]);
  const fileOf = (id: string): Upload => {
    const upload = imports.uploads.complete(id);
    if (!upload) throw refused(refuse('NOT_FOUND', { what: 'upload' }));
    return upload;
  };
  return {
    upload: on.imports.upload.handler(async ({ input }) => {
      const bytes = Buffer.from(input.data, 'base64');
      const { id, size } = answer(await imports.uploads.add({ ...input, bytes }));
      return { upload: id, size };
    }),
    preview: on.imports.preview.handler(async ({ input }) => {
      const { path, name: file } = fileOf(input.upload);
      const { plan, ...looked } = previewView(answer(await readable(imports.preview(path))), {
        file,
        chain: host.chain(),
      });
      return { ...looked, plan: withoutStock(plan) };
    }),
    dryRun: on.imports.dryRun.handler(async ({ input: { upload, plan } }) =>
      trialView(answer(await readable(imports.dryRun(fileOf(upload).path, withoutStock(plan)))), plan),
    ),
    start: on.imports.start.handler(async (call) => {
      const { path, name } = fileOf(call.input.upload);
      const plan = withoutStock(call.input.plan);
      return await view(await tell(call, (by) => imports.start(by, { path, name }, plan)));
    }),
    list: on.imports.list.handler(async () => await views(await imports.list())),
    get: on.imports.get.handler(async ({ input }) => await view(known(await imports.get(input.import)))),
    cancel: on.imports.cancel.handler(
      async ({ input }) => await view(known(await imports.cancel(input.import))),
    ),
    resume: on.imports.resume.handler(
      async (call) => await view(await tell(call, (by) => imports.resume(by, call.input.import))),
    ),
    undo: on.imports.undo.handler(
      async (call) => await view(await tell(call, (by) => imports.undo(by, call.input.import))),
    ),
    errorsCsv: on.imports.errorsCsv.handler(async ({ input }) => ({
      csv: imports.errorsCsv(known(await imports.get(input.import))),
    })),
  };
}

function known(job: ImportView | null): ImportView {
  if (job === null) throw refused(refuse('NOT_FOUND', { what: 'import' }));
  return job;
}

/** The chain has no shelf: what lies on one, and what it cost, is each store's to say. */
function withoutStock(plan: ImportPlan): ImportPlan {
  const { 'on-hand': _onHand, cost: _cost, ...columns } = plan.columns;
  return { ...plan, columns };
}
