import type { Page } from '@playwright/test';
import { withExif } from './exif';
import { expect, test } from './fixtures';
import { clip, withMotion } from './motion';

const view = (page: Page) => page.locator('.photo-view');
const tile = (page: Page, id: string | undefined) => page.locator(`[data-id="${id}"] a`).first();
const scale = (page: Page) =>
  page
    .locator('.slide.current .picture')
    .evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);

/** Waits until the picture with this id is the one that is looked at. */
async function seen(page: Page, id: string | undefined): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`/photos/${id}`));
  await expect(page.locator('.slide.current img').last()).toBeVisible();
}

test('keys lead through the pictures, and back to the one seen last', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const [first, second, third, fourth] = await user.have(pictures.slice(0, 4));
  await open('/photos');
  await tile(page, fourth?.fileId).click();
  await seen(page, fourth?.fileId);
  await look('photo');
  await page.keyboard.press('ArrowRight');
  await seen(page, third?.fileId);
  await page.keyboard.press('End');
  await seen(page, first?.fileId);
  await expect(page.getByRole('button', { name: 'Next photo' })).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await seen(page, second?.fileId);
  await page.keyboard.press('Escape');
  await expect(view(page)).toBeHidden();
  await expect(page).toHaveURL(/\/photos$/);
  await expect(tile(page, second?.fileId)).toBeFocused();
  await expect(page).toHaveTitle(/^Photos/);
});

test('closing goes back where it was opened, so that Back does not open it again', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const [first, second] = await user.have(pictures.slice(0, 2));
  await open('/audio');
  await page.evaluate(() => history.pushState(null, '', '/photos'));
  await tile(page, second?.fileId).click();
  await seen(page, second?.fileId);
  await page.keyboard.press('ArrowRight');
  await seen(page, first?.fileId);
  await page.getByRole('button', { name: 'Back to the library' }).click();
  await expect(view(page)).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(/\/audio$/);
  await page.goto(`${user.url}/photos/${first?.fileId}`);
  await seen(page, first?.fileId);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/photos$/);
  await expect(tile(page, first?.fileId)).toBeFocused();
});

test('the grid scrolls to a picture that is far from the one that was opened', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await page.setViewportSize({ width: 390, height: 250 });
  const files = await user.have(pictures.slice(0, 6));
  await open('/photos');
  await tile(page, files.at(-1)?.fileId).click();
  await seen(page, files.at(-1)?.fileId);
  await page.keyboard.press('End');
  await seen(page, files[0]?.fileId);
  await page.keyboard.press('Escape');
  await expect(tile(page, files[0]?.fileId)).toBeFocused();
  await expect(tile(page, files[0]?.fileId)).toBeInViewport();
});

test('the bar tells day and place, fades while the mouse rests, and comes back', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const picture = pictures[0] as (typeof pictures)[0];
  const buffer = withExif(picture.buffer, {
    make: 'Camera Works',
    model: 'Model 7',
    takenAt: '2021:06:21 18:30:00',
    exposure: [1, 250],
    fNumber: [28, 10],
    iso: 400,
    place: [48.85837, 2.29448],
  });
  const [file] = await user.have([{ ...picture, buffer }]);
  await open(`/photos/${file?.fileId}`);
  const bar = page.locator('.photo-bar');
  await expect(bar).toContainText('June 21, 2021');
  await expect(bar).toContainText('6:30');
  await expect(bar).not.toContainText('.jpg');
  await expect(page).toHaveTitle(/June 21, 2021/);
  await page.mouse.move(600, 500);
  await expect(bar).toHaveCSS('opacity', '0');
  await page.mouse.move(620, 500);
  await expect(bar).toHaveCSS('opacity', '1');
  await expect(bar).toHaveCSS('opacity', '0');
  await page.keyboard.press('Tab');
  await expect(bar).toHaveCSS('opacity', '1');
});

test('it zooms by wheel, key and double click, to the original’s pixels', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const [file] = await user.have(pictures.slice(0, 1));
  await open(`/photos/${file?.fileId}`);
  await seen(page, file?.fileId);
  const original = page.waitForRequest((request) => request.url().includes('/objects/orig/'));
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, -300);
  await original;
  await expect.poll(() => scale(page)).toBeGreaterThan(2);
  await page.keyboard.press('0');
  await expect.poll(() => scale(page)).toBe(1);
  await page.mouse.dblclick(700, 420);
  await expect.poll(() => scale(page)).toBe(2.5);
  await page.mouse.move(700, 420);
  await page.mouse.down();
  await page.mouse.move(500, 420, { steps: 4 });
  await page.mouse.up();
  await seen(page, file?.fileId);
  await page.keyboard.press('-');
  await expect.poll(() => scale(page)).toBeCloseTo(2.5 / 1.5, 1);
});

