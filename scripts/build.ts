import { existsSync, globSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { build as buildWithVite } from 'vite';
import rolldownConfig from '../rolldown.config.ts';

// npm run build: the renderer to dist/renderer, main process, workers and preload to dist-electron.

const root = join(import.meta.dirname, '..');
const stamps = { renderer: join(root, 'dist/.built'), electron: join(root, 'dist-electron/.built') };

/** Source folders each build reads. */
const sources = {
  renderer: ['renderer', 'shared', 'vite.config.ts', 'package-lock.json'],
  electron: ['electron', 'shared', 'rolldown.config.ts', 'package-lock.json'],
};

export type Part = keyof typeof sources;

/** Builds the parts whose sources are newer than what was built last; says which it built. */
export async function buildIfStale(parts: readonly Part[]): Promise<Part[]> {
  const stale = parts.filter((part) => isStale(part));
  for (const part of stale) await builders[part]();
  return stale;
}

export async function buildRenderer(): Promise<void> {
  const begun = new Date();
  await buildWithVite({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  stamp('renderer', begun);
}

export async function buildElectron(): Promise<void> {
  const begun = new Date();
  rmSync(join(root, 'dist-electron'), { recursive: true, force: true });
  for (const { output, ...input } of [rolldownConfig].flat()) {
    const bundle = await rolldown({ ...input, cwd: root });
    for (const each of [output ?? {}].flat()) await bundle.write({ ...each, ...inRoot(each) });
    await bundle.close();
  }
  stamp('electron', begun);
}

const builders: Record<Part, () => Promise<void>> = { renderer: buildRenderer, electron: buildElectron };

/** Output paths of the configuration are meant from the root, wherever this is run. */
const inRoot = (output: { dir?: string | undefined; file?: string | undefined }) => ({
  ...(output.dir === undefined ? {} : { dir: join(root, output.dir) }),
  ...(output.file === undefined ? {} : { file: join(root, output.file) }),
});

function isStale(part: Part): boolean {
  const built = stamps[part];
  if (!existsSync(built)) return true;
  const when = statSync(built).mtimeMs;
  return sources[part]
    .flatMap((name) => {
      const path = join(root, name);
      return statSync(path).isDirectory()
        ? [path, ...globSync('**/*', { cwd: path }).map((file) => join(path, file))]
        : [path];
    })
    .some((file) => statSync(file).mtimeMs > when);
}

/** A part counts as built when its build began: what changed meanwhile is built again. */
function stamp(part: Part, begun: Date): void {
  mkdirSync(join(stamps[part], '..'), { recursive: true });
  writeFileSync(stamps[part], '');
  utimesSync(stamps[part], begun, begun);
}

if (import.meta.main) {
  await buildRenderer();
  await buildElectron();
}
