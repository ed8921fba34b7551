import type { Page } from '@playwright/test';
import { gainFor } from '../src/player/loudness';
import { expect, section, test } from './fixtures';
import { makeSong } from './sounds';
import type { User } from './user';

const audio = <T>(page: Page, read: (element: HTMLAudioElement) => T) =>
  page.locator('audio').evaluate(read as (element: HTMLElement | SVGElement) => T);
const time = (page: Page) => audio(page, (element) => element.currentTime);

async function haveSongs(user: User) {
  return user.have([
    makeSong({
      name: 'c.flac',
      seconds: 40,
      pitch: 220,
      decibels: -30,
      tags: { title: 'Third', artist: 'Ada' },
    }),
    makeSong({ name: 'b.wav', seconds: 30, pitch: 330 }),
    makeSong({
      name: 'a.mp3',
      seconds: 60,
      pitch: 440,
      decibels: -3,
      tags: { title: 'First', artist: 'Ada', album: 'Calm' },
    }),
  ]);
}

test('the list tells title, artist, cover and length', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const cover = pictures[4] as (typeof pictures)[0];
  await haveSongs(user);
  await user.have([
    makeSong({
      name: 'd.mp3',
      seconds: 75,
      pitch: 500,
      tags: { title: 'With a Cover', artist: 'Grace', album: 'Pictures' },
      cover,
    }),
  ]);
  await open('/audio');
  const rows = page.locator('.song-rows > [role=row]');
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(0)).toContainText('With a Cover');
  await expect(rows.nth(0)).toContainText('Grace');
  await expect(rows.nth(0)).toContainText('Pictures');
  await expect(rows.nth(0)).toContainText('1:15');
  await expect(rows.nth(0).locator('img')).toBeVisible();
  await expect(rows.nth(2)).toContainText('b');
  await look('audio');
  await rows
    .nth(0)
    .getByRole('button', { name: /^Play With a Cover/ })
    .click();
  await expect.poll(() => time(page)).toBeGreaterThan(0.2);
  await look('audio-playing');
  await page.getByRole('button', { name: /^Show what is playing/ }).click();
  await look('now-playing');
});

test('seeking in the waveform leads to that moment', async ({ page, user, open }) => {
  await haveSongs(user);
  await open('/audio');
  await page.getByRole('button', { name: /^Play First/ }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(0.3);
  const wave = page.getByRole('slider', { name: 'Seek' });
  const box = (await wave.boundingBox()) as NonNullable<
    Awaited<ReturnType<typeof wave.boundingBox>>
  >;
  await wave.click({ position: { x: box.width * 0.75, y: box.height / 2 } });
  await expect.poll(() => time(page)).toBeGreaterThan(44.5);
  expect(await time(page)).toBeLessThan(48);
  await wave.press('ArrowLeft');
  await expect.poll(() => time(page)).toBeLessThan(43.5);
  await wave.press('Home');
  await expect.poll(() => time(page)).toBeLessThan(3);
  const drawn = await wave.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const pixels =
      canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let heights = 0;
    for (let i = 3; i < pixels.length; i += 4) if (pixels[i]) heights++;
    return heights / (canvas.width * canvas.height);
  });
  expect(drawn).toBeGreaterThan(0.15);
});

test('the player stays while one looks around, and obeys keys', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await user.have(pictures.slice(0, 2));
  await haveSongs(user);
  await open('/audio');
  await page.getByRole('button', { name: /^Play First/ }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(0.3);
  await section(page, 'Photos', 'All photos').click();
  await expect(page.locator('.tile')).toHaveCount(2);
  const before = await time(page);
  await expect.poll(() => time(page)).toBeGreaterThan(before + 0.3);
  await page.locator('body').press('k');
  await expect.poll(() => audio(page, (element) => element.paused)).toBe(true);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press(' ');
  await expect.poll(() => audio(page, (element) => element.paused)).toBe(false);
  await page.keyboard.press('n');
  await expect(page.getByLabel('Player').getByText('b', { exact: true })).toBeVisible();
});

