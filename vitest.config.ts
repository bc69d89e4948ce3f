import { defineConfig } from 'vitest/config';
import { keepCompiled } from './node/keep-compiled.ts';

// Test files start threads and programs by the hundred, and each read all its source anew.
keepCompiled();

/** In full counts a test does ten times as much, and leaves as much behind to be cleared away. */
const patience = process.env['MALLARD_FULL'] === '1' ? 600_000 : 60_000;

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,server,tests,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Files of one worker share what they import: read anew for each, that took a fifth of the run. Nothing of the product keeps state.
    isolate: false,
    // A thread died in V8 where it replaces a wrapper of WebAssembly: none is replaced (docs/decisions/0020).
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    globalSetup: ['tests/support/pg/global-setup.ts'],
    testTimeout: patience,
    hookTimeout: patience,
    passWithNoTests: false,
  },
});
