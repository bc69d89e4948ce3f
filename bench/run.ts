import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';

const BENCHES = {
  commit: () => import('./commit.ts'),
  search: () => import('./search.ts'),
  scan: () => import('./scan.ts'),
  import: () => import('./import.ts'),
  start: () => import('./start.ts'),
  'hq-search': () => import('./hq-search.ts'),
  ingest: () => import('./ingest.ts'),
  bootstrap: () => import('./bootstrap.ts'),
  pull: () => import('./pull.ts'),
  change: () => import('./change.ts'),
  drain: () => import('./drain.ts'),
  online: () => import('./online.ts'),
  fleet: () => import('./fleet.ts'),
} as const;

/** A bench module measures and answers its figures; it prints nothing. */
export interface Bench {
  readonly measure: () => Promise<readonly Figure[]>;
}

const HELP = `npm run bench -- [name …] [--json]
Names: ${Object.keys(BENCHES).join(', ')} (all of them where none is given).
Each figure stands beside the limit measured in the same run. Exits 0 even where a target is missed: it reports.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});
const unknown = positionals.filter((name) => !(name in BENCHES));
if (values.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `no bench named ${unknown.join(', ')}\n${HELP}` : HELP);
  process.exit(unknown.length > 0 ? 2 : 0);
}

if (!values.json)
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.version}`,
  );
for (const name of Object.keys(BENCHES) as (keyof typeof BENCHES)[]) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const bench: Bench = await BENCHES[name]();
  for (const figure of await bench.measure())
    console.log(values.json ? JSON.stringify(figure) : line(figure));
}

function line(f: Figure): string {
  const spread = f.spread ? ` (${number(f.spread[0])} … ${number(f.spread[1])})` : '';
  const beside = f.limit === null ? '' : ` | limit ${number(f.limit)} | ${number(f.ratio ?? 0)} ×`;
  const verdict = f.target === '-' ? '' : ` | ${f.target} | ${f.ok ? 'ok' : 'MISSED'}`;
  return `${f.bench.padEnd(7)} ${f.metric.padEnd(46)} ${number(f.value)} ${f.unit}${spread}${beside}${verdict}`;
}

function number(n: number): string {
  return n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(3);
}