test('details tell in words what is known', async ({ page, user, open, pictures, look }) => {
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
  const patch = { keywords: ['old town', 'tower'], rating: 4, description: 'The tower at noon' };
  await user.change(file?.fileId, patch);
  const collectionId = await user.collect('Paris', file ? [file] : []);
  await open(`/photos/${file?.fileId}`);
  await expect(page.getByRole('dialog', { name: 'The tower at noon' })).toBeVisible();
  await page.keyboard.press('i');
  const details = page.getByRole('complementary', { name: 'Details' });
  for (const text of [
    'Taken',
    'Added',
    'summer.jpg',
    'The tower at noon',
    'Camera Works Model 7',
    'ƒ/2.8',
    '1/250 s',
    'ISO 400',
    '48.85837° N, 2.29448° E',
    'June 21, 2025',
  ]) {
    await expect(details).toContainText(text);
  }
  await expect(details.getByRole('img', { name: '4 of 5 stars' })).toBeVisible();
  await expect(details.getByRole('link', { name: 'Paris' })).toHaveAttribute(
    'href',
    `/albums/${collectionId}`,
  );
  await expect(details.getByRole('link', { name: 'old town' })).toHaveAttribute(
    'href',
    `/search?q=${encodeURIComponent('keyword:"old town"')}`,
  );
  await look('photo-details');
  await page.setViewportSize({ width: 390, height: 844 });
  await look('photo-details-phone');
});

test('the original is downloaded, and deleting leads to the next', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const files = await user.have(pictures.slice(0, 2));
  await open(`/photos/${files[1]?.fileId}`);
  await seen(page, files[1]?.fileId);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('landscape-2.jpg');
  await page.keyboard.press('Delete');
  await seen(page, files[0]?.fileId);
  const left = async () => (await user.list()).map((file) => file.fileId);
  await expect.poll(left).toEqual([files[0]?.fileId]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await user.list()).length).toBe(2);
});

test('the heart makes a favorite', async ({ page, user, open, pictures }) => {
  const [file] = await user.have(pictures.slice(0, 1));
  await open(`/photos/${file?.fileId}`);
  await seen(page, file?.fileId);
  await page.keyboard.press('f');
  const heart = page.getByRole('button', { name: 'Remove from favorites' });
  await expect(heart).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await user.list())[0]?.favorite).toBe(true);
  await heart.click();
  await expect.poll(async () => (await user.list())[0]?.favorite).toBeUndefined();
});

test('a slideshow goes on by itself, pauses and ends where it is', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const [first, second] = await user.have(pictures.slice(0, 2));
  await open(`/photos/${second?.fileId}`);
  await seen(page, second?.fileId);
  await page.keyboard.press('s');
  const show = page.getByRole('region', { name: 'Slideshow' });
  await expect(show.locator('.current')).toBeVisible();
  await look('slideshow');
  await page.keyboard.press('Space');
  await page.mouse.move(600, 400);
  await expect(show.getByRole('button', { name: 'Go on' })).toBeVisible();
  await page.keyboard.press('Space');
  const was = await show.locator('.current').getAttribute('src');
  await expect(show.locator('.current')).not.toHaveAttribute('src', was ?? '', { timeout: 9000 });
  await page.mouse.move(640, 400);
  await show.getByRole('button', { name: 'End the slideshow' }).click();
  await expect(show).toBeHidden();
  await seen(page, first?.fileId);
});

test('the motion of a photo plays by its button and under a finger that rests', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const video = clip();
  test.skip(video === null, 'ffmpeg is not installed');
  const picture = pictures[2] as (typeof pictures)[0];
  const buffer = withMotion(picture.buffer, video as Buffer);
  const [file] = await user.have([{ ...picture, name: 'PXL_1.MP.jpg', buffer }]);
  await open(`/photos/${file?.fileId}`);
  await seen(page, file?.fileId);
  const button = page.getByRole('button', { name: 'Play the motion' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('video.plays')).toBeVisible();
  await look('photo-motion');
  await expect(page.locator('video')).toHaveCount(0);
  await page.mouse.move(640, 420);
  await page.mouse.down();
  await expect(page.locator('video')).toHaveCount(1);
  await page.mouse.up();
  await expect(page.locator('video')).toHaveCount(0);
});

