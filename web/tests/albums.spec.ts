import type { Page } from '@playwright/test';
import type { components } from '../src/api/schema';
import { expect, test } from './fixtures';
import { makeSong } from './sounds';
import type { File, User } from './user';

type Collection = components['schemas']['Collection'];

/** The ids of the album's files on the drive, in their order. */
const orderOf = async (user: User, id: string) =>
  (await user.collected(id)).map(({ fileId }) => fileId);

const shown = (page: Page, what: string) =>
  page
    .locator(what)
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.id as string));

async function selectFirst(page: Page, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await page.locator('.tile').nth(i).getByRole('checkbox').click();
}

test('photos that are selected go into a new album, and into one that is there', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await user.have(pictures.slice(0, 4));
  await open('/albums');
  await expect(page.getByRole('heading', { name: 'Make your first album' })).toBeVisible();
  await look('albums-empty');
  await page.goto(`${user.url}/photos`);
  await selectFirst(page, 2);
  await page.getByRole('button', { name: 'Add to album' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add 2 items to an album' });
  await look('add-to-album');
  await dialog.getByRole('button', { name: 'New album' }).click();
  await dialog.getByLabel('Title').fill('By the sea');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 items added to “By the sea”.')).toBeVisible();
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toBeHidden();

  await selectFirst(page, 3);
  await page.getByRole('button', { name: 'Add to album' }).click();
  await page.getByRole('searchbox', { name: 'Find an album' }).fill('SEA');
  await page.getByRole('button', { name: /By the sea/ }).click();
  await expect(page.getByText('1 item added to “By the sea”.')).toBeVisible();
  const undone = page.waitForResponse('**/files/remove');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await undone;
  await page.goto(`${user.url}/albums`);
  await expect(page.getByRole('link', { name: /By the sea.*2 photos/ })).toBeVisible();
  await look('albums');
});

test('an album is renamed in place, shown by date, downloaded, and deleted with a way back', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const files = await user.have(pictures.slice(0, 3));
  const id = await user.collect('Journey', [files[1], files[2], files[0]] as File[]);
  await open(`/albums/${id}`);
  await expect(page).toHaveTitle(/Journey/);
  await expect(page.locator('.tile')).toHaveCount(3);
  const own = await orderOf(user, id);
  expect(await shown(page, '.tile')).toEqual(own);
  await look('album');

  await page.getByRole('heading', { name: 'Journey' }).getByRole('button').click();
  await page.getByRole('textbox', { name: 'Title' }).fill('The long journey');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'The long journey' })).toBeFocused();
  await page.getByRole('button', { name: 'Add a description' }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill('Three days\nand a night.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('and a night.')).toBeVisible();

  await page.getByText('By date').click();
  await expect.poll(() => shown(page, '.tile')).toEqual(files.map(({ fileId }) => fileId));
  await page.getByText('My order').click();
  await expect.poll(() => shown(page, '.tile')).toEqual(own);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/\.zip$/);

  await page.getByRole('button', { name: 'More for this album' }).click();
  await page.getByRole('menuitem', { name: 'Delete the album' }).click();
  await expect(page).toHaveURL(/\/albums$/);
  await expect(page.getByRole('heading', { name: 'Make your first album' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: /The long journey.*3 photos/ }).click();
  await expect(page.getByText('and a night.')).toBeVisible();
  await expect.poll(() => shown(page, '.tile')).toEqual(own);
  await expect.poll(() => user.list()).toHaveLength(3);
});

test('photos of an album are arranged by dragging, by buttons and by keys', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const files = await user.have(pictures.slice(0, 5));
  const [a, b, c, d, e] = files.map(({ fileId }) => fileId) as [string, ...string[]];
  const id = await user.collect('Row', files);
  await open(`/albums/${id}`);
  await expect(page.locator('.tile')).toHaveCount(5);
  await page.getByRole('button', { name: 'Arrange' }).click();
  const tiles = page.locator('.arrange-tile');
  const order = () => shown(page, '.arrange-tile');
  await look('album-arrange');

  await tiles.nth(4).getByRole('checkbox').hover();
  await page.mouse.down();
  const first = await tiles.nth(0).boundingBox();
  await page.mouse.move((first?.x ?? 0) + 30, (first?.y ?? 0) + 40, { steps: 8 });
  await page.mouse.up();
  await expect.poll(order).toEqual([e, a, b, c, d]);
  await expect(tiles.nth(0).getByRole('checkbox')).not.toBeChecked();

  await tiles.nth(1).getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Move to the end' }).click();
  await expect.poll(order).toEqual([e, b, c, d, a]);
  await tiles.nth(4).getByRole('checkbox').click();

  await tiles.nth(2).getByRole('checkbox').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(order).toEqual([e, c, b, d, a]);
  await expect(page.getByText('Moved to place 2 of 5.')).toBeAttached();
  await expect(tiles.nth(1).getByRole('checkbox')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tiles.nth(2).getByRole('checkbox')).toBeFocused();

  await page.keyboard.press('Space');
  await page.getByRole('toolbar').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Make it the cover' }).click();
  await expect(page.getByText('This is the cover of the album now.')).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => shown(page, '.tile')).toEqual([e, c, b, d, a]);
  expect(await orderOf(user, id)).toEqual([e, c, b, d, a]);
  const album = (await (await user.call(`/collections/${id}`)).json()) as Collection;
  expect(album.coverFileId).toBe(b);
});

