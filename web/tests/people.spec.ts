import type { Page } from '@playwright/test';
import { Drive } from './drive';
import { expect, test } from './fixtures';
import { PASSWORD, User } from './user';

const panel = (page: Page, name: string) => page.getByRole('region', { name });

let home: Drive;
let admin: User;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  home = await Drive.start({ AUDMG_SIGNUP: 'first' });
  admin = await User.signUp(home.url);
});
test.afterAll(() => home.stop());

test('somebody joins by an invitation', async ({ page, browser, open, look }) => {
  await open('/photos', admin);
  await page.getByRole('button', { name: 'Account', exact: true }).click();
  await page.getByRole('link', { name: 'People' }).click();
  await expect(page).toHaveTitle('People · Audmg Drive');
  const invitations = panel(page, 'Invitations');
  await invitations.getByRole('button', { name: 'Invite somebody' }).click();
  await invitations.getByLabel('For whom').fill('grace@example.org');
  await invitations.getByRole('button', { name: 'Make a link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your invitation' });
  const link = (await dialog.getByLabel('Link').textContent()) ?? '';
  await look('invitation');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(invitations.getByText('grace@example.org')).toBeVisible();

  const guest = await browser.newPage();
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: 'You are invited' })).toBeVisible();
  expect(new URL(guest.url()).hash).toBe('');
  await guest.getByLabel('Username').fill('grace');
  await guest.getByLabel('E-mail').fill('grace@example.org');
  await guest.getByLabel('Password').fill(PASSWORD);
  await guest.screenshot({ path: 'test-results/screenshots/join.png' });
  await guest.getByRole('button', { name: 'Sign up' }).click();
  await expect(guest.getByText('Your photos will be here')).toBeVisible();
  await guest.goto(`${home.url}/people`);
  await expect(guest.getByText('Only for admins')).toBeVisible();
  await guest.close();

  await page.reload();
  await expect(panel(page, 'Accounts').getByText('grace@example.org')).toBeVisible();
  await expect(invitations.getByText('grace@example.org')).toHaveCount(0);
});

test('accounts are changed, disabled, and given a link', async ({ page, open, look }) => {
  await open('/people', admin);
  const grace = page.getByRole('group', { name: 'grace' });
  await grace.getByRole('button', { name: 'Reset link' }).click();
  const dialog = page.getByRole('dialog', { name: 'A new password for grace' });
  await expect(dialog.getByLabel('Link')).toContainText('/reset#token=');
  await look('reset-link');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await grace.getByRole('button', { name: 'Make admin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make admin' }).click();
  await expect(page.getByText('grace is an admin.')).toBeVisible();
  await grace.getByRole('button', { name: 'Make user' }).click();
  await grace.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(grace.getByRole('button', { name: 'Enable' })).toBeVisible();
  await expect(
    panel(page, 'Activity').getByText('Account changed by an admin: grace').first(),
  ).toBeVisible();
  await look('people');
  await grace.getByRole('button', { name: 'Enable' }).click();
  await expect(grace.getByRole('button', { name: 'Disable' })).toBeVisible();
});

test('an account gets more space, or as much as everybody', async ({ page, open, look }) => {
  await open('/people', admin);
  const accounts = panel(page, 'Accounts');
  const space = page.getByRole('group', { name: 'grace' }).getByRole('button', { name: 'Space' });
  const dialog = page.getByRole('dialog', { name: 'Space for grace' });
  await space.click();
  await dialog.getByLabel('Space').fill('plenty');
  await dialog.getByRole('button', { name: 'Set' }).click();
  await expect(dialog.getByText('Write a size such as 50 GB.')).toBeVisible();
  await dialog.getByLabel('Space').fill('50 GB');
  await look('space');
  await dialog.getByRole('button', { name: 'Set' }).click();
  await expect(accounts.getByText('0 B of 50 GB, 0 files')).toBeVisible();
  await space.click();
  await dialog.getByRole('button', { name: 'Same as everybody' }).click();
  await expect(accounts.getByText('50 GB')).toHaveCount(0);
});

test('lost second factors are taken away', async ({ page, open }) => {
  await open('/people', admin);
  const grace = page.getByRole('group', { name: 'grace' });
  await grace.getByRole('button', { name: 'Reset factors' }).click();
  const dialog = page.getByRole('dialog', { name: 'Take away the second factors of grace?' });
  await dialog.getByRole('button', { name: 'Take away' }).click();
  await expect(page.getByText('grace logs in with the password alone.')).toBeVisible();
  await expect(
    panel(page, 'Activity').getByText('All second factors taken away: grace').first(),
  ).toBeVisible();
});

test('the page tells how the drive stands', async ({ page, open, look }) => {
  await page.clock.install();
  await open('/people', admin);
  const drive = panel(page, 'The drive');
  await expect(drive.getByText('2 accounts, 0 files')).toBeVisible();
  await expect(drive.getByText('Files being made ready')).toBeVisible();
  await expect(drive.getByText('0 waiting, 0 in work').first()).toBeVisible();
  await look('drive-status');
  const looks = page.waitForResponse((response) => response.url().endsWith('/admin/status'));
  await page.clock.fastForward('00:20');
  expect((await looks).status()).toBe(200);
});

for (const [name, width] of [
  ['phone', 390],
  ['small-phone', 320],
  ['desktop', 1440],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the page fits: ${name}, ${colorScheme}`, async ({ page, open, look }) => {
      await page.setViewportSize({ width, height: 1200 });
      await page.emulateMedia({ colorScheme });
      await open('/people', admin);
      await expect(panel(page, 'Activity').getByRole('listitem').first()).toBeVisible();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      await look(`people-${name}-${colorScheme}`);
    });
  }
}