test.describe('an address of no photo', () => {
  test.use({ expectedErrors: /404/ });

  test('has a sentence and a way back', async ({ page, user, open, pictures, look }) => {
    await user.have(pictures.slice(0, 1));
    await open('/photos/0198f2c5-11aa-7d42-8e21-90ab12cd34ef');
    await expect(page.getByRole('heading', { name: 'This photo is not here' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Delete' })).toHaveCount(0);
    await look('photo-missing');
    await view(page).getByRole('button', { name: 'Back to the library' }).last().click();
    await expect(page).toHaveURL(/\/photos$/);
  });
});

test.describe('on a phone', () => {
  test.use({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  });

  for (const width of [390, 320]) {
    test(`every button stays in reach at ${width} pixels, however long the name is`, async ({
      page,
      user,
      open,
      pictures,
      look,
    }) => {
      const [picture] = pictures;
      if (!picture) throw new Error('there is no picture');
      await page.setViewportSize({ width, height: 700 });
      const name = `${'A_very_long_name_'.repeat(11).slice(0, 176)}.jpg`;
      const [file] = await user.have([{ ...picture, name }]);
      const place = { name: 'Llanfairpwllgwyngyll, Anglesey, Wales' };
      await user.change(file?.fileId, { place });
      await open(`/photos/${file?.fileId}`);
      await seen(page, file?.fileId);
      for (const button of ['Back to the library', 'More', 'Edit', 'Details', 'Download', 'Delete'])
        await expect(view(page).getByRole('button', { name: button, exact: true })).toBeInViewport({
          ratio: 1,
        });
      await look(`photo-long-name-${width}`);
      await view(page).getByRole('button', { name: 'More' }).tap();
      for (const button of ['Slideshow', 'Zoom in', 'Add to album'])
        await expect(page.getByRole('menuitem', { name: button })).toBeInViewport({ ratio: 1 });
      await look(`photo-menu-${width}`);
      await page.keyboard.press('Escape');
      await view(page).getByRole('button', { name: 'Details' }).tap();
      await expect(page.getByRole('complementary', { name: 'Details' })).toContainText(name);
      const wide = () => page.locator('.details').evaluate((box) => box.scrollWidth);
      expect(await wide()).toBeLessThanOrEqual(width);
    });
  }

  test('a swipe leads on, a swipe down leads back, and two fingers zoom', async ({
    page,
    user,
    open,
    pictures,
    look,
  }) => {
    const [, second, third] = await user.have(pictures.slice(0, 3));
    await open('/photos');
    await expect(page.locator('.tile img.loaded')).toHaveCount(3);
    await look('photos-phone');
    await tile(page, third?.fileId).tap();
    await seen(page, third?.fileId);
    await view(page).evaluate((element) =>
      Promise.all(element.getAnimations({ subtree: true }).map((animation) => animation.finished)),
    );
    await look('photo-phone');
    const client = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x, y, id })),
      });
    const drag = async (from: [number, number], to: [number, number]) => {
      await touch('touchStart', from);
      for (const share of [0.25, 0.5, 0.75, 1]) {
        await touch('touchMove', [
          from[0] + (to[0] - from[0]) * share,
          from[1] + (to[1] - from[1]) * share,
        ]);
      }
    };
    await drag([320, 420], [80, 425]);
    // The neighbour comes into sight beside it.
    await expect(page.locator('.slide').last().locator('.picture-frame')).toBeInViewport();
    await page.screenshot({ path: 'test-results/screenshots/photo-swipe-phone.png' });
    await touch('touchEnd');
    await seen(page, second?.fileId);
    await drag([80, 420], [320, 425]);
    await touch('touchEnd');
    await seen(page, third?.fileId);
    await touch('touchStart', [170, 420], [220, 420]);
    await touch('touchMove', [120, 420], [270, 420]);
    await touch('touchMove', [70, 420], [320, 420]);
    await touch('touchEnd');
    await expect.poll(() => scale(page)).toBeGreaterThan(3);
    await page.keyboard.press('0');
    await expect.poll(() => scale(page)).toBe(1);
    await page.touchscreen.tap(200, 300);
    await expect(page.locator('.photo-bar')).toBeHidden();
    await page.touchscreen.tap(200, 300);
    await expect(page.locator('.photo-bar')).toBeVisible();
    await drag([200, 300], [205, 600]);
    await touch('touchEnd');
    await expect(view(page)).toBeHidden();
    await expect(tile(page, third?.fileId)).toBeFocused();
  });
});
