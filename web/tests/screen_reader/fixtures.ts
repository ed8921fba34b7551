import { test as base, expect } from '../fixtures';
import type { User } from '../user';
import { Desktop } from './desktop';
import { Listener } from './listener';

interface Fixtures {
  listener: Listener;
  /** Opens the app in a window of the desktop and waits until the screen reader has named it. */
  start(path: string, title: RegExp, user?: User): Promise<Listener>;
}

export const test = base.extend<Fixtures, { desktop: Desktop }>({
  desktop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants it so.
    async ({}, use) => {
      const desktop = await Desktop.start();
      await use(desktop);
      await desktop.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  // In place of the browser that Playwright would start.
  context: async ({ desktop }, use) => {
    const context = await desktop.browser.newContext({
      viewport: null,
      locale: 'en-US',
      serviceWorkers: 'block',
    });
    await use(context);
    await context.close();
  },
  listener: async ({ page, desktop }, use, info) => {
    await use(new Listener(page, desktop));
    await info.attach('spoken', { body: desktop.speech.said.join('\n') });
  },
  start: async ({ listener, open, page, user }, use) => {
    await use(async (path, title, as = user) => {
      listener.listen();
      await open(path, as);
      await page.bringToFront();
      await listener.hears(title);
      return listener;
    });
  },
});

export { expect };
