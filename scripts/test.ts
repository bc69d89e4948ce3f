import { execFileSync } from 'node:child_process';
import { buildElectron, buildRenderer } from './build.ts';
import { lockfileIsWhole, program, type Step } from './check/step.ts';
import { runSuites, type SuiteCount } from './check/suites.ts';

// npm test: everything a change must pass, what fails soonest first; `--full` runs the fault lanes at their full count.
// Each check that is no test of vitest counts as one test. The last line is `N passed, N failed`.

const major = Number(process.versions.node.split('.')[0]);
if (major < 24)
  throw new Error(`Node 24 is needed, this is ${process.version}: run "npm ci", then "npm test"`);

const full = process.argv.includes('--full');
process.env['MALLARD_FULL'] = full ? '1' : '';
process.env['MALLARD_SEED'] ??= seedOfCommit();
process.env['FC_SEED'] ??= process.env['MALLARD_SEED'];
console.log(
  `Node ${process.version}, seed ${process.env['MALLARD_SEED']} (MALLARD_SEED), properties ${process.env['FC_SEED']} (FC_SEED)${full ? ', full counts' : ''}`,
);

const build: Step = {
  name: 'build',
  run: async () => {
    await buildRenderer();
    await buildElectron();
    return null;
  },
};
/** The types take one core for as long as all else beside them. */
const lanes: readonly (readonly Step[])[] = [
  [program('types', 'tsc', ['--build'])],
  [
    program('format', 'biome', ['check', '.']),
    program('dead code', 'knip', ['--no-progress', '--no-config-hints']),
    lockfileIsWhole,
    build,
    program('lint', 'oxlint', ['--type-aware']),
  ],
];

const count: SuiteCount = { passed: 0, failed: 0, skipped: 0, recap: [] };
await Promise.all(
  lanes.map(async (steps) => {
    for (const step of steps) await take(step);
  }),
);
await runSuites(count);
if (count.recap.length > 0) console.log(`\n${count.recap.join('\n')}\n`);
console.log(
  `${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`,
);
process.exit(count.failed === 0 ? 0 : 1);

async function take(step: Step): Promise<void> {
  const begun = performance.now();
  const trouble = await step.run().catch((error: unknown) => ({ failed: String(error) }));
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  if (trouble === null) {
    count.passed++;
    console.log(`✓ ${step.name} (${seconds} s)`);
  } else if ('skipped' in trouble) {
    count.skipped++;
    count.recap.push(`- skipped ${step.name}: ${trouble.skipped}`);
  } else {
    count.failed++;
    console.log(`✗ ${step.name} (${seconds} s)\n${trouble.failed}`);
    count.recap.push(`✗ ${step.name} (see above)`);
  }
}

/** A seed that changes with the commit and is the same for everyone who has it; 1 outside a repository. */
function seedOfCommit(): string {
  try {
    const hash = execFileSync('git', ['rev-parse', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return String(Number.parseInt(hash.slice(0, 7), 16));
  } catch {
    return '1';
  }
}
