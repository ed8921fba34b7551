import type { Page } from '@playwright/test';
import { barriers, expect, section, test } from './fixtures';
import { makeSong } from './sounds';
import type { User } from './user';

const sound = <T>(page: Page, read: (element: HTMLAudioElement) => T) =>
  page.locator('audio').evaluate(read as (element: HTMLElement | SVGElement) => T);
const time = (page: Page) => sound(page, (element) => element.currentTime);
const isPaused = (page: Page) => sound(page, (element) => element.paused);

const LYRICS = '[00:00.00]First line\n[00:03.00]Second line\n[00:40.00]Last line';

const NAMES = ['One', 'Two', 'Three', 'Four'];
const LONG_NAME = 'A song with a very long title that goes on and on';

const songOf = (title: string) =>
  makeSong({
    name: `${title.slice(0, 6)}.flac`,
    seconds: 60,
    pitch: 180 + 40 * title.length,
    tags: { title, artist: 'Ada', lyrics: LYRICS },
  });

// Before any connection is made, which would be closed while the songs are made.
test.beforeAll(() => {
  for (const name of [...NAMES, LONG_NAME]) songOf(name);
});

/** Uploads songs, the first one first in the list. */
const haveSongs = (user: User, names = NAMES) => user.have(names.map(songOf).reverse());

