import { type Browser, expect, type Page } from '@playwright/test';
import { type MeasuredApp, visit } from './measured_app';

const STEPS = 60;

/** Has the page note, for each press of the right arrow, when the large picture that it leads to could be drawn. */
async function watchSteps(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const steps: number[] = [];
    Object.assign(window, { steps });
    addEventListener(
      'keydown',
      ({ key, timeStamp }) => {
        if (key !== 'ArrowRight') return;
        const before = location.pathname;
        const look = () => {
          const large = document.querySelector<HTMLImageElement>(
            '.slide.current img:not([alt=""])',
          );
          if (location.pathname === before || !large?.complete) {
            requestAnimationFrame(look);
            return;
          }
          // Decoded ahead, this takes no time; if not, drawing would have to wait for the same.
          void large.decode().then(() => {
            requestAnimationFrame(() => steps.push(performance.now() - timeStamp));
          });
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
}

const measured = (page: Page) =>
  page.evaluate(() => (window as unknown as { steps: number[] }).steps);

/** Waits until the large pictures on both sides are there. */
async function neighboursThere(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() =>
        ['0', '1'].every((at) =>
          [...document.querySelectorAll<HTMLElement>('.slide')].some(
            (slide) =>
              slide.style.getPropertyValue('--at') === at &&
              slide.querySelector<HTMLImageElement>('img:not([alt=""])')?.complete,
          ),
        ),
      ),
    )
    .toBe(true);
  // What is in the cache is decoded, once the user rests.
  await page.waitForTimeout(250);
}

/** Returns the milliseconds from each press of a key to the next picture, in rising order. */
export async function stepsToNext(browser: Browser, app: MeasuredApp): Promise<number[]> {
  return visit(browser, app, async (page) => {
    await watchSteps(page);
    await page.goto(`${app.drive.url}/photos`);
    await page.locator('.tile a').first().click();
    for (let step = 0; step < STEPS; step++) {
      await neighboursThere(page);
      await page.keyboard.press('ArrowRight');
      await expect.poll(async () => (await measured(page)).length).toBe(step + 1);
    }
    return (await measured(page)).sort((a, b) => a - b);
  });
}
