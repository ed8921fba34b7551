import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { Drive } from '../drive';
import { expect, test } from '../fixtures';
import { landscapes } from '../landscapes';
import { User } from '../user';

const FILES = 100_000;
const THROTTLING = 4;
const figures: Record<string, number> = {};

function note(name: string, value: number): number {
  figures[name] = Math.round(value * 10) / 10;
  mkdirSync('test-results', { recursive: true });
  writeFileSync('test-results/performance.json', `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`${name}: ${figures[name]}`);
  return value;
}

let drive: Drive;
let user: User;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  drive = await Drive.start();
  user = await User.signUp(drive.url);
  const page = await browser.newPage();
  await user.have(await landscapes(page, 40, 1000));
  await page.close();
  await drive.halt();
  const script = new URL('seed_library.py', import.meta.url).pathname;
  execFileSync('/usr/bin/python3', [script, `${drive.data}/audmg.db`, user.name, String(FILES)]);
  await drive.launch();
});

test.afterAll(async () => {
  await drive?.stop();
});

const logIn = (page: Page) =>
  page.addInitScript((session) => localStorage.setItem('audmg.session', session), user.session());

test('the first screen comes quickly, on a processor four times slower', async ({ page }) => {
  await logIn(page);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
  await page.addInitScript(() => {
    const seen = () => document.querySelectorAll('.tile img.loaded').length;
    new MutationObserver(() => {
      if (seen() >= 10 && !performance.getEntriesByName('thumbnails').length)
        performance.mark('thumbnails');
    }).observe(document, {
      subtree: true,
      attributes: true,
      attributeFilter: ['class'],
      childList: true,
    });
  });
  await page.goto(`${drive.url}/photos`);
  await expect
    .poll(() => page.evaluate(() => performance.getEntriesByName('thumbnails').length), {
      timeout: 30_000,
    })
    .toBe(1);
  const [paint, thumbnails] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ??
      Number.POSITIVE_INFINITY,
    performance.getEntriesByName('thumbnails')[0]?.startTime ?? Number.POSITIVE_INFINITY,
  ]);
  expect(note('first contentful paint, ms', paint as number)).toBeLessThan(1500);
  expect(note('first ten thumbnails, ms', thumbnails as number)).toBeLessThan(4000);
});

/** Frames per second while the page scrolls by itself, so many pixels a frame. */
function scrollRate(page: Page, pixels: number, seconds: number): Promise<number> {
  return page.evaluate(
    ([step, ms]) =>
      new Promise<number>((resolve) => {
        const begin = performance.now();
        let frames = 0;
        const tick = () => {
          scrollBy(0, step);
          frames++;
          const elapsed = performance.now() - begin;
          if (elapsed < ms) requestAnimationFrame(tick);
          else resolve((frames * 1000) / elapsed);
        };
        requestAnimationFrame(tick);
      }),
    [pixels, seconds * 1000] as const,
  );
}

async function heapMegabytes(client: CDPSession): Promise<number> {
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/** What the largest renderer process of this browser holds, pictures and all. */
async function rendererMegabytes(browser: Browser): Promise<number> {
  const client = await browser.newBrowserCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const memory = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+)/m.exec(memory)?.[1] ?? Number.NaN) / 1000;
    });
  return Math.max(...sizes);
}

test(`${FILES.toLocaleString('en')} pictures scroll smoothly and need little memory`, async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  await logIn(page);
  await page.goto(`${drive.url}/photos`);
  await expect(page.locator('.tile img.loaded').first()).toBeVisible();
  const begin = Date.now();
  await expect(page.locator('.library')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  note('whole outline, ms', Date.now() - begin);
  const client = await page.context().newCDPSession(page);

  // To the very end, by the scroll bar as it were.
  const jump = Date.now();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(page.locator('.tile img.loaded').last()).toBeInViewport();
  note('from the top to pictures at the very end, ms', Date.now() - jump);
  const last = await page.locator('.tile').last().getAttribute('data-id');
  const all = await user.list();
  expect(last).toBe(all.at(-1)?.fileId);

  await page.evaluate(() => scrollTo(0, 0));

  expect(note('slow scrolling, frames per second', await scrollRate(page, 25, 5))).toBeGreaterThan(
    50,
  );
  expect(note('fast scrolling, frames per second', await scrollRate(page, 400, 5))).toBeGreaterThan(
    50,
  );
  expect(
    note('scrolling through all, frames per second', await scrollRate(page, 12_000, 5)),
  ).toBeGreaterThan(50);

  expect(note('script heap, MB', await heapMegabytes(client))).toBeLessThan(300);
  expect(note('renderer process, MB', await rendererMegabytes(browser))).toBeLessThan(300);
});
