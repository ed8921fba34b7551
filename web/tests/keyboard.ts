import type { Locator, Page } from '@playwright/test';

const MAX_STOPS = 80;

/** Presses Tab, or Shift+Tab, until the first of these elements has the focus. */
export async function reach(
  page: Page,
  what: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  const target = what.first();
  await target.waitFor();
  for (let stops = 0; stops <= MAX_STOPS; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${what}`);
}

/** Goes to an element by Tab, or Shift+Tab, and presses Enter. */
export async function enter(
  page: Page,
  what: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  await reach(page, what, key);
  await page.keyboard.press('Enter');
}
