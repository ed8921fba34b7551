import type { Page } from '@playwright/test';
import { withExif } from './exif';
import { chooseFiles, expect, test } from './fixtures';
import { jpegWithoutPicture, landscapes, type Picture } from './landscapes';

const PARIS: [number, number] = [48.85837, 2.29448];

/** The picture as a camera would have taken it, on the day "2019:07:17". */
function takenOn(picture: Picture, day: string, place = PARIS): Picture {
  const buffer = withExif(picture.buffer, {
    make: 'Camera Works',
    model: 'Model 7',
    takenAt: `${day} 18:03:00`,
    exposure: [1, 250],
    fNumber: [28, 10],
    iso: 100,
    place,
  });
  return { ...picture, buffer };
}

/** Small pictures of four years, with two months of two days each. */
async function fourYears(page: Page): Promise<Picture[]> {
  const pictures = await landscapes(page, 16, 240, 3000);
  return pictures.map((picture, i) =>
    takenOn(picture, `${2020 + Math.floor(i / 4)}:0${i % 4 < 2 ? 3 : 7}:1${i % 2}`),
  );
}

const scrubber = (page: Page) => page.getByRole('slider', { name: 'Date' });
const focusedTile = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('.tile')?.dataset.id);
const firstInView = (page: Page) =>
  page.locator('.day h2').evaluateAll((days) => {
    const seen = days.filter((day) => day.getBoundingClientRect().top >= 0);
    seen.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    return seen[0]?.textContent;
  });

test('the scrubber leads through the months, by keys and taps', async ({
  page,
  user,
  open,
  look,
}) => {
  await user.have(await fourYears(page));
  await open('/photos');
  const slider = scrubber(page);
  await expect(slider).toHaveAttribute('aria-valuetext', 'July 2023');
  await slider.focus();
  for (const [key, month] of [
    ['ArrowDown', 'March 2023'],
    ['PageDown', 'July 2022'],
    ['ArrowDown', 'March 2022'],
    ['PageUp', 'July 2022'],
    ['End', 'March 2020'],
    ['ArrowUp', 'July 2020'],
    ['Home', 'July 2023'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(slider).toHaveAttribute('aria-valuetext', month);
  }
  await page.keyboard.press('PageDown');
  await expect.poll(() => firstInView(page)).toBe('July 11, 2022');
  await look('timeline-scrubber');
  const box = await slider.boundingBox();
  await page.mouse.click((box?.x ?? 0) + 30, (box?.y ?? 0) + (box?.height ?? 0) - 2);
  await expect.poll(() => page.locator('.tile img.loaded').last().isVisible()).toBe(true);
  await expect(slider).toHaveAttribute('aria-valuetext', /2020/);
});

test('a month is gone to without dragging, and the focus with it', async ({
  page,
  user,
  open,
  look,
}) => {
  await user.have(await fourYears(page));
  await open('/photos');
  await page.getByRole('button', { name: 'Go to date' }).click();
  await look('timeline-months');
  await page.getByRole('button', { name: 'Mar 2021, 2 photos' }).click();
  await expect.poll(() => firstInView(page)).toBe('March 11, 2021');
  await expect(page.locator('.tile-link:focus')).toHaveText(/^Photo, Thursday, March 11, 2021/);
});

test('headings tell how many pictures a day has and where it was, pictures when and where', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const [first, second] = pictures.map((picture) => takenOn(picture, '2019:07:17'));
  const files = await user.have([first as Picture, second as Picture]);
  await user.change(files[0]?.fileId, { description: 'At the tower', favorite: true });
  await open('/photos');
  await expect(page.getByRole('heading', { name: 'July 17, 2019' })).toBeVisible();
  await expect(page.locator('.day')).toContainText('2 photos · Paris');
  await expect(page.getByRole('link', { name: 'At the tower, favorite' })).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Photo, Wednesday, July 17, 2019 at 6:03 PM, Paris' }),
  ).toBeVisible();
  await expect(page.locator('.tile-heart')).toHaveCount(1);
  await look('timeline-names');
});

