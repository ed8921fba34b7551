import { expect, section, test } from './fixtures';

test('the sidebar folds to its icons, and stays so', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await user.have(pictures.slice(0, 6));
  await open('/photos');
  await expect(page.locator('.tile img.loaded')).toHaveCount(6);
  await expect(section(page, 'Photos', 'All photos')).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('navigation', { name: 'Library' })).toContainText('used');
  const wide = await page.getByRole('main').evaluate((main) => main.clientWidth);
  await page.getByRole('button', { name: 'Fold the sidebar' }).click();
  await expect(page.getByRole('button', { name: 'Unfold the sidebar' })).toBeFocused();
  expect(await page.getByRole('main').evaluate((main) => main.clientWidth)).toBeGreaterThan(wide);
  await look('sidebar-folded');
  await page.reload();
  await section(page, 'Music', 'Home').click();
  await expect(page).toHaveURL(/\/audio$/);
  await expect(page.getByText('Your music will be here')).toBeVisible();
  await page.getByRole('button', { name: 'Unfold the sidebar' }).click();
  await expect(section(page, 'Music', 'Home')).toHaveAttribute('aria-current', 'page');
});

test('uploading is the thing to do in an empty library only', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const upload = page.getByRole('button', { name: 'Upload', exact: true });
  await open('/photos');
  await expect(upload).toHaveClass(/primary/);
  await user.upload(pictures[0] as (typeof pictures)[0]);
  await expect(page.locator('.tile')).toHaveCount(1);
  await expect(upload).not.toHaveClass(/primary/);
});

test('the question mark lists the keys', async ({ page, open, look }) => {
  await open('/photos');
  await expect(page.getByText('Your photos will be here')).toBeVisible();
  const list = page.getByRole('dialog', { name: 'Keys that work here' });
  await page.keyboard.press('?');
  await expect(list.getByText('Show this list')).toBeVisible();
  await look('keys');
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('button', { name: 'Keyboard' }).click();
  await expect(list).toBeVisible();
  await list.getByRole('button', { name: 'Close' }).click();
  await expect(list).toBeHidden();
});

for (const width of [320, 390]) {
  test.describe(`on a phone of ${width} pixels`, () => {
    test.use({ viewport: { width, height: 700 }, hasTouch: true, isMobile: true });

    test('everything is behind the bar at the bottom, and Back closes it', async ({
      page,
      open,
      look,
    }) => {
      await open('/photos');
      await expect(page.getByRole('button', { name: 'Choose from this phone' })).toBeVisible();
      await look(`phone-empty-${width}`);
      const bar = page.getByRole('navigation', { name: 'Library' });
      await bar.getByRole('link', { name: 'Music' }).click();
      await expect(page).toHaveURL(/\/audio$/);
      const sheet = page.getByRole('dialog', { name: 'More' });
      await bar.getByRole('button', { name: 'More' }).click();
      await expect(sheet).toBeVisible();
      await look(`phone-more-${width}`);
      await page.goBack();
      await expect(sheet).toBeHidden();
      await expect(page).toHaveURL(/\/audio$/);
      await bar.getByRole('button', { name: 'More' }).click();
      await page.keyboard.press('Escape');
      await expect(sheet).toBeHidden();
      await bar.getByRole('button', { name: 'More' }).click();
      await sheet.getByRole('link', { name: 'Trash' }).click();
      await expect(sheet).toBeHidden();
      await expect(page).toHaveURL(/\/deleted$/);
      // The sheet left no entry of its own behind.
      await page.goBack();
      await expect(page).toHaveURL(/\/audio$/);
      await expect(sheet).toBeHidden();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    });

    test('the entrance fits', async ({ page, drive, look }) => {
      await page.goto(drive.url);
      await expect(page.getByText('Your photos and music, on your own server.')).toBeVisible();
      await look(`phone-log-in-${width}`);
      await page.getByRole('link', { name: 'Make an account' }).click();
      await look(`phone-sign-up-${width}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    });
  });
}

test('nothing moves when the typeface arrives', async ({ page, user, open, pictures }) => {
  await user.have(pictures.slice(0, 4));
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.route('**/*.woff2', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await open('/photos');
  await expect(page.locator('.tile img.loaded')).toHaveCount(4);
  await page.evaluate(() => document.fonts.ready);
  await expect.poll(() => page.evaluate(() => document.fonts.check('16px Figtree'))).toBe(true);
  await page.waitForTimeout(300);
  const shift = await page.evaluate(() =>
    (window as unknown as { shifts: number[] }).shifts.reduce((sum, each) => sum + each, 0),
  );
  expect(shift).toBeLessThan(0.01);
});
