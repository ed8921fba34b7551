import type { Page } from '@playwright/test';
import { chooseFiles, expect, give, test } from './fixtures';

const shown = (page: Page, what: string) =>
  page
    .locator(what)
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.id as string));
const picker = (page: Page) => page.getByRole('region', { name: 'Add photos to “Journey”' });
const album = (page: Page) => page.getByRole('region', { name: 'Journey', exact: true });

test('photos are chosen from inside an album, by pointer, by words and by keys', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const files = await user.have(pictures.slice(0, 6));
  await user.change(files[0]?.fileId, { title: 'Lighthouse' });
  const id = await user.collect('Journey', []);
  const inside = async () => (await user.collected(id)).map(({ fileId }) => fileId);
  await open('/albums');
  await page.goto(`${user.url}/albums/${id}`);
  await expect(page.getByRole('heading', { name: 'This album is empty' })).toBeVisible();
  await look('album-empty');

  await page.getByRole('button', { name: 'Add photos' }).click();
  await expect(picker(page).locator('.tile')).toHaveCount(6);
  await picker(page).locator('.tile-link').nth(0).click();
  await picker(page)
    .locator('.tile-link')
    .nth(2)
    .click({ modifiers: ['Shift'] });
  await look('album-add-photos');
  const wanted = (await shown(page, '.tile')).slice(0, 3);
  await page.getByRole('button', { name: 'Add 3 photos' }).click();
  await expect(page.getByText('3 items added to “Journey”.')).toBeVisible();
  await expect.poll(() => shown(page, '.tile')).toEqual(wanted);
  expect(await inside()).toEqual(wanted);

  await page.getByRole('button', { name: 'Add photos' }).click();
  await expect(picker(page).locator('.tile.taken')).toHaveCount(3);
  await expect(picker(page).getByRole('link', { name: /in the album already/ })).toHaveCount(3);
  await picker(page).getByRole('searchbox', { name: 'Find photos' }).fill('lighthouse');
  await expect(picker(page).locator('.tile')).toHaveCount(1);
  await picker(page).getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add 1 photo' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(inside).toEqual([...wanted, files[0]?.fileId]);

  await page.getByRole('button', { name: 'Add photos' }).click();
  await expect(picker(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(picker(page)).toBeHidden();
  await page.getByRole('button', { name: 'Add photos' }).click();
  await page.goBack();
  await expect(album(page)).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(new RegExp(id));
});

test('what is uploaded while an album is open goes into it', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await user.have(pictures.slice(0, 1));
  const id = await user.collect('Journey', []);
  await open(`/albums/${id}`);
  await expect(page.getByRole('heading', { name: 'This album is empty' })).toBeVisible();
  await give(page, 'dragenter', pictures.slice(1, 2));
  await expect(page.getByText('Drop to add to “Journey”')).toBeVisible();
  await look('album-drop');
  await give(page, 'drop', pictures.slice(1, 3));
  await expect(album(page).locator('.tile')).toHaveCount(2);
  // A photo that the library has already is put into the album all the same.
  await chooseFiles(page, pictures.slice(0, 1));
  await expect(album(page).locator('.tile')).toHaveCount(3);
  await expect.poll(() => user.list()).toHaveLength(3);
  await page.goto(`${user.url}/photos`);
  await chooseFiles(page, pictures.slice(3, 4));
  await expect(page.locator('.tile')).toHaveCount(4);
  expect(await user.collected(id)).toHaveLength(3);
});

test.describe('on a phone', () => {
  test.use({
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });

  test('photos are chosen for an album by touch', async ({ page, user, open, pictures, look }) => {
    await user.have(pictures.slice(0, 4));
    const id = await user.collect('Journey', []);
    await open(`/albums/${id}`);
    await page.getByRole('button', { name: 'Add photos' }).tap();
    await expect(picker(page).locator('.tile')).toHaveCount(4);
    for (const at of [0, 1]) await picker(page).locator('.tile-link').nth(at).tap();
    await look('album-add-photos-phone-dark');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(320);
    await page.getByRole('button', { name: 'Add 2 photos' }).tap();
    await expect(album(page).locator('.tile')).toHaveCount(2);
    expect(await user.collected(id)).toHaveLength(2);
  });
});
