import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Draws no windows, so it needs less time; not every system has it. */
const SHELL = '/usr/bin/chromium-headless-shell';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results/traces',
  timeout: 180_000,
  // Two browsers and a drive on two cores: what takes a second on a desk may take many.
  expect: { timeout: 30_000 },
  testIgnore: [
    'scratch/**',
    'performance/**',
    'readme/**',
    'screen_reader/**',
    // `make soak WHAT=browser-import` runs it, with as many files as it says.
    ...(process.env.AUDMG_LIBRARY_PHOTOS ? [] : ['browser_import.spec.ts']),
  ],
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  workers: 2,
  reporter: [['list']],
  use: {
    // Requests that pass through a service worker cannot be intercepted; tests/offline.spec.ts allows it.
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : '/usr/bin/chromium'),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--mute-audio',
      ],
    },
  },
});
