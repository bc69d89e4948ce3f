import { keepCompiled } from '#node/keep-compiled.ts';

// mallard <import|doctor|backup|restore|printer|serve> …

const asked = new AbortController();
// Once: a second one ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => asked.abort());

// Read after this alone: with what Node compiled last time at hand, a register is open some 0.4 s sooner.
keepCompiled();
const { runCli } = await import('./cli/run-cli.ts');

process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  stopAsked: asked.signal,
});
