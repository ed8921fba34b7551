import type { Page } from '@playwright/test';
import { withExif } from './exif';
import { expect, test } from './fixtures';
import type { Picture } from './landscapes';
import { makeSong } from './sounds';
import type { User } from './user';

/** Three photos of one camera in Paris and one of another in Munich, and two songs. */
async function fill(user: User, pictures: readonly Picture[]): Promise<string[]> {
  const shots = [
    ['Canon', 'EOS R6', '2019:07:14 18:03:21', [48.8566, 2.3522]],
    ['Canon', 'EOS R6', '2019:07:15 10:00:00', [48.853, 2.3499]],
    ['Canon', 'EOS R6', '2021:03:01 10:00:00', [48.8606, 2.3376]],
    ['Apple', 'iPhone 15', '2021:10:01 12:00:00', [48.13743, 11.57549]],
  ] as const;
  const photos = shots.map(([make, model, takenAt, [north, east]], i) => {
    const { name, mimeType, buffer } = pictures[i] as Picture;
    const exposure: [number, number] = [1, 250];
    const fNumber: [number, number] = [28, 10];
    const shot = { make, model, takenAt, exposure, fNumber, iso: 100 };
    return {
      name: `PXL_20240612_15301234${i}.MOTION-01.COVER-${name}`,
      mimeType,
      buffer: withExif(buffer, { ...shot, place: [north, east] }),
    };
  });
  const songs = ['Paris in July', 'Harbour'].map((title, i) =>
    makeSong({
      name: `find-${i}.mp3`,
      seconds: 2,
      pitch: 300 + 40 * i,
      tags: { title, artist: 'The Lighthouse Band', album: 'Night Boats', track: `${i + 1}` },
    }),
  );
  const files = await user.have([...photos, ...songs]);
  await user.change(files[0]?.fileId, { keywords: ['fireworks'], favorite: true });
  return files.map(({ fileId }) => fileId);
}

const box = (page: Page) => page.getByRole('combobox', { name: 'Search photos and music' });
const option = (page: Page, name: RegExp) => page.getByRole('option', { name });
const photos = (page: Page) => page.locator('.photo-grid .tile');
const parameters = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

test('the key for the box is not lost while the box is loaded', async ({ page, user, open }) => {
  await user.have([makeSong({ name: 'a.mp3', seconds: 1, pitch: 300 })]);
  let load = () => {};
  const wanted = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route(/search_box-[^/]*\.js/, async (route) => {
    await wanted;
    await route.continue();
  });
  await open('/audio');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Search' })).toBeVisible();
  await page.keyboard.press('/');
  load();
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveValue('');
});

