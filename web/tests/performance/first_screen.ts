import { type Browser, expect } from '@playwright/test';
import { type MeasuredApp, visit } from './measured_app';

const THROTTLING = 4;
const THUMBNAILS = 10;

/** Milliseconds from the request of the page, on a processor that is four times slower, with nothing cached. */
export interface FirstScreen {
  readonly paint: number;
  readonly thumbnails: number;
}

export async function firstScreen(browser: Browser, app: MeasuredApp): Promise<FirstScreen> {
  return visit(browser, app, async (page) => {
    const client = await page.context().newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: THROTTLING });
    await page.addInitScript((wanted) => {
      new MutationObserver((_, observer) => {
        if (document.querySelectorAll('.tile img.loaded').length < wanted) return;
        performance.mark('thumbnails');
        observer.disconnect();
      }).observe(document, {
        subtree: true,
        attributes: true,
        attributeFilter: ['class'],
        childList: true,
      });
    }, THUMBNAILS);
    await page.goto(`${app.drive.url}/photos`);
    const times = () =>
      page.evaluate(() =>
        ['first-contentful-paint', 'thumbnails'].map(
          (name) => performance.getEntriesByName(name)[0]?.startTime ?? 0,
        ),
      );
    await expect
      .poll(async () => Math.min(...(await times())), { timeout: 30_000 })
      .toBeGreaterThan(0);
    const [paint = 0, thumbnails = 0] = await times();
    return { paint, thumbnails };
  });
}
