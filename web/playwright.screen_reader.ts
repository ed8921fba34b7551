import { defineConfig } from '@playwright/test';
import config from './playwright.config';

/** Tasks with a screen reader, one at a time: a desktop has one keyboard. */
export default defineConfig(config, {
  testDir: 'tests/screen_reader',
  testIgnore: [],
  timeout: 180_000,
  workers: 1,
});
