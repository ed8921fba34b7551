import type { Page } from '@playwright/test';
import { withExif } from './exif';
import { expect, test } from './fixtures';

const shown = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

test('keys lead through the pictures, and back', async ({ page, user, open, pictures, look }) => {
  await user.have(pictures.slice(0, 4));
  await open('/photos');
  await page.getByRole('link', { name: 'landscape-4.jpg' }).click();
  await expect(
    shown(page, 'landscape-4.jpg').getByRole('img', { name: 'landscape-4.jpg' }),
  ).toBeVisible();
  await look('photo');
  await page.keyboard.press('ArrowRight');
  await expect(shown(page, 'landscape-3.jpg')).toBeVisible();
  await page.keyboard.press('End');
  await expect(shown(page, 'landscape-1.jpg')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next photo' })).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await expect(shown(page, 'landscape-2.jpg')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page).toHaveURL(/\/photos$/);
  await expect(page.getByRole('link', { name: 'landscape-2.jpg' })).toBeFocused();
});

test('it zooms by wheel, key and double click, to the original’s pixels', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const [file] = await user.have(pictures.slice(0, 1));
  await open(`/photos/${file?.fileId}`);
  const scale = () =>
    page
      .locator('.picture')
      .evaluate((picture) => new DOMMatrix(getComputedStyle(picture).transform).a);
  await expect(page.getByRole('img', { name: 'landscape-1.jpg' })).toBeVisible();
  const original = page.waitForRequest((request) => request.url().includes('/objects/orig/'));
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, -300);
  await original;
  await expect.poll(scale).toBeGreaterThan(2);
  await page.keyboard.press('0');
  await expect.poll(scale).toBe(1);
  await page.mouse.dblclick(700, 420);
  await expect.poll(scale).toBe(2.5);
  await page.mouse.move(700, 420);
  await page.mouse.down();
  await page.mouse.move(500, 420, { steps: 4 });
  await page.mouse.up();
  await expect(shown(page, 'landscape-1.jpg')).toBeVisible();
  await page.keyboard.press('-');
  await expect.poll(scale).toBeCloseTo(2.5 / 1.5, 1);
});

test('details tell what the camera noted', async ({ page, user, open, pictures, look }) => {
  const picture = pictures[0] as (typeof pictures)[0];
  const buffer = withExif(picture.buffer, {
    make: 'Camera Works',
    model: 'Model 7',
    takenAt: '2025:06:21 18:30:00',
    exposure: [1, 250],
    fNumber: [28, 10],
    iso: 400,
    place: [48.85837, 2.29448],
  });
  const [file] = await user.have([{ ...picture, name: 'summer.jpg', buffer }]);
  await open(`/photos/${file?.fileId}`);
  await expect(shown(page, 'summer.jpg')).toBeVisible();
  await page.keyboard.press('i');
  const details = page.getByRole('complementary', { name: 'Details' });
  for (const text of [
    'Camera Works Model 7',
    'ƒ/2.8',
    '1/250 s',
    'ISO 400',
    '48.85837° N, 2.29448° E',
    'June 21, 2025',
  ]) {
    await expect(details).toContainText(text);
  }
  await look('photo-details');
});

test('the original is downloaded, and deleting leads to the next', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const files = await user.have(pictures.slice(0, 2));
  await open(`/photos/${files[1]?.fileId}`);
  await expect(shown(page, 'landscape-2.jpg')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('landscape-2.jpg');
  await page.keyboard.press('Delete');
  await page
    .getByRole('dialog', { name: 'Delete 1 file?' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(shown(page, 'landscape-1.jpg')).toBeVisible();
  expect((await user.list()).map((file) => file.fileId)).toEqual([files[0]?.fileId]);
});

test.describe('on a phone', () => {
  test.use({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  });

  test('a swipe leads on, a swipe down leads back, and two fingers zoom', async ({
    page,
    user,
    open,
    pictures,
    look,
  }) => {
    await user.have(pictures.slice(0, 3));
    await open('/photos');
    await expect(page.locator('.tile img.loaded')).toHaveCount(3);
    await look('photos-phone');
    await page.getByRole('link', { name: 'landscape-3.jpg' }).tap();
    await expect(shown(page, 'landscape-3.jpg')).toBeVisible();
    await page
      .getByRole('dialog')
      .evaluate((view) =>
        Promise.all(view.getAnimations({ subtree: true }).map((animation) => animation.finished)),
      );
    await expect
      .poll(() =>
        page
          .locator('.picture img')
          .last()
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBeGreaterThan(0);
    await look('photo-phone');
    const client = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    const swipe = async (from: [number, number], to: [number, number]) => {
      await touch('touchStart', from);
      for (const share of [0.25, 0.5, 0.75, 1]) {
        await touch('touchMove', [
          from[0] + (to[0] - from[0]) * share,
          from[1] + (to[1] - from[1]) * share,
        ]);
      }
      await touch('touchEnd');
    };
    await swipe([320, 420], [80, 425]);
    await expect(shown(page, 'landscape-2.jpg')).toBeVisible();
    await swipe([80, 420], [320, 425]);
    await expect(shown(page, 'landscape-3.jpg')).toBeVisible();
    await touch('touchStart', [170, 420], [220, 420]);
    await touch('touchMove', [120, 420], [270, 420]);
    await touch('touchMove', [70, 420], [320, 420]);
    await touch('touchEnd');
    const scale = () =>
      page
        .locator('.picture')
        .evaluate((picture) => new DOMMatrix(getComputedStyle(picture).transform).a);
    await expect.poll(scale).toBeGreaterThan(3);
    await page.keyboard.press('0');
    await expect.poll(scale).toBe(1);
    await swipe([200, 300], [205, 600]);
    await expect(page.getByRole('dialog')).toBeHidden();
  });
});