test('the box offers what the typed text may mean, by keyboard alone', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await fill(user, pictures);
  await open('/photos');
  await expect(page.locator('.tile img.loaded')).toHaveCount(4);
  await page.keyboard.press('/');
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('par');
  await expect(option(page, /^Paris Île/)).toBeVisible();
  await expect(page.getByRole('group', { name: 'Photos' }).getByRole('option')).toHaveCount(3);
  await expect(option(page, /Paris in July/)).toBeVisible();
  await look('search-suggestions');
  await page.keyboard.press('ArrowDown');
  await expect(option(page, /^Paris Île/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?place=Paris/);
  await expect(photos(page)).toHaveCount(3);
  // Escape closes the list, then clears the text.
  await box(page).fill('harb');
  await expect(option(page, /Harbour/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(box(page)).toHaveValue('');
});

test('months are understood, and searches are remembered', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await fill(user, pictures);
  await open('/photos');
  await box(page).fill('july 2019');
  await option(page, /Photos from July 2019/).click();
  await expect(photos(page)).toHaveCount(2);
  expect(parameters(page)).toEqual({ from: '2019-07-01', to: '2019-07-31' });
  await expect(page.getByRole('button', { name: 'Remove the filter July 2019' })).toBeVisible();
  await box(page).fill('fireworks');
  await page.keyboard.press('Enter');
  await expect(photos(page)).toHaveCount(1);
  await page.goto(`${user.url}/photos`);
  await box(page).click();
  await expect(option(page, /fireworks/)).toBeVisible();
});

test('results have photos and songs; filters are added and removed, and Back works', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await fill(user, pictures);
  await open('/search?q=paris');
  await expect(photos(page)).toHaveCount(3);
  await expect(page.getByRole('status').filter({ hasText: '3 photos · 1 song' })).toBeVisible();
  await expect(page.locator('.tile img.loaded')).toHaveCount(3);
  await look('search-results');

  const filters = page.getByRole('complementary', { name: 'Filters' });
  await filters.getByRole('button', { name: /^2019/ }).click();
  await expect(photos(page)).toHaveCount(2);
  await filters.getByRole('checkbox', { name: 'Favorites' }).check();
  await expect(photos(page)).toHaveCount(1);
  expect(parameters(page)).toEqual({ q: 'paris', year: '2019', favorite: 'true' });
  await look('search-filters');
  await page.goBack();
  await expect(photos(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Remove the filter 2019' }).click();
  await expect(photos(page)).toHaveCount(3);
});

test('a photo opens above the results and closes to them', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const ids = await fill(user, pictures);
  await open('/search?camera=Canon+EOS+R6');
  await expect(photos(page)).toHaveCount(3);
  await photos(page).last().locator('.tile-link').click();
  await expect(page).toHaveURL(`${user.url}/search/${ids[0]}?camera=Canon+EOS+R6`);
  await expect(page.locator('dialog.photo-view')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog.photo-view')).toHaveCount(0);
  await expect(page).toHaveURL(`${user.url}/search?camera=Canon+EOS+R6`);
  await expect(photos(page)).toHaveCount(3);
});

test('a typo is forgiven and told; what is not there offers to drop a filter', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await fill(user, pictures);
  await open('/search?q=firewrks');
  await expect(photos(page)).toHaveCount(1);
  await expect(page.getByText('These are the results for “fireworks”')).toBeVisible();
  await page.goto(`${user.url}/search?q=paris&year=1999`);
  await expect(page.getByRole('heading', { name: 'Nothing found for “paris”' })).toBeVisible();
  await look('search-nothing');
  await page.getByRole('button', { name: 'Search without “1999”' }).click();
  await expect(photos(page)).toHaveCount(3);
});

test('a song that was found plays', async ({ page, user, open, pictures }) => {
  await fill(user, pictures);
  await open('/search?q=harbour');
  await page.getByRole('button', { name: 'Play Harbour' }).click();
  await expect(page.getByRole('button', { name: 'Pause Harbour' })).toBeVisible();
});

for (const width of [390, 320]) {
  test(`everything is within reach at ${width} pixels`, async ({
    page,
    user,
    open,
    pictures,
    look,
  }) => {
    await fill(user, pictures);
    await page.setViewportSize({ width, height: 700 });
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
    await open('/search');
    await expect(page.getByRole('button', { name: /^The Lighthouse Band/ })).toBeVisible();
    await look(`search-explore-${width}`);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await box(page).fill('paris');
    await expect(option(page, /^Paris Île/)).toBeVisible();
    await look(`search-suggestions-${width}`);
    await page.keyboard.press('Enter');
    await expect(photos(page)).toHaveCount(3);
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    const sheet = page.getByRole('dialog', { name: 'Filters' });
    await sheet.getByRole('button', { name: /^2019/ }).click();
    await look(`search-sheet-${width}`);
    await sheet.getByRole('button', { name: 'Show results' }).click();
    await expect(sheet).toBeHidden();
    await expect(photos(page)).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Filters (1)' })).toBeFocused();
    expect(await overflow()).toBeLessThanOrEqual(0);
    await look(`search-results-${width}`);
  });
}