test('the queue shows what comes, and can be changed', async ({ page, user, open, look }) => {
  await haveSongs(user);
  await open('/audio');
  await page.getByRole('button', { name: 'Play all' }).click();
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  const queue = page.getByRole('region', { name: 'Queue' });
  const titles = () => queue.locator('.queue-names > span').allTextContents();
  await expect.poll(titles).toEqual(['First', 'b', 'Third']);
  await look('queue');
  await queue.getByRole('button', { name: 'Move or remove Third' }).click();
  await queue.getByRole('button', { name: 'Move up' }).click();
  await expect.poll(titles).toEqual(['First', 'Third', 'b']);
  await queue.getByRole('button', { name: 'Remove from the queue: Third' }).click();
  await expect.poll(titles).toEqual(['First', 'b']);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect.poll(titles).toEqual(['b']);
  await expect(page.getByRole('button', { name: 'Next', exact: true })).toBeDisabled();
});

test('songs of any loudness sound alike, unless one says otherwise', async ({
  page,
  user,
  open,
}) => {
  const [third, , first] = await haveSongs(user);
  await page.addInitScript(() => {
    const nodes: GainNode[] = [];
    Object.assign(window, { gainNodes: nodes });
    const { createGain } = AudioContext.prototype;
    AudioContext.prototype.createGain = function (this: AudioContext) {
      const node = createGain.call(this);
      nodes.push(node);
      return node;
    };
  });
  await open('/audio');
  // The first two nodes are the volume of the song, and that of everything.
  const volume = () =>
    page.evaluate(() => {
      const { gainNodes } = window as unknown as { gainNodes: GainNode[] };
      return gainNodes.slice(0, 2).reduce((product, { gain }) => product * gain.value, 1);
    });
  await page.getByRole('slider', { name: 'Volume' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Play First/ }).click();
  const slider = page.getByRole('slider', { name: 'Volume' });
  await slider.fill('0.8');
  const chosen = 0.8 ** 3;
  const gain = gainFor(first as never);
  expect(gain).toBeLessThan(0.8);
  await expect.poll(volume).toBeCloseTo(chosen * gain, 3);
  await page.getByRole('button', { name: 'Even loudness between songs' }).click();
  await expect.poll(volume).toBeCloseTo(chosen, 3);
  await page.getByRole('button', { name: 'Even loudness between songs' }).click();
  await page.getByRole('button', { name: /^Play Third/ }).click();
  const boosted = gainFor(third as never);
  expect(boosted).toBeGreaterThan(1.2);
  await expect.poll(volume).toBeCloseTo(chosen * boosted, 3);
});

test('media keys and lock screens know what plays', async ({ page, user, open }) => {
  await haveSongs(user);
  await open('/audio');
  await page.getByRole('button', { name: /^Play First/ }).click();
  await expect.poll(() => time(page)).toBeGreaterThan(0.2);
  const known = await page.evaluate(() => {
    const { metadata, playbackState } = navigator.mediaSession;
    return {
      title: metadata?.title,
      artist: metadata?.artist,
      album: metadata?.album,
      playbackState,
    };
  });
  expect(known).toEqual({ title: 'First', artist: 'Ada', album: 'Calm', playbackState: 'playing' });
});

test.describe('on a phone', () => {
  test.use({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });

  test('the bar opens to a whole screen', async ({ page, user, open, look }) => {
    await haveSongs(user);
    await open('/audio');
    await page.getByRole('button', { name: /^Play First/ }).tap();
    await expect.poll(() => time(page)).toBeGreaterThan(0.2);
    await look('audio-phone-dark');
    await page.getByRole('button', { name: /^Show what is playing/ }).tap();
    await expect(page.getByRole('dialog', { name: 'Now playing' })).toBeVisible();
    await look('now-playing-phone-dark');
    await page.getByRole('button', { name: 'Back to the library' }).tap();
    await expect(page.getByRole('dialog')).toBeHidden();
  });
});
