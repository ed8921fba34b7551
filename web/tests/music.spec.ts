import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import type { Picture } from './landscapes';
import { makeSong } from './sounds';
import type { User } from './user';

const rows = (page: Page) => page.locator('.song-rows > [role=row][data-id]');
const titles = (page: Page) => page.locator('.song-rows .song-title strong').allTextContents();

/** Two albums, one of them with two discs and a cover, and a song of a third artist. */
async function haveMusic(user: User, cover: Picture) {
  const song = (name: string, pitch: number, seconds: number, tags: Record<string, string>) =>
    makeSong({ name, seconds, pitch, tags, ...(tags.album === 'Homogenic' && { cover }) });
  const ofBjork = (title: string, disc: number, track: number) =>
    song(`${disc}-${track}.mp3`, 200 + 30 * disc + 10 * track, 5 + track, {
      title,
      artist: title === 'Pluto' ? 'Björk & Mark Bell' : 'Björk',
      album_artist: 'Björk',
      album: 'Homogenic',
      genre: 'Electronic',
      date: '1997',
      disc: String(disc),
      track: String(track),
    });
  return user.have([
    ofBjork('Pluto', 2, 1),
    ofBjork('Jóga', 1, 2),
    ofBjork('Hunter', 1, 1),
    song('thunder.mp3', 500, 12, {
      title: 'Thunderstruck',
      artist: 'AC/DC',
      album: 'The Razors Edge',
      genre: 'Rock',
      date: '1990',
      track: '1',
    }),
    song('alone.mp3', 610, 4, { title: 'Alone', artist: 'Nobody' }),
  ]);
}

test('an album has its tracks by disc and track, and plays them so', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await haveMusic(user, pictures[2] as Picture);
  await open('/audio');
  await expect(page.getByRole('heading', { name: 'Recently added albums' })).toBeVisible();
  await look('music-home');
  await page.getByRole('link', { name: 'Homogenic' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Homogenic' })).toBeVisible();
  await expect(page).toHaveTitle(/^Homogenic/);
  await expect.poll(() => titles(page)).toEqual(['Hunter', 'Jóga', 'Pluto']);
  await expect(page.getByRole('heading', { name: 'Disc 2' })).toBeVisible();
  await expect(page.locator('.album-head')).toContainText('1997 · 3 songs · 1 minute');
  await look('music-album');
  await page.getByRole('row', { name: /^Jóga/ }).dblclick();
  await expect(page.getByLabel('Player').getByText('Jóga', { exact: true })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Jóga/ })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.getByLabel('Player').getByText('Pluto', { exact: true })).toBeVisible();
  await page.goto(`${user.url}/audio`);
  await expect(page.getByRole('list', { name: 'Jump back in' })).toContainText('Homogenic');
});

test('artists and genres have pages, whatever their names', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await haveMusic(user, pictures[2] as Picture);
  await open('/audio/artists');
  const names = page.getByRole('list', { name: 'Artists' }).locator('strong');
  await expect.poll(() => names.allTextContents()).toContain('AC/DC');
  await look('music-artists');
  await page.getByRole('link', { name: 'AC/DC' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'AC/DC' })).toBeVisible();
  await expect.poll(() => titles(page)).toEqual(['Thunderstruck']);
  await look('music-artist');
  await page.reload();
  await expect.poll(() => titles(page)).toEqual(['Thunderstruck']);
  await page.goto(`${user.url}/audio/genres`);
  await expect(page.getByRole('link', { name: /Electronic/ })).toBeVisible();
  await look('music-genres');
  await page.getByRole('link', { name: /Electronic/ }).click();
  await expect(rows(page)).toHaveCount(3);
});

test('all songs are sorted by their headings', async ({ page, user, open, pictures, look }) => {
  await haveMusic(user, pictures[2] as Picture);
  await open('/audio/songs');
  await expect(rows(page)).toHaveCount(5);
  const heading = (name: string) => page.getByRole('columnheader', { name });
  await expect(heading('Added')).toHaveAttribute('aria-sort', 'descending');
  await heading('Title').getByRole('button').click();
  await expect(heading('Title')).toHaveAttribute('aria-sort', 'ascending');
  await expect
    .poll(() => titles(page))
    .toEqual(['Alone', 'Hunter', 'Jóga', 'Pluto', 'Thunderstruck']);
  await heading('Time').getByRole('button').click();
  await heading('Time').getByRole('button').click();
  await expect.poll(async () => (await titles(page))[0]).toBe('Thunderstruck');
  await look('music-songs');
  await heading('Artist').getByRole('button').click();
  await expect(heading('Artist')).toHaveAttribute('aria-sort', 'ascending');
  const byArtist = ['Thunderstruck', 'Hunter', 'Jóga', 'Pluto', 'Alone'];
  await expect.poll(() => titles(page)).toEqual(byArtist);
  await heading('Artist').getByRole('button').click();
  const turned = ['Alone', 'Pluto', 'Hunter', 'Jóga', 'Thunderstruck'];
  await expect.poll(() => titles(page)).toEqual(turned);
  await heading('Time').getByRole('button').click();
  await heading('Time').getByRole('button').click();
  await page.getByRole('link', { name: 'The Razors Edge' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'The Razors Edge' })).toBeVisible();
  await page.goBack();
  await expect(heading('Time')).toHaveAttribute('aria-sort', 'descending');
});

