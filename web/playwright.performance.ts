import { defineConfig } from '@playwright/test';
import config from './playwright.config';

/** Measures, in the browser that people have; needs the machine to itself. */
export default defineConfig(config, {
  testDir: 'tests/performance',
  testIgnore: [],
  workers: 1,
  use: {
    launchOptions: {
      ...config.use?.launchOptions,
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    },
  },
});
