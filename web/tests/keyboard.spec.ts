import type { Page } from '@playwright/test';
import { withExif } from './exif';
import { expect, section, test } from './fixtures';
import { enter, reach } from './keyboard';
import type { Picture } from './landscapes';
import { makeSong } from './sounds';
import type { User } from './user';

/** Pictures of one camera, each a day after the one before. */
function canons(pictures: readonly Picture[]): Picture[] {
  return pictures.map((picture, i) => {
    const takenAt = `2019:07:${10 + i} 18:03:00`;
    const exposure: [number, number] = [1, 250];
    const shot = { make: 'Canon', model: 'EOS R6', takenAt, exposure, fNumber: exposure, iso: 100 };
    return { ...picture, buffer: withExif(picture.buffer, { ...shot, place: [48.86, 2.35] }) };
  });
}

const toast = (page: Page, text: string) => page.locator('.toast').filter({ hasText: text });
const selection = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name, exact: true });

/** Puts the focus on a picture of the grid. */
async function reachGrid(page: Page): Promise<void> {
  for (let stops = 0; stops < 80; stops++) {
    if (await page.locator('.tile-link:focus').count()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead into the grid');
}

const datesOf = async (user: User) => (await user.list()).map(({ date }) => date.slice(0, 10));

test('files are uploaded by keys alone', async ({ page, user, open, pictures }) => {
  await open('/photos');
  await enter(page, page.getByRole('button', { name: 'Upload', exact: true }));
  const choosing = page.waitForEvent('filechooser');
  const menu = page.getByRole('group', { name: 'Upload', exact: true });
  await enter(page, menu.getByRole('button', { name: 'Choose files' }));
  await (await choosing).setFiles(pictures.slice(0, 3));
  const panel = page.getByRole('region', { name: 'Uploads' });
  await expect(panel).toContainText('3 files uploaded');
  await enter(page, panel.getByRole('button', { name: 'Close' }));
  await expect(panel).toBeHidden();
  await expect(page.locator('.tile')).toHaveCount(3);
  await expect.poll(() => user.list()).toHaveLength(3);
});

test('an album is made of a search, arranged, half deleted and restored by keys alone', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await user.have([...canons(pictures.slice(0, 4)), ...pictures.slice(4, 6)]);
  await open('/photos');
  await expect(page.locator('.tile')).toHaveCount(6);
  await expect(page.getByRole('combobox', { name: 'Search photos and music' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('camera:canon');
  await page.keyboard.press('Enter');
  await expect(page.locator('.search-count')).toHaveText('4 photos');
  await reachGrid(page);
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+a');
  await expect(page.getByText('4 selected')).toBeVisible();
  await enter(page, selection(page, 'Add to album'), 'Shift+Tab');
  const dialog = page.getByRole('dialog', { name: 'Add 4 items to an album' });
  await enter(page, dialog.getByRole('button', { name: 'New album' }));
  await page.keyboard.type('By the sea');
  await page.keyboard.press('Enter');
  await expect(page.getByText('4 items added to “By the sea”.')).toBeVisible();

  await enter(page, section(page, 'Photos', 'Albums'), 'Shift+Tab');
  await enter(page, page.getByRole('link', { name: /By the sea/ }));
  await expect(page.locator('.tile')).toHaveCount(4);
  const ids = () =>
    page.locator('.tile').evaluateAll((tiles) => tiles.map((t) => (t as HTMLElement).dataset.id));
  const [first, second, ...others] = await ids();
  await enter(page, page.getByRole('button', { name: 'Arrange' }));
  await reach(page, page.locator('.arrange-tile').first().getByRole('checkbox'));
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('Moved to place 2 of 4.')).toBeAttached();
  await enter(page, page.getByRole('button', { name: 'Done' }), 'Shift+Tab');
  await expect.poll(ids).toEqual([second, first, ...others]);

  await reachGrid(page);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+Space');
  await expect(page.getByText('2 selected')).toBeVisible();
  await enter(page, selection(page, 'Delete'), 'Shift+Tab');
  await expect(toast(page, '2 files deleted.')).toBeVisible();
  await expect.poll(ids).toEqual(others);
  await enter(page, section(page, 'Photos', 'Trash'), 'Shift+Tab');
  await enter(page, page.getByRole('button', { name: 'Restore all' }));
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await expect.poll(() => user.list()).toHaveLength(6);
});

test('dates of many are changed and changed back, and all is downloaded, by keys alone', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await user.have(canons(pictures.slice(0, 4)));
  const before = await datesOf(user);
  await open('/photos');
  await expect(page.locator('.tile')).toHaveCount(4);
  await reachGrid(page);
  await page.keyboard.press('Control+a');
  await enter(page, selection(page, 'Edit'), 'Shift+Tab');
  const panel = page.getByRole('dialog', { name: 'Edit 4 files' });
  await reach(page, panel.getByLabel('Date'));
  await page.keyboard.type('12212012');
  await enter(page, panel.getByRole('button', { name: 'Save' }));
  await expect(toast(page, '4 files changed.')).toBeVisible();
  expect(await datesOf(user)).toEqual(new Array(4).fill('2012-12-21'));
  await enter(page, toast(page, '4 files changed.').getByRole('button', { name: 'Undo' }));
  await expect.poll(() => datesOf(user)).toEqual(before);

  await reachGrid(page);
  await page.keyboard.press('Control+a');
  const downloading = page.waitForEvent('download');
  await enter(page, selection(page, 'Download'), 'Shift+Tab');
  expect((await downloading).suggestedFilename()).toMatch(/\.zip$/);
});

test('an album of music is found and played by keys alone', async ({ page, user, open }) => {
  const tracks = ['Hunter', 'Jóga', 'Pluto'];
  await user.have(
    tracks.map((title, i) =>
      makeSong({
        name: `${i}.mp3`,
        seconds: 8,
        pitch: 300 + 40 * i,
        tags: { title, artist: 'Björk', album: 'Homogenic', track: String(i + 1) },
      }),
    ),
  );
  await open('/photos');
  await enter(page, section(page, 'Music', 'Albums'));
  await enter(page, page.getByRole('link', { name: 'Homogenic' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Homogenic' })).toBeVisible();
  await enter(page, page.getByRole('button', { name: 'Play', exact: true }));
  const player = page.getByRole('region', { name: 'Player' });
  await expect(player.getByText('Hunter', { exact: true })).toBeVisible();
  await enter(page, player.getByRole('button', { name: 'Next', exact: true }));
  await expect(player.getByText('Jóga', { exact: true })).toBeVisible();
  await page.keyboard.press('k');
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});