async function playSong(page: Page, title: string) {
  await page.getByRole('button', { name: new RegExp(`^Play ${title}`) }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(0.2);
}

const bar = (page: Page) => page.getByRole('region', { name: 'Player' });
const nowPlaying = (page: Page) => page.getByRole('dialog', { name: 'Now playing' });
const openNowPlaying = async (page: Page) => {
  await page.getByRole('button', { name: /^Show what is playing/ }).click();
  await expect(nowPlaying(page)).toBeVisible();
};

test('the queue, the song and the position outlive a reload', async ({ page, user, open }) => {
  await haveSongs(user);
  await open('/audio');
  await playSong(page, 'Two');
  await bar(page).getByRole('button', { name: 'Repeat: off' }).click();
  await page.getByRole('slider', { name: 'Seek' }).press('ArrowRight');
  await page.getByRole('slider', { name: 'Seek' }).press('ArrowRight');
  await expect.poll(() => time(page)).toBeGreaterThan(10);
  const before = await time(page);
  await page.reload();
  await expect(bar(page).getByText('Two', { exact: true })).toBeVisible();
  expect(await isPaused(page)).toBe(true);
  await expect(bar(page).getByRole('button', { name: 'Repeat: all' })).toBeVisible();
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  const names = page.getByRole('region', { name: 'Queue' }).locator('.queue-names > span');
  await expect(names).toHaveText(['Two', 'Three', 'Four']);
  await bar(page).getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(before - 0.5);
  expect(await time(page)).toBeLessThan(before + 5);
});

test('one tab plays at a time', async ({ page, context, user, open }) => {
  await haveSongs(user, ['One', 'Two']);
  await open('/audio');
  await playSong(page, 'One');
  const other = await context.newPage();
  await other.goto(page.url());
  await playSong(other, 'Two');
  await expect.poll(() => isPaused(page)).toBe(true);
  await expect(bar(page).getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await bar(page).getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => isPaused(other)).toBe(true);
  expect(await isPaused(page)).toBe(false);
});

test('songs are moved and removed by keys and menus, and shuffle can be taken back', async ({
  page,
  user,
  open,
  look,
}) => {
  await haveSongs(user);
  await open('/audio');
  await playSong(page, 'One');
  await page.getByRole('button', { name: /for Four$/ }).click();
  await page.getByRole('menuitem', { name: 'Play next' }).click();
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  const queue = page.getByRole('region', { name: 'Queue' });
  const names = () => queue.locator('.queue-names > span').allTextContents();
  await expect.poll(names).toEqual(['One', 'Four', 'Two', 'Three', 'Four']);
  await expect(queue.getByRole('heading', { level: 3 })).toHaveText(['Added by you', 'Next up']);
  await look('queue-sections');
  const grip = queue.getByRole('button', { name: 'Move or remove Three' });
  await grip.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(names).toEqual(['One', 'Four', 'Three', 'Two', 'Four']);
  await expect(grip).toBeFocused();
  await expect(queue.getByRole('status')).toHaveText('Three is now 2 of 4');
  await page.keyboard.press('Enter');
  await queue.getByRole('button', { name: 'Move to the end' }).click();
  await expect.poll(names).toEqual(['One', 'Four', 'Two', 'Four', 'Three']);
  const shuffle = bar(page).getByRole('button', { name: 'Shuffle' });
  await shuffle.click();
  await expect(shuffle).toHaveAttribute('aria-pressed', 'true');
  await shuffle.click();
  await expect.poll(names).toEqual(['One', 'Four', 'Two', 'Four', 'Three']);
  await queue.getByRole('button', { name: 'Clear' }).click();
  await expect.poll(names).toEqual(['One']);
});

test('songs are dragged to their places', async ({ page, user, open }) => {
  await haveSongs(user);
  await open('/audio');
  await playSong(page, 'One');
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  const queue = page.getByRole('region', { name: 'Queue' });
  const grip = queue.getByRole('button', { name: 'Move or remove Four' });
  const target = queue.getByRole('button', { name: 'Move or remove Two' });
  await grip.hover();
  await page.mouse.down();
  await target.hover();
  await page.mouse.up();
  await expect(queue.locator('.queue-names > span')).toHaveText(['One', 'Four', 'Two', 'Three']);
  await expect(page.locator(':popover-open')).toHaveCount(0);
});

test('what is playing fills the screen, obeys keys, and goes with Back', async ({
  page,
  user,
  open,
  look,
}) => {
  await haveSongs(user);
  await open('/photos');
  await section(page, 'Music', 'Home').click();
  await playSong(page, 'One');
  await openNowPlaying(page);
  await expect(nowPlaying(page).getByRole('button', { name: 'Pause' })).toBeFocused();
  await page.keyboard.press(' ');
  await expect.poll(() => isPaused(page)).toBe(true);
  await expect(nowPlaying(page)).toBeVisible();
  await page.keyboard.press('k');
  await expect.poll(() => isPaused(page)).toBe(false);
  await page.keyboard.press('m');
  await expect(nowPlaying(page).getByRole('button', { name: 'Unmute' })).toBeVisible();
  await page.keyboard.press('m');
  await look('now-playing-queue');
  await page.getByRole('tab', { name: 'Lyrics' }).click();
  await page.getByRole('button', { name: 'Last line' }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(39.9);
  await expect(page.getByRole('listitem').filter({ hasText: 'Last line' })).toHaveAttribute(
    'aria-current',
    'true',
  );
  await look('now-playing-lyrics');
  await page.goBack();
  await expect(nowPlaying(page)).toBeHidden();
  await expect(page).toHaveURL(/\/audio$/);
  await expect(page.getByRole('button', { name: /^Show what is playing/ })).toBeFocused();
  expect(await isPaused(page)).toBe(false);
  await openNowPlaying(page);
  await page.keyboard.press('Escape');
  await expect(nowPlaying(page)).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(/\/photos$/);
});

test('the screen of what is playing fits small windows', async ({ page, user, open }) => {
  await haveSongs(user, [LONG_NAME, 'Two']);
  await open('/audio');
  await playSong(page, 'A song');
  await openNowPlaying(page);
  for (const [width, height] of [
    [844, 390],
    [720, 450],
    [320, 568],
    [390, 844],
    [820, 1180],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const name of ['Back to the library', 'Pause', 'Mute', 'Sleep timer', 'Shuffle']) {
      const box = await nowPlaying(page).getByRole('button', { name, exact: true }).boundingBox();
      const { x = -1, y = -1, width: w = 0, height: h = 0 } = box ?? {};
      const fits = x >= 0 && y >= 0 && x + w <= width && y + h <= height;
      expect(fits, `${name} at ${width}x${height}: ${JSON.stringify(box)}`).toBe(true);
    }
  }
  expect(await barriers(page)).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the queue, seeking and closing are within reach', async ({ page, user, open, look }) => {
    await haveSongs(user);
    await open('/audio');
    await page.getByRole('button', { name: /^Play One/ }).tap();
    await expect.poll(() => time(page)).toBeGreaterThan(0.2);
    const line = bar(page).getByRole('slider', { name: 'Seek' });
    const { width = 0, height = 0 } = (await line.boundingBox()) ?? {};
    expect(height).toBeGreaterThanOrEqual(24);
    await line.tap({ position: { x: width / 2, y: height / 2 } });
    await expect.poll(() => time(page)).toBeGreaterThan(28);
    await bar(page).getByRole('button', { name: 'Queue', exact: true }).tap();
    await expect(nowPlaying(page).locator('.queue-names > span').first()).toHaveText('One');
    await look('queue-phone');
    await nowPlaying(page).getByRole('button', { name: 'Close the player' }).tap();
    await expect(bar(page)).toBeHidden();
    await page.reload();
    await expect(page.getByRole('button', { name: /^Play One/ })).toBeVisible();
    await expect(bar(page)).toBeHidden();
  });
});