test('photos are taken out of an album and put back in their places', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const files = await user.have(pictures.slice(0, 3));
  const ids = files.map(({ fileId }) => fileId);
  const id = await user.collect('Three', files);
  await open(`/albums/${id}`);
  await expect(page.locator('.tile')).toHaveCount(3);
  await selectFirst(page, 1);
  await page.getByRole('toolbar').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Remove from the album' }).click();
  await expect.poll(() => shown(page, '.tile')).toEqual(ids.slice(1));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => shown(page, '.tile')).toEqual(ids);
});

test('favorites are chosen at once, undone, and have a screen', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await user.have(pictures.slice(0, 4));
  await open('/photos');
  await expect(page.locator('.tile')).toHaveCount(4);
  await selectFirst(page, 3);
  await page.getByRole('button', { name: 'Favorite', exact: true }).click();
  await expect(page.getByText('3 files added to your favorites.')).toBeVisible();
  await expect
    .poll(async () => (await user.list()).filter(({ favorite }) => favorite).length)
    .toBe(3);
  await page.goto(`${user.url}/favorites`);
  await expect(page.locator('.tile')).toHaveCount(3);
  await look('favorites');
  await selectFirst(page, 2);
  await page.getByRole('button', { name: 'Remove from favorites' }).click();
  await expect(page.locator('.tile')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.tile')).toHaveCount(3);
});

test('of photos that look alike one is kept', async ({ page, user, open, look }) => {
  const { landscapes } = await import('./landscapes');
  const large = await landscapes(page, 2, 1000, 501);
  const small = await landscapes(page, 1, 600, 501);
  await user.have([...large, ...small]);
  await open('/look-alikes');
  const group = page.getByRole('article');
  await expect(group).toHaveCount(1);
  await expect(group.getByText('Largest')).toBeVisible();
  await expect(group.getByText('1000 × 667')).toBeVisible();
  await look('look-alikes');
  await group.getByRole('listitem').filter({ hasText: 'Largest' }).getByRole('button').click();
  await expect(page.getByRole('heading', { name: 'Nothing looks alike' })).toBeVisible();
  await expect(page.getByText('1 file deleted.')).toBeVisible();
  await expect.poll(() => user.list()).toHaveLength(2);
});

test('of look-alikes that are different nothing is said again', async ({ page, user, open }) => {
  const { landscapes } = await import('./landscapes');
  const [large, small] = [
    await landscapes(page, 1, 1000, 601),
    await landscapes(page, 1, 600, 601),
  ];
  await user.have([...large, ...small]);
  await open('/look-alikes');
  const group = page.getByRole('article');
  await expect(group).toHaveCount(1);
  const pass = () => group.getByRole('button', { name: 'They are different' }).click();
  await pass();
  await expect(page.getByRole('heading', { name: 'Nothing looks alike' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(group).toHaveCount(1);
  await pass();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Nothing looks alike' })).toBeVisible();
});

test('a large album is arranged with only some of its pictures in the page', async ({
  page,
  user,
  open,
  pictures,
}) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 420 });
  const files = await user.have(pictures);
  const ids = files.map(({ fileId }) => fileId);
  const id = await user.collect('Row', files);
  await open(`/albums/${id}`);
  await page.getByRole('button', { name: 'Arrange' }).click();
  const tiles = page.locator('.arrange-tile');
  await expect(tiles.first()).toBeVisible();
  await expect.poll(() => tiles.count()).toBeLessThan(24);
  await tiles.first().getByRole('checkbox').focus();
  await page.keyboard.press('End');
  await expect(page.locator(`[data-id="${ids[23]}"] .square`)).toBeFocused();
  await expect(page.locator(`[data-id="${ids[23]}"] img`)).toBeInViewport();
  await page.keyboard.press('Shift+Home');
  await expect(page.locator(`[data-id="${ids[23]}"] .square`)).toBeFocused();
  await expect(page.locator(`[data-id="${ids[23]}"]`)).toHaveAttribute('aria-posinset', '1');
  await expect(page.locator(`[data-id="${ids[23]}"]`)).toBeInViewport();
  await expect.poll(async () => (await orderOf(user, id))[0]).toBe(ids[23]);
});

test('all of it fits a phone, and a menu has what does not fit', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const files = await user.have(pictures.slice(0, 2));
  const id = await user.collect('A title that is as long as people make them'.repeat(3), files);
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  await open(`/albums/${id}`);
  await expect(page.locator('.tile')).toHaveCount(2);
  expect(await fits()).toBe(true);
  await page.locator('.tile').nth(0).getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('1 selected')).toBeHidden();
  await page.getByRole('button', { name: 'Arrange' }).click();
  expect(await fits()).toBe(true);
  await page.goto(`${user.url}/albums`);
  await expect(page.locator('.album-cover')).toHaveCount(1);
  expect(await fits()).toBe(true);
});

test('songs go into playlists', async ({ page, user, open }) => {
  await user.have([makeSong({ name: 'note.wav', seconds: 2, pitch: 300 })]);
  await user.collect('Evening', [], 'playlist');
  await open('/audio/songs');
  await page.getByRole('row', { name: /^note/ }).focus();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Add to playlist' }).click();
  await page.getByRole('button', { name: /Evening/ }).click();
  await expect(page.getByText('1 item added to “Evening”.')).toBeVisible();
});
