import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { defineConfig, type Plugin } from 'rolldown';

/** Only what has a native part or is the runtime itself stays outside the bundles. */
const external = ['electron', 'better-sqlite3', /^node:/];

/** Workers lie beside `main.js` under their own names: `catalog.worker.ts` becomes `catalog.worker.js`. */
const workers = Object.fromEntries(
  globSync(['electron/**/*.worker.ts', 'node/**/*.worker.ts'], { cwd: import.meta.dirname }).map((file) => [
    basename(file, '.ts'),
    file,
  ]),
);

/** `createRequire(import.meta.url)('name')` reads a package when it is first needed; bundled, it still does, but brings it along. */
const latePackages: Plugin = {
  name: 'late-packages',
  transform: {
    filter: { code: 'createRequire(import.meta.url)(' },
    handler: (code) => ({
      code: code.replace(/createRequire\(import\.meta\.url\)\((['"][\w@/.-]+['"])\)/g, 'require($1)'),
      map: null,
    }),
  },
};

export default defineConfig([
  {
    input: { main: 'electron/main.ts', ...workers },
    platform: 'node',
    external,
    plugins: [latePackages],
    output: {
      dir: 'dist-electron',
      format: 'esm',
      sourcemap: true,
      entryFileNames: '[name].js',
      chunkFileNames: 'chunk-[hash].js',
    },
  },
  {
    input: 'electron/preload.ts',
    platform: 'browser',
    external: ['electron'],
    output: { file: 'dist-electron/preload.cjs', format: 'cjs', sourcemap: true },
  },
]);
