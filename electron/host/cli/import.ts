import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { createRegisterImports } from '#electron/store/register-imports.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { NOBODY } from '#electron/store/start-epoch.ts';
import { ImportFault, type LineError } from '#node/import/import-fault.ts';
import type { ImportPlan } from '#node/import/import-plan.ts';
import type { ImportView } from '#node/import/import-row.ts';
import type { Imports } from '#node/import/imports.ts';
import { minor } from '#shared/domain/numbers.ts';
import { openRegister } from '../open-register.ts';
import {
  type CliCommand,
  EXIT,
  type ExitCode,
  type Given,
  type Line,
  textOption,
  UsageError,
} from './command.ts';
import { stopped } from './stopped.ts';
import { DATA_HELP, storeHere } from './store-here.ts';

export const importCommand: CliCommand = {
  summary: 'Imports products from a CSV, TSV or XLSX file.',
  help: `Usage: mallard import <file> [options]

Finds out what the columns are by their headers or by what is in them, as the screen does. A line that can’t be taken is told
with its reason; the others are imported. What was imported can be undone in the back office. The register must not be running.

  --dry-run              Judges every line and changes nothing.
  --columns <list>       Which column is what, from 0, e.g. barcode=0,name=1,price=3.
  --known <what>         update, skip or refuse lines whose barcode or SKU is known; update otherwise.
  --accept-check-digits  Takes barcodes whose check digit is wrong.
  --tax-class <name>     For lines without one; the store’s first otherwise.
  --price <minor>        For lines without one, in minor units; 0 otherwise.
${DATA_HELP}

Exit codes: 0 every line was taken, 1 some were not, or not their stock, or the file can’t be read, 2 called wrongly, 3 no store or it is in use.`,
  options: {
    'dry-run': { type: 'boolean' },
    columns: { type: 'string' },
    known: { type: 'string' },
    'accept-check-digits': { type: 'boolean' },
    'tax-class': { type: 'string' },
    price: { type: 'string' },
  },
  words: [1, 1],
  run: async (given, line) => {
    const path = resolve(given.words[0] ?? '');
    if (!existsSync(path)) throw new UsageError(`there is no file ${path}`);
    storeHere(given.dataDir);
    const now = () => Date.now();
    const open = await openRegister(given.dataDir, { now, newId: () => uuidv7() });
    const { store, catalog } = open;
    const imports = createRegisterImports({
      ...store,
      catalog,
      isChanging: () => false,
      now,
      newId: () => uuidv7(),
    });
    try {
      return await importFile({ store, imports, path }, given, line);
    } catch (error) {
      if (!(error instanceof ImportFault)) throw error;
      line.err(`The file can’t be read: ${error.message}`);
      return EXIT.finding;
    } finally {
      await imports.close();
      await open.close();
    }
  },
};

interface Work {
  readonly store: RegisterStore;
  readonly imports: Imports;
  readonly path: string;
}

async function importFile(work: Work, given: Given, line: Line): Promise<ExitCode> {
  const { store, imports, path } = work;
  const { suggestion } = await imports.preview(path);
  const plan = planOf(store, given, { ...suggestion, file: basename(path) });
  const columns = Object.entries(plan.columns).map(([field, column]) => `${field} = column ${column}`);
  line.err(columns.join(', '));
  if (given.values['dry-run'] === true) {
    const { counts, toAdd, toChange, errors } = await imports.dryRun(path, plan);
    tellErrors(errors, line);
    line.out(
      `${counts.rows} lines: ${toAdd} new, ${toChange} to change, ${counts.refused} refused${stockWords(counts)}. Nothing was changed.`,
    );
    return counts.refused + counts.withoutStock === 0 ? EXIT.ok : EXIT.finding;
  }
  const started = await imports.start(
    {
      command: { id: uuidv7(), actor: NOBODY, name: 'cli.import', input: { file: plan.file } },
      actor: { person: NOBODY, grants: { 'catalog.import': { state: 'allowed' } } },
      approvals: [],
    },
    { path },
    plan,
  );
  if (!started.ok)
    throw new UsageError(`refused: ${started.error.code} ${JSON.stringify(started.error.data ?? {})}`);
  const job = await follow(imports, started.value.id, line);
  tellErrors(job.errors, line);
  line.out(
    `${job.state}: ${job.added} added, ${job.changed} changed, ${job.refused} refused${stockWords(job)}.`,
  );
  if (job.reason !== null) line.err(`Because: ${job.reason}`);
  return job.state === 'done' && job.refused + job.withoutStock === 0 ? EXIT.ok : EXIT.finding;
}

const stockWords = ({ withoutStock }: { readonly withoutStock: number }): string =>
  withoutStock === 0 ? '' : `, ${withoutStock} taken without their stock`;

/** Tells how far it is every two seconds, and stops the import when asked to. */
async function follow(imports: Imports, id: string, line: Line): Promise<ImportView> {
  const told = setInterval(() => {
    void imports.get(id).then((job) => {
      if (job) line.err(`${job.done} of ${job.rows || '?'} lines`);
      return null;
    });
  }, 2000);
  void stopped(line.stopAsked).then(() => imports.cancel(id));
  await imports.idle();
  clearInterval(told);
  const job = await imports.get(id);
  if (!job) throw new Error(`import ${id} is gone`);
  return job;
}

function planOf(
  store: RegisterStore,
  given: Given,
  looked: Pick<ImportPlan, 'columns' | 'headerRows' | 'file'>,
): ImportPlan {
  const wanted = textOption(given, 'columns');
  const known = textOption(given, 'known') ?? 'update';
  if (known !== 'update' && known !== 'skip' && known !== 'refuse')
    throw new UsageError('--known is update, skip or refuse');
  const price = Number(textOption(given, 'price') ?? '0');
  if (!Number.isSafeInteger(price) || price < 0) throw new UsageError('--price needs minor units');
  return {
    ...looked,
    columns: wanted === undefined ? looked.columns : columnsOf(wanted),
    defaults: { price: minor(price), unit: 'piece', taxClass: taxClassOf(store, given), category: null },
    known,
    badCheckDigits: given.values['accept-check-digits'] === true ? 'accept' : 'refuse',
    makeCategories: true,
  };
}

const columnsOf = (text: string): ImportPlan['columns'] =>
  Object.fromEntries(
    text.split(',').map((part) => {
      const [field = '', column = ''] = part.split('=');
      if (field === '' || !/^\d{1,3}$/.test(column))
        throw new UsageError('--columns reads like barcode=0,name=1');
      return [field, Number(column)];
    }),
  );

function taxClassOf(store: RegisterStore, given: Given): string {
  const classes = [...store.chain().taxClasses.values()];
  const name = textOption(given, 'tax-class');
  const found = name === undefined ? classes.find((t) => t.active) : classes.find((t) => t.name === name);
  if (!found)
    throw new UsageError(name === undefined ? 'the store has no tax class' : `no tax class '${name}'`);
  return found.id;
}

function tellErrors(errors: readonly LineError[], line: Line): void {
  for (const { line: at, column, code, value } of errors)
    line.err(
      `line ${at}${column === null ? '' : `, ${column}`}: ${code}${value === '' ? '' : ` (${value.slice(0, 60)})`}`,
    );
}
