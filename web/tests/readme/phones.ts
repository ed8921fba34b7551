import type { Browser } from '@playwright/test';

const style = `
  body { margin: 0; background: none; display: flex; align-items: start; gap: 36px; padding: 18px; width: max-content; }
  img { display: block; width: 300px; border-radius: 40px; border: 9px solid #1b1b1f; outline: 1.5px solid #56565e; outline-offset: -1px; }`;

/** Returns the screenshots side by side, each as the screen of a phone, on no ground. */
export async function phones(browser: Browser, screenshots: readonly Buffer[]): Promise<Buffer> {
  const page = await browser.newPage({ deviceScaleFactor: 1.8 });
  const images = screenshots.map(
    (png) => `<img src="data:image/png;base64,${png.toString('base64')}">`,
  );
  await page.setContent(`<!doctype html><style>${style}</style><body>${images.join('')}</body>`);
  const png = await page.locator('body').screenshot({ omitBackground: true });
  await page.close();
  return png;
}
