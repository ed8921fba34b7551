import { type Browser, expect, type Page } from '@playwright/test';
import { inContext } from './measured_app';

/** Pixels a frame, by what the user would be doing. */
export const SPEEDS = {
  'slow scrolling': 25,
  'fast scrolling': 400,
  'scrolling through all': 12_000,
};
const SECONDS = 4;

/** Returns the frames per second while the page scrolls down by itself, so many pixels a frame. */
export async function scrollRate(page: Page, pixels: number): Promise<number> {
  return page.evaluate(
    ([step, ms]) =>
      new Promise<number>((resolve) => {
        scrollTo({ top: 0, behavior: 'instant' });
        const begin = performance.now();
        let frames = 0;
        const tick = () => {
          scrollBy({ top: step, behavior: 'instant' });
          frames++;
          const elapsed = performance.now() - begin;
          if (elapsed < ms) requestAnimationFrame(tick);
          else resolve((frames * 1000) / elapsed);
        };
        requestAnimationFrame(tick);
      }),
    [pixels, SECONDS * 1000] as const,
  );
}

/** Opens the library and waits until the whole outline is there. Returns how many milliseconds that took. */
export async function openWhole(page: Page, url: string): Promise<number> {
  const begin = Date.now();
  await page.goto(`${url}/photos`);
  await expect(page.locator('.tile img.loaded').first()).toBeVisible();
  await expect(page.locator('.library')).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  return Date.now() - begin;
}

/** Returns what scrollRate() gives for a page of that height with nothing on it. */
export async function emptyScrollRate(
  browser: Browser,
  height: number,
  pixels: number,
): Promise<number> {
  return inContext(browser, async (page) => {
    await page.setContent(`<body style="margin: 0; height: ${height}px"></body>`);
    return scrollRate(page, pixels);
  });
}

/** Goes to the very end at once. Returns after how many milliseconds the last pictures are there. */
export async function jumpToEnd(page: Page): Promise<number> {
  const begin = Date.now();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect(page.locator('.tile img.loaded').last()).toBeInViewport();
  return Date.now() - begin;
}
