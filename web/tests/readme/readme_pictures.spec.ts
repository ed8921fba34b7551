import { writeFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { Drive } from '../drive';
import { expect, test } from '../fixtures';
import type { Picture } from '../landscapes';
import { type File, User } from '../user';
import { phones } from './phones';
import { photographs } from './photographs';
import { PLAYED, tracksOfRecords } from './records';
import { photosOfTrips } from './trips';

const docs = new URL('../../../docs/', import.meta.url);
const QUALITY = 0.8;
/** Grids are sharper than they are by default, because the pictures are taken at a finer scale. */
const RENDITIONS = 'small=webp:256:75,medium=webp:640:80,large=webp:1440:82';
const FAVORITES = [1, 6, 12, 15];

const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  deviceScaleFactor: 1.5,
};
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

let drive: Drive;
let user: User;
let photos: File[];

test.describe.configure({ mode: 'serial' });

/** Uploads so few at a time that the drive has prepared them soon. */
async function haveAll(files: readonly Picture[]): Promise<File[]> {
  const there: File[] = [];
  for (let at = 0; at < files.length; at += 8)
    there.push(...(await user.have(files.slice(at, at + 8))));
  return there;
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(1_800_000);
  const page = await browser.newPage();
  const tracks = await tracksOfRecords(page);
  await page.close();
  const trips = photosOfTrips(photographs());
  drive = await Drive.start({ AUDMG_RENDITIONS: RENDITIONS });
  user = await User.signUp(drive.url, 'Ada');
  await haveAll(tracks);
  photos = await haveAll(trips.photos);
  const ids = new Map(photos.map(({ fileName, fileId }) => [fileName, fileId]));
  for (const { title, names } of [...trips.albums].reverse()) {
    const { collectionId } = await user.send<{ collectionId: string }>('/collections', {
      title,
      kind: 'album',
    });
    await user.send(`/collections/${collectionId}/files`, {
      fileIds: names.map((name) => ids.get(name)),
    });
  }
  for (const at of FAVORITES)
    await user.send(`/files/${photos[at]?.fileId}`, { favorite: true }, 'PATCH');
});

test.afterAll(async () => {
  await drive?.stop();
});

/** Opens a page of the app, and returns what `take` makes of it. */
async function opened<Result>(
  browser: Browser,
  options: BrowserContextOptions,
  path: string,
  take: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
  try {
    await context.addInitScript(
      (session) => localStorage.setItem('audmg.session', session),
      user.session(),
    );
    const page = await context.newPage();
    await page.goto(drive.url + path);
    return await take(page);
  } finally {
    await context.close();
  }
}

/** Waits until every picture in the window is there. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await expect
    .poll(() =>
      page.evaluate(() => {
        const images = [...document.querySelectorAll('img')].filter((image) => {
          const { top, bottom } = image.getBoundingClientRect();
          return bottom > 0 && top < innerHeight;
        });
        return (
          images.length > 0 &&
          images.every(({ complete, naturalWidth }) => complete && naturalWidth > 0)
        );
      }),
    )
    .toBe(true);
  await page.waitForTimeout(800);
}

/** Plays the record, to the middle of one of its songs. */
async function play(page: Page): Promise<void> {
  await page.getByRole('link', { name: PLAYED.album }).first().click();
  const row = page.getByRole('row', { name: new RegExp(`^${PLAYED.track}`) });
  if (await page.evaluate(() => matchMedia('(pointer: coarse)').matches)) await row.tap();
  else await row.dblclick();
  const bar = page.getByRole('region', { name: 'Player' });
  await expect(bar.getByText(PLAYED.track, { exact: true })).toBeVisible();
}

async function seek(page: Page, within: string): Promise<void> {
  const waveform = page.locator(`${within} .waveform`).first();
  const box = await waveform.boundingBox();
  if (box) await page.mouse.click(box.x + box.width * 0.38, box.y + box.height / 2);
}

async function keep(browser: Browser, name: string, png: Buffer): Promise<void> {
  const page = await browser.newPage();
  const webp = await page.evaluate(
    async ([data, quality]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
      let bytes = '';
      for (const byte of new Uint8Array(await blob.arrayBuffer()))
        bytes += String.fromCharCode(byte);
      return btoa(bytes);
    },
    [png.toString('base64'), QUALITY] as const,
  );
  await page.close();
  const buffer = Buffer.from(webp, 'base64');
  writeFileSync(new URL(name, docs), buffer);
  console.log(`docs/${name}: ${Math.round(buffer.length / 1000)} kB`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`photos, ${colorScheme}`, async ({ browser }) => {
    const png = await opened(browser, { ...DESKTOP, colorScheme }, '/photos', async (page) => {
      await expect(page.locator('.library')).toHaveAttribute('aria-busy', 'false');
      await settled(page);
      return page.screenshot();
    });
    await keep(browser, `photos-${colorScheme}.webp`, png);
  });

  test(`music, ${colorScheme}`, async ({ browser }) => {
    const png = await opened(browser, { ...DESKTOP, colorScheme }, '/audio', async (page) => {
      await play(page);
      await seek(page, '.player');
      await page.goBack();
      await page.mouse.move(640, 4);
      await settled(page);
      return page.screenshot();
    });
    await keep(browser, `music-${colorScheme}.webp`, png);
  });
}

test('phone', async ({ browser }) => {
  test.setTimeout(120_000);
  const light = { ...PHONE, colorScheme: 'light' } as const;
  const dark = { ...PHONE, colorScheme: 'dark' } as const;
  const timeline = await opened(browser, light, '/photos', async (page) => {
    await settled(page);
    return page.screenshot();
  });
  const photo = await opened(browser, dark, `/photos/${photos[7]?.fileId}`, async (page) => {
    await settled(page);
    return page.screenshot();
  });
  const playing = await opened(browser, dark, '/audio', async (page) => {
    await play(page);
    await page
      .getByRole('region', { name: 'Player' })
      .getByText(PLAYED.track, { exact: true })
      .click();
    await seek(page, '.now-playing');
    await page.mouse.move(4, 4);
    await settled(page);
    return page.screenshot();
  });
  await keep(browser, 'phone.webp', await phones(browser, [timeline, photo, playing]));
});
