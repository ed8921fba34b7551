import { defineConfig } from '@playwright/test';
import config from './playwright.config';

/** Measures; needs the machine to itself. */
export default defineConfig(config, {
  testDir: 'tests/performance',
  testIgnore: [],
  workers: 1,
});
