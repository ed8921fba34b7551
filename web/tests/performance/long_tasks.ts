import { type Browser, expect, type Page } from '@playwright/test';
import { type MeasuredApp, visit } from './measured_app';
import { jumpToEnd, openWhole, SPEEDS, scrollRate } from './scrolling';

/** Has the page keep how long its tasks took that were longer than 50 ms; call it before the page is opened. */
async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const durations: number[] = [];
    Object.assign(window, { longTasks: durations });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) durations.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

async function longest(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks),
  );
}

/**
 * Returns the milliseconds of the longest task while the library is opened, scrolled through and left at its end, and
 * while pictures are looked at.
 */
export async function longestTask(browser: Browser, app: MeasuredApp): Promise<number> {
  return visit(browser, app, async (page) => {
    await watchTasks(page);
    await openWhole(page, app.drive.url);
    await scrollRate(page, SPEEDS['fast scrolling']);
    await jumpToEnd(page);
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator('.tile a').first().click();
    await expect(page).toHaveURL(/\/photos\/./);
    for (let step = 0; step < 5; step++) {
      await page.waitForTimeout(300);
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/\/photos$/);
    return longest(page);
  });
}
