import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    // One machine with two cores: browsers inside tests need the other one.
    maxWorkers: 2,
    // A bound for what hangs, not a bar for speed: those are in `npm run bench`.
    testTimeout: 90_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 180_000,
    globalSetup: ['tests/browser/global-setup.ts'],
    reporters: ['default'],
  },
});
