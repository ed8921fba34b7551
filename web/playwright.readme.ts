import { defineConfig } from '@playwright/test';
import config from './playwright.config';

/** Takes README's pictures. */
export default defineConfig(config, {
  testDir: 'tests/readme',
  testIgnore: [],
  workers: 1,
});