test('the grid is one stop of the Tab key, and keys do the rest', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await user.have(pictures.slice(0, 6).map((picture) => takenOn(picture, '2019:07:17')));
  await open('/photos');
  await expect(page.locator('.tile img.loaded')).toHaveCount(6);
  const ids = await page
    .locator('.tile')
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.id));
  await page.getByRole('radio', { name: 'Medium' }).focus();
  await page.keyboard.press('Tab');
  expect(await focusedTile(page)).toBe(ids[0]);
  await page.keyboard.press('Tab');
  expect(await focusedTile(page)).toBeUndefined();
  await page.keyboard.press('Shift+Tab');
  expect(await focusedTile(page)).toBe(ids[0]);
  await page.keyboard.press('ArrowRight');
  expect(await focusedTile(page)).toBe(ids[1]);
  await page.keyboard.press('Space');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('checkbox', { name: /^Select all of/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await expect(page.getByText('6 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await expect(page.getByText('6 selected')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');
  expect(await focusedTile(page)).toBe(ids[5]);
  await page.keyboard.press('Home');
  expect(await focusedTile(page)).toBe(ids[0]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('the size of the pictures is kept', async ({ page, user, open, pictures, look }) => {
  await user.have(pictures.slice(0, 8));
  await open('/photos');
  const heights = () =>
    page
      .locator('.tile')
      .first()
      .evaluate((tile) => (tile as HTMLElement).offsetHeight);
  await expect.poll(heights).toBeGreaterThan(180);
  await page.getByRole('radio', { name: 'Small' }).check();
  await expect.poll(heights).toBeLessThan(190);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Small' })).toBeChecked();
  await expect.poll(heights).toBeLessThan(190);
  await look('timeline-small');
});

test('what was just uploaded is seen before the drive has prepared it', async ({
  page,
  open,
  pictures,
  look,
}) => {
  // No news: the page believes that the file is being processed.
  await page.route('**/events', () => undefined);
  await open('/photos');
  await chooseFiles(page, pictures.slice(0, 3));
  const canvases = page.locator('.tile canvas.local-picture');
  await expect(canvases).toHaveCount(3);
  await expect(page.getByRole('link', { name: /being prepared$/ })).toHaveCount(3);
  await look('timeline-local-pictures');
  const shapes = await canvases.evaluateAll((all) =>
    all.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      return Math.round((100 * width) / height);
    }),
  );
  expect(shapes.sort((a, b) => a - b)).toEqual([67, 133, 150]);
});

test('photos that cannot be shown are gathered, and can be tried again or deleted', async ({
  page,
  user,
  open,
  look,
}) => {
  const [file] = await user.have([jpegWithoutPicture()]);
  await open('/photos');
  await page.getByRole('button', { name: '1 photo needs attention' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'broken.jpg' });
  await expect(row).toContainText(file?.failureReason ?? '');
  await look('timeline-attention');
  const retried = page.waitForResponse((response) => response.url().endsWith('/retry'));
  await row.getByRole('button', { name: 'Try again: broken.jpg' }).click();
  expect((await retried).status()).toBe(202);
  await user.settled(file?.fileId ?? '');
  await expect(row.getByRole('button', { name: 'Delete broken.jpg' })).toBeVisible();
});

/** Draws a PNG in the page. */
async function png(page: Page, name: string, size: number, holes: boolean): Promise<Picture> {
  const base64 = await page.evaluate(
    ([px, transparent]) => {
      const canvas = document.createElement('canvas');
      canvas.width = px;
      canvas.height = px;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.fillStyle = '#e8590c';
      context.strokeStyle = '#e8590c';
      context.lineWidth = px / 8;
      if (transparent) {
        context.arc(px / 2, px / 2, px / 3, 0, 7);
        context.stroke();
      } else context.fillRect(0, 0, px, px);
      return canvas.toDataURL('image/png').split(',')[1] as string;
    },
    [size, holes] as const,
  );
  return { name, mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') };
}

test('tiny and transparent pictures look as they are', async ({ page, user, open, look }) => {
  await user.have([await png(page, 'dot.png', 16, false), await png(page, 'ring.png', 400, true)]);
  await open('/photos');
  const tiny = page.locator('.tile-ground.tiny');
  await expect(tiny).toHaveText('16 × 16');
  expect((await tiny.locator('img').boundingBox())?.width).toBe(32);
  await expect(page.locator('.tile-ground.checker + img.loaded')).toHaveCount(1);
  await look('timeline-tiny-and-transparent');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('days are selected by a tap, and a handle comes while the page scrolls', async ({
    page,
    user,
    open,
    look,
  }) => {
    await user.have(await fourYears(page));
    await open('/photos');
    await expect(page.locator('.tile img.loaded').first()).toBeVisible();
    const day = page.getByRole('checkbox', { name: /^Select all of/ }).first();
    const box = await day.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    const handle = page.locator('.scrubber-handle');
    await expect(handle).toBeHidden();
    await page.evaluate(() => scrollBy(0, 300));
    await expect(handle).toBeVisible();
    await look('timeline-phone');
    await expect(handle).toBeHidden();
    await page.evaluate(() => scrollTo(0, 0));
    await day.tap();
    await expect(page.getByText('1 selected')).toBeVisible();
    await look('timeline-phone-selection');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  test('a finger that rests on a picture that is not drawn yet selects up to it', async ({
    page,
    user,
    open,
  }) => {
    await user.have(await fourYears(page));
    await open('/photos');
    await expect(page.locator('.tile img.loaded').first()).toBeVisible();
    // In the page, because the picture is drawn a tenth of a second after the scrolling.
    await page.evaluate(async () => {
      const hold = async (tile: Element) => {
        const { x, y, width, height } = tile.getBoundingClientRect();
        const at = { clientX: x + width / 2, clientY: y + height * 0.7 };
        const touch = { bubbles: true, cancelable: true, pointerType: 'touch', ...at };
        const under = () => document.elementFromPoint(at.clientX, at.clientY);
        under()?.dispatchEvent(new PointerEvent('pointerdown', touch));
        await new Promise((resolve) => setTimeout(resolve, 700));
        under()?.dispatchEvent(new PointerEvent('pointerup', touch));
        under()?.dispatchEvent(new MouseEvent('click', touch));
      };
      const tile = (at: number) => document.querySelector(`.tile[data-index="${at}"]`);
      await hold(tile(0) as Element);
      while (!tile(15)) {
        scrollBy({ top: 300, behavior: 'instant' });
        await new Promise(requestAnimationFrame);
      }
      const last = tile(15) as Element;
      last.scrollIntoView({ block: 'center', behavior: 'instant' });
      if (last.querySelector('a')) throw new Error('it is drawn already');
      await hold(last);
    });
    await expect(page.getByText('16 selected')).toBeVisible();
  });
});
