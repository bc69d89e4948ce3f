import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,server,tests,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: ['tests/support/pg/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: false,
  },
});
