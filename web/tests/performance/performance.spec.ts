import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { expect, test } from '../fixtures';
import { landscapes } from '../landscapes';
import { type Column, Figures } from './figures';
import { firstScreen } from './first_screen';
import { longestTask } from './long_tasks';
import { type MeasuredApp, startApp, visit } from './measured_app';
import { heapMegabytes, rendererMegabytes } from './memory';
import { stepsToNext } from './next_photo';
import { emptyScrollRate, jumpToEnd, openWhole, SPEEDS, scrollRate } from './scrolling';

const FILES = Number(process.env.AUDMG_BENCH_FILES ?? 100_000);
const MANY_FILES = 1.5 * FILES;
/** Everything is measured so many times, the apps in turn, and the median counts. */
const ROUNDS = Number(process.env.AUDMG_BENCH_ROUNDS ?? 5);
/** The binary of an earlier commit, with the app of that commit. */
const FORMER = process.env.AUDMG_BENCH_FORMER;

const FRAMES = { value: 50, ratio: 0.95, least: true };
const LONGEST_TASK = { value: 150 };

const figures = new Figures();
const apps = new Map<Column, MeasuredApp>();
let many: MeasuredApp | undefined;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(600_000);
  const page = await browser.newPage();
  const pictures = await landscapes(page, 40, 1600);
  await page.close();
  if (FORMER) apps.set('former', await startApp(pictures, FILES, FORMER));
  apps.set('now', await startApp(pictures, FILES));
  many = await startApp(pictures, MANY_FILES);
});

test.afterAll(async () => {
  for (const app of [...apps.values(), many]) await app?.drive.stop();
});

async function rounds(work: (app: MeasuredApp, column: Column) => Promise<void>): Promise<void> {
  test.setTimeout(ROUNDS * 180_000);
  for (let round = 0; round < ROUNDS; round++)
    for (const [column, app] of apps) await work(app, column);
}

test('the first screen', async ({ browser }) => {
  // The first visit of each warms the disk up, and does not count.
  for (const app of apps.values()) await firstScreen(browser, app);
  await rounds(async (app, column) => {
    const { paint, thumbnails } = await firstScreen(browser, app);
    figures.note('first contentful paint, 4 times slower, ms', column, paint, {
      value: 1500,
      ratio: 0.9,
    });
    figures.note('first ten thumbnails, 4 times slower, ms', column, thumbnails, {
      value: 4000,
      ratio: 0.6,
    });
  });
});

/** Measures frames while an app is scrolled, and right before while a page with nothing on it is. */
async function measureScrolling(
  browser: Browser,
  app: MeasuredApp,
  column: Column,
  files: number,
): Promise<void> {
  const of = files.toLocaleString('en');
  await visit(browser, app, async (page) => {
    figures.note(`whole outline of ${of}, ms`, column, await openWhole(page, app.drive.url));
    figures.note(`from the top to the end of ${of}, ms`, column, await jumpToEnd(page));
    const last = await page.locator('.tile').last().getAttribute('data-id');
    expect(last).toBe((await app.user.last()).fileId);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    for (const [name, pixels] of Object.entries(SPEEDS)) {
      const row = `${name} ${of}, frames a second`;
      if (column === 'now')
        figures.note(row, 'empty', await emptyScrollRate(browser, height, pixels));
      await page.bringToFront();
      figures.note(row, column, await scrollRate(page, pixels), FRAMES);
    }
    const memory = { value: 300 };
    figures.note(`script heap with ${of}, MB`, column, await heapMegabytes(page), memory);
    figures.note(`renderer with ${of}, MB`, column, await rendererMegabytes(browser), memory);
  });
}

test('scrolling', async ({ browser }) => {
  await rounds((app, column) => measureScrolling(browser, app, column, FILES));
});

test('the longest task', async ({ browser }) => {
  await rounds(async (app, column) => {
    const row = `longest task, ${FILES.toLocaleString('en')} pictures, ms`;
    figures.note(row, column, await longestTask(browser, app), LONGEST_TASK);
  });
});

test('from photo to photo', async ({ browser }) => {
  await rounds(async (app, column) => {
    if (column !== 'now') return;
    const steps = await stepsToNext(browser, app);
    const at = (share: number) => steps[Math.ceil(steps.length * share) - 1] as number;
    figures.note('photo to next photo, median, ms', column, at(0.5));
    figures.note('photo to next photo, p95, ms', column, at(0.95), { value: 100 });
  });
});

test('half as many again', async ({ browser }) => {
  await rounds(async (_, column) => {
    if (column !== 'now') return;
    const app = many as MeasuredApp;
    await measureScrolling(browser, app, column, MANY_FILES);
    const row = `longest task, ${MANY_FILES.toLocaleString('en')} pictures, ms`;
    figures.note(row, column, await longestTask(browser, app), LONGEST_TASK);
  });
});

test('all figures are within their bars', async () => {
  mkdirSync('test-results', { recursive: true });
  writeFileSync('test-results/performance.json', `${JSON.stringify(figures.record(), null, 2)}\n`);
  const table = figures.table();
  writeFileSync('test-results/performance.md', `${table}\n`);
  console.log(`\n${table}\n`);
  if (!FORMER) console.log('AUDMG_BENCH_FORMER is not set: no ratios to a former app.');
  expect(figures.misses()).toEqual([]);
});
