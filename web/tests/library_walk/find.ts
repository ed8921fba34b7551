import { expect } from '../fixtures';
import type { Photo, Song } from '../real_library';
import type { Visitor } from './visitor';

const counted = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;

/** Searches in words of several scripts, with a typo, by suggestion and by filter. */
export async function findThings(visitor: Visitor): Promise<void> {
  const { page, parts } = visitor;
  const { photos, songs } = parts.library;
  const box = page.getByRole('combobox', { name: 'Search photos and music' });
  if (visitor.isPhone) {
    const bar = page.getByRole('navigation', { name: 'Library' });
    await visitor.press(bar.getByRole('link', { name: 'Search' }));
  } else await page.keyboard.press('/');
  await expect(box).toBeVisible();

  const of = (place: string) => photos.filter((photo) => photo.place === place);
  const ofBjork = songs.filter((song) => song.artist === 'Björk');
  const queries: [string, readonly Photo[], readonly Song[]][] = [
    ['beach 2019', photos.filter(isBeach2019), []],
    ['zürich', of('Zürich'), []],
    ['zurich', of('Zürich'), []],
    ['東京', of('東京'), []],
    ['bjork', [], ofBjork],
    ['brthday', photos.filter(({ subject }) => subject === 'birthday'), []],
    ['camera:canon', photos.filter(({ make }) => make === 'Canon'), []],
    ['place:kraków', of('Kraków'), []],
  ];
  for (const [query, ofPhotos, ofSongs] of queries) {
    await box.fill(query);
    await box.press('Enter');
    await expectFound(visitor, ofPhotos, ofSongs);
    if (query === 'brthday') {
      await expect(page.getByText('These are the results for “birthday”')).toBeVisible();
      await parts.look('typo');
    }
    if (query === 'zurich' || query === 'bjork') await parts.look(query);
    await visitor.expectNoSidewaysScroll();
  }
  await findByFilters(visitor);
}

const isBeach2019 = ({ subject, taken }: Photo) => subject === 'beach' && taken.startsWith('2019');

async function expectFound(
  visitor: Visitor,
  photos: readonly Photo[],
  songs: readonly Song[],
): Promise<void> {
  const { page } = visitor;
  expect(photos.length + songs.length).toBeGreaterThan(0);
  const parts = [
    photos.length > 0 && counted(photos.length, 'photo'),
    songs.length > 0 && counted(songs.length, 'song'),
  ];
  const text = parts.filter(Boolean).join(' · ');
  await expect(page.locator('.search-count')).toHaveText(text);
  const expected = new Set(visitor.idsOf(photos.map(({ name }) => name)));
  await expect
    .poll(async () => (await visitor.shown()).filter((id) => !expected.has(id)))
    .toEqual([]);
  if (photos.length > 0) await expect(page.locator('.photo-grid .tile').first()).toBeVisible();
  await expect(page.locator('.found-song')).toHaveCount(songs.length);
}

/** A place that the search box offers, then a camera of those that took photos there. */
async function findByFilters(visitor: Visitor): Promise<void> {
  const { page, parts } = visitor;
  const box = page.getByRole('combobox', { name: 'Search photos and music' });
  await box.fill('krak');
  const place = page.getByRole('option', { name: /^Kraków/ });
  await expect(place.first()).toBeVisible();
  await parts.look('suggestions');
  await visitor.press(place.first());
  const there = parts.library.photos.filter((photo) => photo.place === 'Kraków');
  await expectFound(visitor, there, []);

  const byCanon = there.filter(({ make }) => make === 'Canon');
  const opener = visitor.button('Filters (1)');
  const isSheet = await opener.isVisible();
  if (isSheet) await visitor.press(opener);
  const filters = isSheet
    ? page.getByRole('dialog', { name: 'Filters' })
    : page.getByRole('complementary', { name: 'Filters' });
  const more = filters.getByRole('button', { name: 'More cameras' });
  if (await more.isVisible()) await visitor.press(more);
  await visitor.press(filters.getByRole('button', { name: /EOS R6/ }));
  if (isSheet) {
    await parts.look('filters');
    await visitor.press(filters.getByRole('button', { name: 'Show results' }));
  }
  await expectFound(visitor, byCanon, []);
  await visitor.expectNoSidewaysScroll();
}
