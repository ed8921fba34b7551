import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { formatBytes } from '../src/ui/format';
import { expect, test } from './fixtures';
import type { Picture } from './landscapes';
import { PASSWORD, User } from './user';

const NEW = 'another long and calm sentence';
const panel = (page: Page, name: string) => page.getByRole('region', { name });

test('an app password is shown once, and removed', async ({ page, user, open, look }) => {
  await open('/settings');
  const section = panel(page, 'App passwords');
  await section.getByRole('button', { name: 'Make an app password' }).click();
  await section.getByLabel('What it is for').fill('Phone backup');
  await section.getByLabel('It works for').selectOption('30 days');
  await section.scrollIntoViewIfNeeded();
  await look('app-password-form');
  await section.getByRole('button', { name: 'Make it' }).click();
  const dialog = page.getByRole('dialog', { name: /Phone backup/ });
  const secret = (await dialog.getByLabel('App password').textContent()) ?? '';
  expect(secret).toMatch(/^audmg_/);
  await look('app-password');
  const headers = { Authorization: `Bearer ${secret}` };
  expect((await fetch(`${user.url}/retrieve`, { headers })).status).toBe(200);
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(await page.content()).not.toContain(secret);
  await page.reload();
  await expect(section.getByText('Phone backup')).toBeVisible();
  await expect(section.getByText(/see and download, upload · last used/)).toBeVisible();
  await section.getByRole('button', { name: 'Remove Phone backup' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(section.getByText('Phone backup')).toHaveCount(0);
});

test('the space that the files take is shown', async ({ page, user, open, pictures }) => {
  const file = await user.upload(pictures[0] as Picture);
  await open('/settings');
  const section = panel(page, 'Account');
  await expect(section.getByText(`${formatBytes(file.size)}, 1 file`)).toBeVisible();
});

test('devices are listed and logged out', async ({ page, user, open, look }) => {
  const logIn = async (device: string) => {
    const answer = await fetch(`${user.url}/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'User-Agent': device },
      body: JSON.stringify({ username: user.name, password: PASSWORD }),
    });
    return ((await answer.json()) as { token: string }).token;
  };
  const isIn = async (token: string) =>
    (await fetch(`${user.url}/sessions`, { headers: { Authorization: `Bearer ${token}` } })).ok;
  const tokens = [await logIn('curl/8.9'), await logIn('Phone 1'), await logIn('Phone 2')];
  await open('/settings');
  const section = panel(page, 'Devices');
  await expect(section.getByRole('listitem')).toHaveCount(4);
  await expect(section.getByText('this device')).toHaveCount(1);
  await section.scrollIntoViewIfNeeded();
  await look('devices');
  await section.getByRole('button', { name: 'Log out curl' }).click();
  await expect(section.getByRole('listitem')).toHaveCount(3);
  expect(await Promise.all(tokens.map(isIn))).toEqual([false, true, true]);
  await section.getByRole('button', { name: 'Log out everywhere else' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
  await expect(section.getByRole('listitem')).toHaveCount(1);
  expect(await Promise.all(tokens.map(isIn))).toEqual([false, false, false]);
  const activity = panel(page, 'Activity');
  await expect(activity.getByText('All other devices were logged out')).toBeVisible();
});

test.describe('something sensitive', () => {
  test.use({ expectedErrors: /status of 403/ });

  test('wants a credential first, and then goes on', async ({ page, open, look }) => {
    await open('/settings');
    const section = panel(page, 'Password');
    // As ten minutes after the log-in.
    let stale = true;
    await page.route('**/password/change', (route) =>
      stale
        ? route.fulfill({
            status: 403,
            contentType: 'application/problem+json',
            body: JSON.stringify({ status: 403, code: 'reauthentication_required', message: '' }),
          })
        : route.fallback(),
    );
    await page.route('**/reauthenticate', (route) => {
      stale = false;
      return route.fallback();
    });
    await section.getByRole('button', { name: 'Change the password' }).click();
    await section.getByLabel('Present password').fill(PASSWORD);
    await section.getByLabel('New password').fill(NEW);
    await section.getByRole('button', { name: 'Change the password' }).click();
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await expect(dialog.getByLabel('Your password')).toBeFocused();
    await look('reauthentication');
    await page.keyboard.press('Escape');
    await expect(section.getByRole('alert')).not.toBeEmpty();
    await section.getByRole('button', { name: 'Change the password' }).click();
    await dialog.getByLabel('Your password').fill('not the password');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await expect(dialog.getByLabel('Your password')).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByLabel('Your password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await expect(page.getByText('Your password is changed.')).toBeVisible();
  });
});

test('a copy of the account is saved', async ({ page, user, open }) => {
  await open('/settings');
  const saving = page.waitForEvent('download');
  await panel(page, 'Your data').getByRole('button', { name: 'Save a copy' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe(`audmg-${user.name}.json`);
  const copy = JSON.parse(readFileSync(await file.path(), 'utf8'));
  expect(copy.account.username).toBe(user.name);
  expect(copy.sessions).toHaveLength(1);
});

test('password managers are led to the form', async ({ page, user, open }) => {
  const answer = await fetch(`${user.url}/.well-known/change-password`, { redirect: 'manual' });
  const { pathname, hash } = new URL(answer.headers.get('Location') ?? '');
  await open(pathname + hash);
  await expect(panel(page, 'Password').getByLabel('Present password')).toBeFocused();
});

test('a form that is cancelled gives the keyboard back', async ({ page, open }) => {
  await open('/settings');
  for (const [title, name] of [
    ['Account', 'Change the address'],
    ['Password', 'Change the password'],
    ['Two-step log-in', 'Set up'],
    ['App passwords', 'Make an app password'],
  ] as const) {
    const button = panel(page, title).getByRole('button', { name });
    await button.click();
    await panel(page, title).getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect(button).toBeFocused();
  }
});

test('a deletion is asked for, shown everywhere, and undone', async ({
  page,
  drive,
  open,
  look,
}) => {
  // The first account of a drive is its only admin, and stays.
  await User.signUp(drive.url);
  const user = await User.signUp(drive.url);
  await open('/settings', user);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await look('deletion-question');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete my account' }).click();
  await page.goto(`${user.url}/photos`);
  await expect(page.getByText('will be deleted on')).toBeVisible();
  await look('deletion-pending');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page.getByText('will be deleted on')).toHaveCount(0);
});

for (const [name, width, height] of [
  ['phone', 390, 844],
  ['small-phone', 320, 640],
  ['desktop', 1440, 900],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`all of it fits: ${name}, ${colorScheme}`, async ({ page, open, look }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await open('/settings');
      await expect(page).toHaveTitle('Your account · Audmg Drive');
      await expect(panel(page, 'Activity').getByRole('listitem').first()).toBeVisible();
      await panel(page, 'Two-step log-in').getByRole('button', { name: 'Set up' }).click();
      await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: whole });
      await look(`settings-${name}-${colorScheme}`);
    });
  }
}
