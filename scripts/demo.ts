import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runAlone } from './demo/alone.ts';
import { runChain } from './demo/chain.ts';

// npm run demo: a chain in the browser, headquarters with its own PostgreSQL, two stores and three registers, fresh each time.
// `-- --alone`: one register without headquarters; `--keep` keeps the folders under .mallard; `--no-open` opens no browser; `--port N`
// is the port of the first register.

const { values: given } = parseArgs({
  options: {
    alone: { type: 'boolean' },
    keep: { type: 'boolean' },
    'no-open': { type: 'boolean' },
    port: { type: 'string', default: '0' },
  },
});
const alone = given.alone === true;
const keep = given.keep === true;
const kept = join(import.meta.dirname, '../.mallard', alone ? 'demo' : 'demo-chain');
const folder = keep ? kept : mkdtempSync(join(tmpdir(), 'mallard-demo-'));
if (keep) mkdirSync(kept, { recursive: true });

try {
  const run = alone ? runAlone : runChain;
  await run({ folder, port: Number(given.port), open: !given['no-open'] });
} catch (error) {
  console.error('The demo could not be opened:', error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  if (!keep) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}.marker.json`, { force: true });
  }
}
