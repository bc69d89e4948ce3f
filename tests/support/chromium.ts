import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright-core';

/** A browser to test in, or the reason there is none (for `test.skipIf`, so the summary can say it). */
export type Found =
  | { readonly launch: LaunchOptions; readonly reason?: never }
  | { readonly launch?: never; readonly reason: string };

let found: Promise<Found> | null = null;

/**
 * The browser of this machine: `$CHROMIUM`; on Linux x64 the headless one npm brings, unpacked once to the temp folder;
 * elsewhere an installed Chrome or Edge.
 */
export function findChromium(): Promise<Found> {
  found ??= search();
  return found;
}

async function search(): Promise<Found> {
  const named = process.env['CHROMIUM'];
  if (named) {
    return existsSync(named)
      ? { launch: { executablePath: named, args: FLAGS } }
      : { reason: `CHROMIUM: no file ${named}` };
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    return { launch: { executablePath: await unpacked(), args: [...FLAGS, '--no-zygote'] } };
  }
  for (const channel of ['chrome', 'msedge']) {
    try {
      const browser = await chromium.launch({ channel, args: FLAGS });
      await browser.close();
      return { launch: { channel, args: FLAGS } };
    } catch {
      // Not installed: the next one may be.
    }
  }
  return { reason: 'no Chromium for this machine: install Chrome or Edge, or name one in CHROMIUM' };
}

/** The browser; throws the reason when there is none. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const { launch, reason } = await findChromium();
  if (launch === undefined) throw new Error(reason);
  return await chromium.launch({
    ...launch,
    ...options,
    args: [...(launch.args ?? []), ...(options.args ?? [])],
  });
}

/** A browser with a profile of its own in `userDataDir`; throws the reason when there is none. */
export async function launchProfile(
  userDataDir: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1] = {},
): Promise<BrowserContext> {
  const { launch, reason } = await findChromium();
  if (launch === undefined) throw new Error(reason);
  return await chromium.launchPersistentContext(userDataDir, { ...launch, ...options });
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/**
 * Unpacks npm's Chromium into a folder named after its version. Several test files may come at once, so each unpacks
 * beside it and the first to finish gives the folder its name.
 */
async function unpacked(): Promise<string> {
  const require = createRequire(import.meta.url);
  const manifest = join(require.resolve('@sparticuz/chromium'), '..', '..', 'package.json');
  const { version } = require(manifest) as { version: string };
  const home = join(tmpdir(), `mallard-chromium-${version}`);
  if (!existsSync(home)) {
    const mine = `${home}.${process.pid}`;
    mkdirSync(mine, { recursive: true });
    const program = `import('@sparticuz/chromium').then((c) => c.default.executablePath())`;
    await promisify(execFile)(process.execPath, ['-e', program], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: mine },
    });
    try {
      renameSync(mine, home);
    } catch (error) {
      rmSync(mine, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  return join(home, 'chromium');
}

/** Everything a page complained about since this was called: console errors, uncaught errors, policy violations, failed loads. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`answer ${response.status()}: ${response.url()}`);
  });
  return complaints;
}

/** What the axe engine finds against WCAG 2.1 A and AA that is serious or critical, as `rule: selector`. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const { source } = createRequire(import.meta.url)('axe-core') as { source: string };
  await page.evaluate(source);
  return await page.evaluate(async (): Promise<string[]> => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return violations
      .filter((found) => found.impact === 'serious' || found.impact === 'critical')
      .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.join(' ')}`));
  });
}

interface Axe {
  run(options: object): Promise<{
    violations: readonly {
      id: string;
      impact: string | null;
      nodes: readonly { target: readonly string[] }[];
    }[];
  }>;
}
