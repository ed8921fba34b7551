import { expect, test } from './fixtures';

test('the chosen appearance stays, whatever the system says', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await user.have(pictures.slice(0, 12));
  await page.emulateMedia({ colorScheme: 'light' });
  await open('/photos');
  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await expect(page.locator('.tile img.loaded')).toHaveCount(12);
  expect(await background()).toBe('rgb(250, 249, 247)');
  await page.getByRole('button', { name: 'Account' }).click();
  await look('account-menu');
  await page.getByText('Dark', { exact: true }).click();
  expect(await background()).toBe('rgb(19, 19, 22)');
  await page.reload();
  await expect(page.locator('.tile img.loaded')).toHaveCount(12);
  expect(await background()).toBe('rgb(19, 19, 22)');
  await look('photos-dark');
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByText('System', { exact: true }).click();
  expect(await background()).toBe('rgb(250, 249, 247)');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await background()).toBe('rgb(19, 19, 22)');
});

test('an address that leads nowhere says so', async ({ page, open, look }) => {
  await open('/no/such/place');
  await expect(page.getByText('There is nothing here')).toBeVisible();
  await look('nothing-here');
});

test('without a mouse all of it can be reached', async ({ page, user, open, pictures }) => {
  await user.have(pictures.slice(0, 1));
  await open('/photos');
  await expect(page.locator('.tile img.loaded')).toHaveCount(1);
  const names: (string | null)[] = [];
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab');
    names.push(
      await page.evaluate(
        () =>
          document.activeElement?.getAttribute('aria-label') ??
          document.activeElement?.textContent ??
          null,
      ),
    );
  }
  const all = names.map((name) => name?.trim());
  for (const name of [
    'Skip to the library',
    'Audmg Drive',
    'Fold the sidebar',
    'All photos',
    'Trash',
    'Home',
    'Upload',
    'Account',
    'Medium',
  ]) {
    expect(all).toContain(name);
  }
  expect(all.some((name) => name?.startsWith('Photo, '))).toBe(true);
});
