import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    // One machine with two cores: browsers inside tests need the other one.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 180_000,
    globalSetup: ['tests/browser/global-setup.ts'],
    reporters: ['default'],
  },
});
