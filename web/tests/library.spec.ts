import { chooseFiles, expect, section, test } from './fixtures';
import { jpegWithoutPicture } from './landscapes';
import { makeSong } from './sounds';

test('pictures stand in a justified grid under their day, newest first', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const files = await user.have(pictures);
  await open('/photos');
  await expect(page.locator('.tile img.loaded')).toHaveCount(24);
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  const ids = await page
    .locator('.tile')
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.id));
  expect(ids).toEqual(files.map((file) => file.fileId).reverse());
  const ends = await page.locator('.grid-row').evaluateAll((rows) =>
    rows.slice(1, -1).map((row) => {
      const last = row.lastElementChild?.getBoundingClientRect().right ?? 0;
      return Math.round(row.getBoundingClientRect().right - last);
    }),
  );
  expect(
    ends.every((rest) => Math.abs(rest) <= 1),
    `${ends}`,
  ).toBe(true);
  await look('photos');
});

test('what comes elsewhere appears by itself and becomes ready', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await open('/photos');
  await expect(page.getByText('Your photos will be here')).toBeVisible();
  await user.upload(pictures[0] as (typeof pictures)[0]);
  await expect(page.locator('.tile')).toHaveCount(1);
  await expect(page.locator('.tile img.loaded')).toHaveCount(1);
  const [file] = await user.list();
  await user.call(`/files/${file?.fileId}`, { method: 'DELETE' });
  await expect(page.locator('.tile')).toHaveCount(0);
});

test.describe('at a drive without streams of events', () => {
  test.use({ expectedErrors: /status of 501/ });

  test('what was uploaded becomes ready all the same', async ({ page, open, pictures }) => {
    await page.route('**/events', (route) => route.fulfill({ status: 501, body: '{}' }));
    await open('/photos');
    await chooseFiles(page, pictures.slice(0, 2));
    await expect(page.locator('.tile img.loaded')).toHaveCount(2);
  });
});

test('a file that cannot be decoded says why and can be tried again', async ({
  page,
  user,
  open,
  look,
}) => {
  const [file] = await user.have([jpegWithoutPicture()]);
  expect(file?.status).toBe('failed');
  await open('/photos');
  await page.getByRole('link', { name: /Cannot be shown$/ }).click();
  await page.getByRole('button', { name: 'Details' }).click();
  await expect(page.getByLabel('Details').getByText(file?.failureReason ?? '')).toBeVisible();
  await look('photo-failed');
  const retried = page.waitForResponse((response) => response.url().endsWith('/retry'));
  await page.getByRole('button', { name: 'Try again' }).click();
  expect((await retried).status()).toBe(202);
});

test('many are selected with keys and mouse, and deleted', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await user.have(pictures.slice(0, 8));
  await open('/photos');
  const tiles = page.locator('.tile');
  await expect(tiles).toHaveCount(8);
  // What is deleted while it is fetched is not found.
  await expect(page.locator('.tile img.loaded')).toHaveCount(8);
  await tiles.nth(1).hover();
  await tiles.nth(1).getByRole('checkbox').click();
  await tiles.nth(4).click({ modifiers: ['Shift'] });
  await expect(page.getByText('4 selected')).toBeVisible();
  await look('selection');
  await page.keyboard.press('Escape');
  await expect(page.getByText('4 selected')).toBeHidden();
  await page.getByRole('heading', { name: 'Today' }).hover();
  await page.getByRole('checkbox', { name: 'Select all of Today' }).click();
  await expect(page.getByText('8 selected')).toBeVisible();
  await tiles.nth(0).click();
  await expect(page.getByText('7 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('7 files deleted')).toBeVisible();
  await expect(tiles).toHaveCount(1);
  await expect.poll(() => user.list()).toHaveLength(1);
});

test('one is downloaded under its name, and several in one archive', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await user.have(pictures.slice(0, 2));
  await open('/photos');
  await page.locator('.tile').nth(0).getByRole('checkbox').click();
  const one = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await one).suggestedFilename()).toBe('landscape-2.jpg');
  await page.locator('.tile').nth(1).getByRole('checkbox').click();
  const several = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await several).suggestedFilename()).toMatch(/\.zip$/);
});

test('arrow keys move among pictures', async ({ page, user, open, pictures }) => {
  await user.have(pictures.slice(0, 12));
  await open('/photos');
  await expect(page.locator('.tile img.loaded')).toHaveCount(12);
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest<HTMLElement>('.tile')?.dataset.id);
  const ids = await page
    .locator('.tile')
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.id));
  await page.locator('.tile-link').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(focused).toBe(ids[1]);
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).not.toBe(ids[1]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('images and audio are apart', async ({ page, user, open, pictures }) => {
  await user.have(pictures.slice(0, 2));
  await user.have([makeSong({ name: 'note.wav', seconds: 3, pitch: 300 })]);
  await open('/audio');
  await expect(page.locator('.song-rows > [role=row]')).toHaveCount(1);
  await section(page, 'Photos', 'All photos').click();
  await expect(page.locator('.tile')).toHaveCount(2);
  await expect(page).toHaveURL(/\/photos$/);
});

test.describe('without the drive', () => {
  test.use({ expectedErrors: /ERR_|Failed to load/ });

  test('what is there stays, and the rest goes on by itself', async ({
    page,
    user,
    open,
    pictures,
    look,
  }) => {
    await user.have(pictures.slice(0, 6));
    await open('/photos');
    await expect(page.locator('.tile img.loaded')).toHaveCount(6);
    await page.context().setOffline(true);
    await expect(page.getByText('The drive cannot be reached')).toBeVisible();
    await expect(page.locator('.tile img.loaded')).toHaveCount(6);
    await look('offline');
    await page.context().setOffline(false);
    await expect(page.getByText('The drive cannot be reached')).toBeHidden();
  });

  test('a library that cannot be loaded says so and tries again', async ({
    page,
    user,
    open,
    pictures,
    look,
  }) => {
    await user.have(pictures.slice(0, 1));
    await page.route('**/retrieve?**', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          code: 'internal',
          message: 'Something went wrong on our side.',
          requestId: 'abc123',
        }),
      }),
    );
    await open('/photos');
    await expect(page.getByRole('status', { name: 'Loading photos' })).toBeVisible();
    await look('photos-loading');
    await expect(page.getByText('The library could not be loaded')).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByText('abc123')).toBeVisible();
    await look('photos-error');
    await page.unroute('**/retrieve?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator('.tile')).toHaveCount(1);
  });
});