test('a list is used by keys alone', async ({ page, user, open, pictures, look }) => {
  await haveMusic(user, pictures[2] as Picture);
  await open('/audio/songs?sort=title');
  await expect(rows(page)).toHaveCount(5);
  await page.getByRole('row', { name: /^Alone/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('row', { name: /^Hunter/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Player').getByText('Hunter', { exact: true })).toBeVisible();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(0);
  await page.keyboard.press('End');
  await expect(page.getByRole('row', { name: /^Thunderstruck/ })).toBeFocused();
  for (const more of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
    await page.keyboard.press(more);
  }
  await expect(page.getByRole('button', { name: /for Thunderstruck$/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu', { name: 'Thunderstruck' })).toBeVisible();
  await look('music-menu');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(page.getByRole('button', { name: /for Thunderstruck$/ })).toBeFocused();
});

test('playlists are made, arranged and taken back', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const files = await haveMusic(user, pictures[2] as Picture);
  await open('/audio/playlists');
  await page.getByRole('button', { name: 'New playlist' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('For the road');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('For the road');
  const { collections } = (await (await user.call('/collections')).json()) as {
    collections: { collectionId: string }[];
  };
  const id = collections[0]?.collectionId ?? '';
  const inOrder = async () => (await user.collected(id)).map(({ tags }) => tags?.title);
  const fileIds = files.slice(0, 3).map(({ fileId }) => fileId);
  await user.send(`/collections/${id}/files`, { fileIds });
  await expect.poll(() => titles(page)).toEqual(['Pluto', 'Jóga', 'Hunter']);
  await look('music-playlist');
  await page.getByRole('row', { name: /^Pluto/ }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => titles(page)).toEqual(['Jóga', 'Pluto', 'Hunter']);
  await expect.poll(inOrder).toEqual(['Jóga', 'Pluto', 'Hunter']);
  await expect(page.getByRole('row', { name: /^Pluto/ })).toBeFocused();
  await page
    .getByRole('row', { name: /^Hunter/ })
    .dragTo(page.getByRole('row', { name: /^Jóga/ }), {
      targetPosition: { x: 200, y: 4 },
    });
  await expect.poll(inOrder).toEqual(['Hunter', 'Jóga', 'Pluto']);
  await page.getByRole('button', { name: 'More actions for Jóga' }).click();
  await page.getByRole('menuitem', { name: 'Remove from the playlist' }).click();
  await expect.poll(() => titles(page)).toEqual(['Hunter', 'Pluto']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(inOrder).toEqual(['Hunter', 'Jóga', 'Pluto']);
});

test('an album and all of an artist go into a playlist', async ({ page, user, open, pictures }) => {
  await haveMusic(user, pictures[2] as Picture);
  const id = await user.collect('Evening', [], 'playlist');
  const inside = async () => (await user.collected(id)).map(({ tags }) => tags?.title);
  const addAll = async () => {
    await page.locator('.album-head').getByRole('button', { name: 'Add to a playlist' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Evening/ })
      .click();
  };
  await open('/audio/albums');
  await page.getByRole('link', { name: /Homogenic/ }).click();
  await addAll();
  await expect(page.getByText('3 items added to “Evening”.')).toBeVisible();
  expect(await inside()).toEqual(['Hunter', 'Jóga', 'Pluto']);
  await page.goto(`${user.url}/audio/artists`);
  await page.getByRole('link', { name: /AC\/DC/ }).click();
  await addAll();
  await expect.poll(inside).toEqual(['Hunter', 'Jóga', 'Pluto', 'Thunderstruck']);
});

test.describe('on the narrowest phone', () => {
  test.use({
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });

  test('everything is within reach', async ({ page, user, open, pictures, look }) => {
    await haveMusic(user, pictures[2] as Picture);
    await open('/audio');
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    for (const path of ['', '/albums', '/artists', '/genres', '/songs', '/playlists']) {
      await page.goto(`${user.url}/audio${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await overflow(), `/audio${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
    await page.goto(`${user.url}/audio/songs`);
    await page.getByRole('row', { name: /^Hunter/ }).tap();
    await expect(page.getByLabel('Player').getByText('Hunter', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'More actions for Hunter' }).tap();
    await expect(page.getByRole('menu')).toBeInViewport();
    await look('music-menu-phone-dark');
    await page.getByRole('menuitem', { name: 'Add to favorites' }).tap();
    await page.goto(`${user.url}/audio/favorites`);
    await expect.poll(() => titles(page)).toHaveLength(1);
    await look('music-favorites-phone-dark');
  });
});
