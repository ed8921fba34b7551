import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import type { Picture } from './landscapes';
import { User } from './user';

test.use({ serviceWorkers: 'allow', expectedErrors: /ERR_|Failed to fetch/ });

/** Waits until the service worker has kept the app and looks after this page. */
async function expectWorker(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'), {
      timeout: 30_000,
    })
    .toBe('activated');
}

test('the app opens without a network, and keeps nothing of the user', async ({
  page,
  context,
  user,
  open,
  pictures,
  look,
}) => {
  await user.have(pictures.slice(0, 2));
  await open('/photos');
  await expect(page.locator('.tile')).toHaveCount(2);
  await expectWorker(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await look('offline');
  await page.goto(`${user.url}/settings`);
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
  const kept = await page.evaluate(async () => {
    const paths: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys())
        paths.push(new URL(url).pathname);
    return paths;
  });
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.filter((path) => !/^\/(assets\/.+|favicon\.svg)?$/.test(path))).toEqual([]);

  await page.goto(`${user.url}/photos`);
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await context.setOffline(false);
  await expect(page.locator('.tile')).toHaveCount(2);
});

test('the app opens while the drive is down, and comes back with it', async ({
  page,
  open,
  startDrive,
}) => {
  const home = await startDrive();
  const user = await User.signUp(home.url);
  await open('/photos', user);
  await expectWorker(page);
  await home.halt();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible({
    timeout: 30_000,
  });
  await home.launch();
  await expect(page.getByText('Your photos will be here')).toBeVisible({ timeout: 30_000 });
});

test('files that are shared into the app are uploaded', async ({ page, user, open, pictures }) => {
  await open('/photos');
  await expectWorker(page);
  const { name, buffer } = pictures[0] as Picture;
  await page.evaluate(
    ([file, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], file, { type: 'image/jpeg' }));
      const form = document.createElement('form');
      form.method = 'POST';
      form.action = '/share-target';
      form.enctype = 'multipart/form-data';
      const input = document.createElement('input');
      input.type = 'file';
      input.name = 'files';
      input.files = data.files;
      form.append(input);
      document.body.append(form);
      form.submit();
    },
    [name, buffer.toString('base64')] as const,
  );
  await page.waitForURL('**/photos');
  await expect(page.locator('.tile')).toHaveCount(1);
  expect((await user.list()).map((file) => file.fileName)).toEqual([name]);
  await expect.poll(() => page.evaluate(() => caches.has('audmg-shared'))).toBe(false);
  await page.reload();
  await expect(page.locator('.tile')).toHaveCount(1);
});

test('what the manifest names is there', async ({ page, user, open }) => {
  await open('/photos');
  const get = (path: string) => page.request.get(user.url + path);
  const manifest = await (await get('/manifest.webmanifest')).json();
  for (const { src, type } of manifest.icons)
    expect((await get(src)).headers()['content-type'], src).toBe(type);
  const worker = await get('/sw.js');
  expect(worker.headers()['content-type']).toMatch(/^text\/javascript/);
  expect(worker.headers()['cache-control']).toBe('no-cache');
  await page.goto(`${user.url}/photos?upload`);
  await expect(page.getByRole('button', { name: 'Choose files' }).first()).toBeVisible();
  await expect(page).toHaveURL(`${user.url}/photos`);
});
