import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Drive, freePort } from './drive';
import { chooseFiles, expect, test } from './fixtures';
import { landscapes } from './landscapes';
import { Relay } from './relay';
import { User } from './user';

const COUNT = 150;

const panel = (page: Page) => page.getByRole('region', { name: 'Uploads' });
const title = (page: Page) => panel(page).locator('.uploads-title strong');

/** A folder of pictures, each as old as its name says. */
async function folderOf(page: Page, path: string): Promise<string[]> {
  mkdirSync(path, { recursive: true });
  const pictures = await landscapes(page, COUNT, 160, 5000);
  return pictures.map(({ name, buffer }, i) => {
    const file = join(path, name);
    writeFileSync(file, buffer);
    utimesSync(file, 1_700_000_000 + i, 1_700_000_000 + i);
    return file;
  });
}

/** From now on the browser's store has room for the bytes of the first so many files of a batch only. */
async function roomFor(page: Page, files: number): Promise<void> {
  await page.addInitScript((room) => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (value instanceof Blob && Number(String(key).split('.').at(-1)) >= room)
        throw new DOMException('the disk is full', 'QuotaExceededError');
      return key === undefined ? put.call(this, value) : put.call(this, value, key);
    };
  }, files);
}

/** How many files' bytes the browser has kept. */
function keptBytes(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('audmg-uploads');
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction('bytes').objectStore('bytes').count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

// 409: a request that the reload cut off is still being answered when its file goes on.
test.use({ expectedErrors: /ERR_|status of 409/ });
let relay: Relay;
let drive: Drive;
let user: User;

test.beforeEach(async () => {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  drive = await Drive.start({ AUDMG_PUBLIC_URL: publicUrl });
  relay = await Relay.start(port, () => Number(new URL(drive.url).port));
  user = await User.signUp(publicUrl);
});

test.afterEach(async () => {
  relay.stop();
  await drive.stop();
});

const names = async () => (await user.list()).map((file) => file.fileName).sort();
const baseNames = (paths: readonly string[]) => paths.map((path) => path.split('/').at(-1)).sort();

test('a reload in the middle of a batch forgets none of it', async ({
  page,
  open,
  look,
}, testInfo) => {
  test.setTimeout(300_000);
  const folder = testInfo.outputPath('holiday');
  const files = await folderOf(page, folder);
  await roomFor(page, 0);
  await open('/photos', user);
  relay.limit = 100_000;
  await chooseFiles(page, files);
  await expect(title(page)).toHaveText(/^Uploading [1-9]\d of 150 files$/, { timeout: 120_000 });
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();

  const interrupted = /^150 files, (\d+) done, (\d+) need to be chosen again$/;
  await expect(title(page)).toHaveText(interrupted);
  const counts = (await title(page).textContent())?.match(interrupted)?.slice(1).map(Number);
  const [done = 0, again = 0] = counts ?? [];
  expect(done + again).toBe(COUNT);
  // What arrived at the last moment may not be noted; what is noted has arrived.
  expect((await user.list()).length).toBeGreaterThanOrEqual(done);
  await look('uploads-interrupted');
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('uploads-interrupted-dark');
  await page.setViewportSize({ width: 390, height: 844 });
  await look('uploads-interrupted-phone-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await look('uploads-interrupted-phone');
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.reload();
  await expect(title(page)).toHaveText(`150 files, ${done} done, ${again} need to be chosen again`);

  let sent = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/upload')) sent++;
  });
  relay.limit = null;
  const choosing = page.waitForEvent('filechooser');
  await panel(page).getByRole('button', { name: 'Choose a folder' }).click();
  await (await choosing).setFiles(folder);
  await expect(page.getByText(`Skipped ${done} files that the list has already.`)).toBeVisible();
  await expect(title(page)).toHaveText('150 files uploaded', { timeout: 120_000 });
  expect(sent).toBe(again);
  expect(await names()).toEqual(baseNames(files));

  await page.reload();
  await expect(page.locator('.tile').first()).toBeVisible();
  await expect(panel(page)).toBeHidden();
});

test('what the browser has kept goes on by itself, and the rest can be given up', async ({
  page,
  open,
}, testInfo) => {
  test.setTimeout(300_000);
  const kept = 100;
  const files = await folderOf(page, testInfo.outputPath('holiday'));
  await roomFor(page, kept);
  await open('/photos', user);
  relay.limit = 2_000;
  await chooseFiles(page, files);
  await expect(title(page)).toHaveText(/of 150 files$/);
  // Next to nothing arrives until all that there is room for is kept.
  relay.limit = 1;
  let before = 0;
  let still = 0;
  const isSettled = async () => {
    const now = await keptBytes(page);
    still = now === before ? still + 1 : 0;
    before = now;
    return still >= 4 && now > kept - 20;
  };
  await expect.poll(isSettled, { timeout: 120_000, intervals: [2000] }).toBe(true);
  relay.limit = 2_000;
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(title(page)).toHaveText(/^Uploading \d+ of 150 files, 50 need to be chosen again$/);

  await panel(page)
    .getByRole('listitem')
    .first()
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await expect(title(page)).toHaveText(/ of 149 files, 49 need to be chosen again$/);
  relay.limit = null;
  await expect(title(page)).toHaveText('149 files, 100 done, 49 need to be chosen again', {
    timeout: 120_000,
  });
  await panel(page).getByRole('button', { name: 'Give up' }).click();
  await expect(page.getByRole('heading', { name: 'Give up 49 files?' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Give up' }).click();
  await expect(title(page)).toHaveText('100 files uploaded');
  expect(await names()).toEqual(baseNames(files.slice(0, kept)));
  await page.reload();
  await expect(page.locator('.tile').first()).toBeVisible();
  await expect(panel(page)).toBeHidden();
});

test('a second tab leaves the batch of the first alone', async ({
  page,
  open,
  context,
}, testInfo) => {
  test.setTimeout(300_000);
  const files = await folderOf(page, testInfo.outputPath('holiday'));
  await open('/photos', user);
  relay.limit = 100_000;
  await chooseFiles(page, files);
  await expect(title(page)).toHaveText(/^Uploading [1-9]\d of 150 files$/, { timeout: 120_000 });
  const other = await context.newPage();
  await other.goto(`${user.url}/photos`);
  await expect(other.locator('.tile').first()).toBeVisible();
  relay.limit = null;
  await expect(title(page)).toHaveText('150 files uploaded', { timeout: 120_000 });
  await expect(panel(other)).toBeHidden();
  expect(await names()).toEqual(baseNames(files));
});
