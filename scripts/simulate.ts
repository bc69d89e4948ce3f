import { parseArgs } from 'node:util';
import { elsewhere } from '../tests/sync/sim/elsewhere.ts';
import { FAULTS } from '../tests/sync/sim/faults.ts';
import { MUTANTS, type Mutant } from '../tests/sync/sim/mutants.ts';
import type { Size } from '../tests/sync/sim/plan.ts';
import { shrink } from '../tests/sync/sim/shrink.ts';
import { type Outcome, type Story, storyOf } from '../tests/sync/sim/story.ts';
import { live } from '../tests/sync/sim/world.ts';

// npm run simulate: registers and headquarters under virtual time and every fault there is (docs/simulator.md).

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    devices: { type: 'string', default: '5' },
    days: { type: 'string', default: '3' },
    sales: { type: 'string', default: '40' },
    transfers: { type: 'string', default: '3' },
    passing: { type: 'string', default: '4' },
    lettings: { type: 'string', default: '2' },
    parks: { type: 'string', default: '3' },
    runs: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    mutant: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

const size: Size = {
  devices: Number(values.devices),
  days: Number(values.days),
  sales: Number(values.sales),
  transfers: Number(values.transfers),
  passing: Number(values.passing),
  lettings: Number(values.lettings),
  parks: Number(values.parks),
};
const first = Number(values.seed);
const runs = values.runs === undefined ? Number.POSITIVE_INFINITY : Number(values.runs);
if (
  ![size.devices, size.days, size.sales].every((n) => n >= 1) ||
  ![size.transfers, size.passing, size.lettings, size.parks].every((n) => n >= 0) ||
  !Number.isSafeInteger(first) ||
  !(runs >= 1)
)
  throw new Error(
    '--seed, --devices, --days, --sales, --transfers, --passing, --lettings, --parks and --runs are numbers',
  );

process.exitCode = values.mutants ? await hunt() : await simulate(mutantOf(values.mutant));

/** Runs seed after seed until an invariant breaks. */
async function simulate(mutant: Mutant | null): Promise<number> {
  const counts = new Map<string, number>();
  const others = elsewhere(1);
  for (let seed = first; seed < first + runs; seed++) {
    const begun = performance.now();
    const outcome = await others.live({ seed, size, ...(mutant === null ? {} : { mutant }) });
    for (const [what, times] of outcome.counts) counts.set(what, (counts.get(what) ?? 0) + times);
    const { hash, steps, receipts, lost, broken } = outcome;
    const ms = Math.round(performance.now() - begun);
    console.log(
      `seed ${seed}: ${receipts} receipts, ${lost} lost with their disk, ${steps} steps, trace ${hash}, ${ms} ms`,
    );
    if (broken === null) continue;
    others.close();
    const story = storyOf(seed, size, mutant);
    const again = await live(story);
    if (again.broken) return await tell(story, again);
    console.log(
      `\nBroken ${broken}\nand not when it is lived again: the run depends on something but its seed`,
    );
    return 1;
  }
  others.close();
  tellCounts(counts);
  return 0;
}

async function tell(story: Story, { broken, last }: Outcome): Promise<number> {
  if (!broken) return 0;
  console.log(
    `\nBroken ${broken.message}\n\nThe last steps:\n${last.join('\n')}\n\nLooking for a shorter story …`,
  );
  const found = await shrink(story, broken.invariant);
  const { swarm, operations } = found.story;
  console.log(
    `After ${found.tries} tries: ${found.story.size.devices} registers, faults: ${[...swarm.keys()].join(', ') || 'none'}, ${operations.length} operations:`,
  );
  for (const { at, do: what, register } of operations.slice(0, 60))
    console.log(`  ${(at / 3_600_000).toFixed(2)} h ${register === null ? 'hq' : `m${register}`} ${what}`);
  console.log(`\n${found.outcome.broken?.message}\nIts last steps:\n${found.outcome.last.join('\n')}`);
  const { devices, days, sales, transfers, passing, lettings, parks } = story.size;
  console.log(
    `\nAgain: npm run simulate -- --seed ${story.seed} --devices ${devices} --days ${days} --sales ${sales} --transfers ${transfers} --passing ${passing} --lettings ${lettings} --parks ${parks} --runs 1`,
  );
  return 1;
}

/** Every fault has to have happened: one that never does proves nothing. */
function tellCounts(counts: ReadonlyMap<string, number>): void {
  console.log(`\n${FAULTS.map((fault) => `${fault} ${counts.get(fault) ?? 0}`).join(', ')}`);
  const never = FAULTS.filter((fault) => !counts.has(fault));
  if (never.length > 0) console.log(`never happened: ${never.join(', ')}`);
}

/** Plants each mistake, one at a time, and looks for the first seed that notices it. */
async function hunt(): Promise<number> {
  const most = Number.isFinite(runs) ? runs : 40;
  let missed = 0;
  for (const mutant of Object.keys(MUTANTS) as Mutant[]) {
    if (values.mutant !== undefined && values.mutant !== mutant) continue;
    const caught = await catching(mutant, most);
    if (caught === null) missed += 1;
    console.log(`${caught === null ? '✗' : '✓'} ${mutant}: ${caught ?? `not noticed in ${most} runs`}`);
  }
  console.log(`${Object.keys(MUTANTS).length} mutants, ${missed} missed`);
  return missed === 0 ? 0 : 1;
}

async function catching(mutant: Mutant, most: number): Promise<string | null> {
  for (let seed = first; seed < first + most; seed++) {
    const { broken } = await live(storyOf(seed, size, mutant));
    if (broken) return `seed ${seed}, ${broken.message.split('\n')[0]}`;
  }
  return null;
}

function mutantOf(name: string | undefined): Mutant | null {
  if (name === undefined) return null;
  if (!(name in MUTANTS)) throw new Error(`no mutant ${name}; there are ${Object.keys(MUTANTS).join(', ')}`);
  return name as Mutant;
}
