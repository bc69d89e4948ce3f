import { keepCompiled } from '#node/keep-compiled.ts';

// npm run hq [-- serve|setup|code|restored …]: headquarters.

const asked = new AbortController();
// Once: a second one ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => asked.abort());

// Read after this alone: with what Node compiled last time at hand it is open sooner.
keepCompiled();
const { runCli } = await import('./cli/run-cli.ts');

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  env: process.env,
  stopAsked: asked.signal,
});
