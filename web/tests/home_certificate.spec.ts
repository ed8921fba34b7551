import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { addAuthenticator } from './authenticator';
import { Drive } from './drive';
import { expect, test } from './fixtures';
import { PASSWORD } from './user';

const HOST = 'drive.local';

/**
 * Makes a home folder whose NSS database trusts the authority; Chromium on Linux reads it there. Should a build of it not,
 * `--ignore-certificate-errors-spki-list` with the digest of the drive's key (and a `--user-data-dir`) has the same effect
 * on pages, and says nothing of the authority.
 */
function homeThatTrusts(authority: string): string {
  const home = mkdtempSync(join(tmpdir(), 'audmg-home-'));
  const database = join(home, '.pki', 'nssdb');
  mkdirSync(database, { recursive: true });
  const file = join(home, 'authority.pem');
  writeFileSync(file, authority);
  const certutil = (...args: string[]) =>
    execFileSync('certutil', ['-d', `sql:${database}`, ...args]);
  certutil('-N', '--empty-password');
  certutil('-A', '-n', 'audmg', '-t', 'C,,', '-i', file);
  return home;
}

async function signUp(drive: Drive, page: Page, name: string): Promise<void> {
  const { port } = new URL(drive.url);
  // Node neither finds the name nor trusts the authority; this is not what is tested.
  const answer = await page.context().request.post(`https://127.0.0.1:${port}/signup`, {
    data: { username: name, password: PASSWORD, email: `${name}@example.org` },
    ignoreHTTPSErrors: true,
  });
  expect(answer.status(), await answer.text()).toBe(201);
}

test.describe('a drive with a certificate of its own', () => {
  let drive: Drive;
  let home: string;

  test.beforeAll(async () => {
    drive = await Drive.startAtHome(HOST);
    home = homeThatTrusts(drive.authority());
  });
  test.afterAll(async () => {
    await drive.stop();
    rmSync(home, { recursive: true, force: true });
  });

  test('is a secure place for the app and for passkeys', async ({ playwright }, info) => {
    const options = info.project.use.launchOptions ?? {};
    const browser: Browser = await playwright.chromium.launch({
      ...options,
      env: { ...process.env, HOME: home } as Record<string, string>,
      args: [...(options.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
    });
    try {
      const context = await browser.newContext({ serviceWorkers: 'allow' });
      const page = await context.newPage();
      await page.goto(drive.url);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(true);

      const debug = await context.newCDPSession(page);
      const manifest = await debug.send('Page.getAppManifest');
      expect(manifest.errors).toEqual([]);
      expect(new URL(manifest.url).origin).toBe(drive.url);
      const { installabilityErrors } = await debug.send('Page.getInstallabilityErrors');
      expect(installabilityErrors).toEqual([]);
      // The worker of the app needs a secure place, too.
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));

      await addAuthenticator(page);
      await signUp(drive, page, 'ada');
      await page.getByLabel('Username or e-mail').fill('ada');
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Log in', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Account', exact: true })).toBeVisible();
      await page.goto(`${drive.url}/settings`);
      const passkeys = page.getByRole('region', { name: 'Passkeys' });
      await passkeys.getByRole('button', { name: 'Add a passkey' }).click();
      await page.getByRole('button', { name: 'I have kept them' }).click();
      await expect(passkeys.getByText('Chrome on Linux')).toBeVisible();
    } finally {
      await browser.close();
    }
  });

  test('is not believed by a browser that has not been told', async ({ playwright }, info) => {
    const options = info.project.use.launchOptions ?? {};
    const stranger = mkdtempSync(join(tmpdir(), 'audmg-home-'));
    const browser = await playwright.chromium.launch({
      ...options,
      env: { ...process.env, HOME: stranger } as Record<string, string>,
      args: [...(options.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`],
    });
    try {
      const page = await browser.newPage();
      await expect(page.goto(drive.url)).rejects.toThrow(/ERR_CERT_AUTHORITY_INVALID/);
    } finally {
      await browser.close();
      rmSync(stranger, { recursive: true, force: true });
    }
  });
});
