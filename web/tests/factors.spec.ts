import type { Page } from '@playwright/test';
import { addAuthenticator } from './authenticator';
import { expect, test } from './fixtures';
import { totpCode } from './totp';
import { PASSWORD, type User } from './user';

/** Ends the session of the page, as the menu does. */
async function logOut(page: Page) {
  await page.getByRole('button', { name: 'Account', exact: true }).click();
  await page.getByRole('button', { name: 'Log out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
}

async function enterPassword(page: Page, user: User) {
  await page.getByLabel('Username or e-mail').fill(user.name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

const panel = (page: Page, name: string) => page.getByRole('region', { name });

test.describe('two steps', () => {
  // A password alone, and a wrong code, are answered with 401, or 400 while the app is set up.
  test.use({ expectedErrors: /status of 40[01]/ });

  test('an authenticator app is set up and asked for', async ({ page, user, open, look }) => {
    await open('/settings');
    const twoSteps = panel(page, 'Two-step log-in');
    await twoSteps.getByRole('button', { name: 'Set up' }).click();
    await expect(twoSteps.getByRole('img', { name: /QR code/ })).toBeVisible();
    const secret = (await twoSteps.getByLabel('Secret').textContent()) ?? '';
    await twoSteps.scrollIntoViewIfNeeded();
    await look('totp-set-up');
    // The code of a phone whose clock is ten minutes ahead, also if the next step begins meanwhile.
    await twoSteps.getByLabel('Code', { exact: true }).fill(totpCode(secret, 21));
    await twoSteps.getByRole('button', { name: 'Confirm' }).click();
    await expect(twoSteps.getByText(/10 minutes ahead/)).toBeVisible();
    await look('totp-clock');
    await twoSteps.getByLabel('Code', { exact: true }).fill(totpCode(secret));
    await twoSteps.getByRole('button', { name: 'Confirm' }).click();
    const dialog = page.getByRole('dialog', { name: 'Keep these recovery codes' });
    await expect(dialog.getByRole('listitem')).toHaveCount(10);
    const [recoveryCode = ''] = await dialog.getByRole('listitem').allTextContents();
    await look('recovery-codes');
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    expect((await downloading).suggestedFilename()).toBe('audmg-recovery-codes.txt');
    await dialog.getByRole('button', { name: 'I have kept them' }).click();
    await expect(twoSteps.getByText('10 codes left')).toBeVisible();

    await logOut(page);
    await enterPassword(page, user);
    await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible();
    await expect(page.getByLabel('Code', { exact: true })).toBeFocused();
    await expect(page.getByLabel('Code', { exact: true })).toHaveAttribute(
      'autocomplete',
      'one-time-code',
    );
    await look('second-step');
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByRole('alert').filter({ hasText: /not right/ })).toBeVisible();
    await page.getByLabel('Code', { exact: true }).fill(totpCode(secret, 1));
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();

    await logOut(page);
    await enterPassword(page, user);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCode);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(panel(page, 'Two-step log-in').getByText('9 codes left')).toBeVisible();
  });
});

test.describe('passkeys', () => {
  // A factor is asked for once in the test, after the password.
  test.use({ expectedErrors: /status of 401/ });

  test('are added, renamed, used to log in, and removed', async ({ page, open, look }) => {
    const touch = await addAuthenticator(page);
    await open('/settings');
    const passkeys = panel(page, 'Passkeys');
    await passkeys.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await expect(passkeys.getByText('Chrome on Linux')).toBeVisible();
    await passkeys.getByRole('button', { name: /^Rename/ }).click();
    await passkeys.getByLabel('Name').fill('My laptop');
    await passkeys.getByRole('button', { name: 'Rename', exact: true }).click();
    await expect(passkeys.getByText('My laptop')).toBeVisible();
    await passkeys.scrollIntoViewIfNeeded();
    await look('passkeys');

    // The field for the name offers the passkey too: touched now, it would log in again at once.
    await touch(false);
    await logOut(page);
    await touch(true);
    // So the page may be left before the button is found.
    const button = page.getByRole('button', { name: 'Log in with a passkey' });
    await button.click({ timeout: 5000 }).catch(() => undefined);
    await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
    await expect(passkeys.getByText(/last used/)).toBeVisible();
    await passkeys.getByRole('button', { name: 'Remove My laptop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(passkeys.getByText('My laptop')).toHaveCount(0);
  });
});
