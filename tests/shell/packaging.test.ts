import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'mallard-pack-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

// electron-builder and what it brings: its own reader and validator of the configuration, its packer, asar and fuses.
const require = createRequire(import.meta.url);
const builderRequire = createRequire(require.resolve('app-builder-lib/package.json'));
const settings = require('app-builder-lib/out/util/config/config.js') as {
  getConfig(dir: string, file: string | null, overrides: object | null): Promise<Record<string, unknown>>;
  validateConfiguration(config: object, logger: { isEnabled: boolean }): Promise<void>;
};
const packer = require('electron-builder') as { build(options: object): Promise<string[]> };
const asar = builderRequire('@electron/asar') as { listPackage(archive: string, options: object): string[] };
const fuses = builderRequire('@electron/fuses') as {
  getCurrentFuseWire(binary: string): Promise<Record<string, unknown>>;
  FuseV1Options: Record<string, number | string>;
};

const readConfig = () => settings.getConfig(root, join(root, 'electron-builder.yml'), null);
const validate = (config: object) => settings.validateConfiguration(config, { isEnabled: false });

describe('electron-builder.yml', () => {
  it('is valid by the packager’s own schema, which does refuse a slip of the pen', async () => {
    const config = await readConfig();
    await validate(config);
    await expect(validate({ ...config, asarr: true })).rejects.toThrow("unknown property 'asarr'");
  });

  it('packs what the app needs and no more, and flips the fuses', async ({ skip }) => {
    const isBuilt = ['dist-electron/.built', 'dist/.built'].every((file) => existsSync(join(root, file)));
    if (!isBuilt) skip('not built: npm run build');
    if (process.platform !== 'linux') skip('packs for Linux only here');
    const release = join(dir, 'release');
    await packer.build({
      projectDir: root,
      linux: ['dir'],
      x64: true,
      publish: 'never',
      config: {
        extends: join(root, 'electron-builder.yml'),
        electronDist: fakeElectron(),
        directories: { output: release },
      },
    });
    const unpacked = join(release, 'linux-unpacked');
    const files = asar.listPackage(join(unpacked, 'resources/app.asar'), {}).map((file) => file.slice(1));
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'dist-electron/main.js',
        'dist-electron/preload.cjs',
        'dist/renderer/index.html',
      ]),
    );
    const folders = files.flatMap((file) => /^(?:node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
    expect([...new Set(folders)].toSorted()).toEqual(
      [
        'dist',
        'dist-electron',
        'node_modules',
        'node_modules/better-sqlite3',
        'package.json',
        'resources',
      ].toSorted(),
    );
    expect(files.filter((file) => file.endsWith('.node'))).toEqual([
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
    expect(files.filter((file) => /\.(map|ts|cpp|c|h)$/.test(file))).toEqual([]);
    expect(
      existsSync(
        join(unpacked, 'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node'),
      ),
    ).toBe(true);
    expect(await fusesOf(join(unpacked, 'mallard'))).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    });
  });
});

/** The unpacked Electron as the packager knows it, its program empty but for the fuse wire. */
function fakeElectron(): string {
  const dist = join(dir, 'electron');
  for (const folder of ['locales', 'resources']) mkdirSync(join(dist, folder), { recursive: true });
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'])
    writeFileSync(join(dist, file), '');
  writeFileSync(join(dist, 'version'), (require('electron/package.json') as { version: string }).version);
  const wire = '10111001';
  const head = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, wire.length]), Buffer.from(wire)]);
  writeFileSync(join(dist, 'electron'), head, { mode: 0o755 });
  return dist;
}

/** Marks the fuse wire in Electron's binary; followed by its version, its length and one digit for each fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The wire by fuse name; a digit's code is 0x30 off, 0x31 on. */
async function fusesOf(binary: string): Promise<Record<string, boolean>> {
  const wire = await fuses.getCurrentFuseWire(binary);
  return Object.fromEntries(
    Object.entries(fuses.FuseV1Options)
      .filter(([, at]) => typeof at === 'number' && wire[String(at)] !== undefined)
      .map(([name, at]) => [name, wire[String(at)] === 0x31]),
  );
}
