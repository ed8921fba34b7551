import type { Page } from '@playwright/test';
import { withExif } from './exif';
import { expect, test } from './fixtures';
import type { Picture } from './landscapes';
import type { User } from './user';

const SPOTS: readonly [number, number][] = [
  [48.8566, 2.3522],
  [48.8566, 2.3522],
  [45.764, 4.8357],
  [38.70775, -9.13659],
  [35.6762, 139.6503],
];

const SHOT = {
  make: 'SONY',
  model: 'ILCE-7M4',
  exposure: [1, 100] as [number, number],
  fNumber: [40, 10] as [number, number],
  iso: 100,
};

/** Two photos of Paris, one each of Lyon, Lisbon and Tokyo, and one of nowhere. */
async function fill(user: User, pictures: readonly Picture[]): Promise<void> {
  const photos = SPOTS.map((place, i) => {
    const picture = pictures[i] as Picture;
    const takenAt = `2020:0${i + 1}:01 12:00:00`;
    const shot = { ...SHOT, takenAt, place };
    return { ...picture, buffer: withExif(picture.buffer, shot) };
  });
  await user.have([...photos, pictures[SPOTS.length] as Picture]);
}

const map = (page: Page) => page.getByRole('application', { name: 'Map of your photos' });
const markers = (page: Page) => map(page).locator('.marker');

test('the map gathers photos by place, comes apart and opens them', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await fill(user, pictures);
  await open('/places');
  const europe = map(page).getByRole('button', { name: /3 photos\. Zoom in/ });
  await expect(europe).toBeVisible();
  await expect(map(page).getByRole('link', { name: /^Tokyo.*: 1 photo$/ })).toBeVisible();
  await expect(page.locator('.country.visited')).toHaveCount(3);
  await look('places');
  await europe.click();
  const paris = map(page).getByRole('link', { name: /^Paris.*France: 2 photos$/ });
  await expect(paris).toBeVisible();
  await expect(map(page)).toBeFocused();
  await paris.click();
  await expect(page).toHaveURL(/\/places\/@2~35\d*,48~85\d*,2~35\d*,48~85\d*$/);
  await expect(page.getByRole('heading', { name: 'Paris' })).toBeVisible();
  await expect(page.locator('.photo-grid .tile')).toHaveCount(2);
  await look('place');
  await page.locator('.tile-link').first().click();
  await expect(page.locator('dialog.photo-view')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/places\/@[^/]*$/);
  await expect(page.getByRole('heading', { name: 'Paris' })).toBeVisible();
});

test('a marker stands in the middle of its photos, and opens those and no others', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const places: [number, number][] = [
    [48.8, 2.2],
    [48.9, 2.4],
    [48.85, 3.3],
  ];
  const photos = places.map((place, i) => {
    const shot = { ...SHOT, takenAt: `2020:0${i + 1}:01 12:00:00`, place };
    const picture = pictures[i] as Picture;
    return { ...picture, buffer: withExif(picture.buffer, shot) };
  });
  await user.have(photos);
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (['/map', '/retrieve'].includes(pathname)) asked.push(pathname);
  });
  await open('/places');
  await map(page)
    .getByRole('button', { name: /3 photos\. Zoom in/ })
    .click();
  const two = map(page).getByRole('link', { name: /: 2 photos$/ });
  await expect(two).toBeVisible();
  // The world, what the map showed first, and what it shows now; one for each cover in the list.
  expect(asked.filter((path) => path === '/map').length).toBeLessThanOrEqual(4);
  await two.click();
  await expect(page).toHaveURL(/\/places\/@2~2,48~8,2~4,48~9$/);
  await expect(page.locator('.photo-grid .tile')).toHaveCount(2);
  await page.reload();
  await expect(page.locator('.photo-grid .tile')).toHaveCount(2);
});

test('the list has the same places, and shows them on the map', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await fill(user, pictures);
  await open('/places');
  await expect(page.getByText('5 photos in 4 places')).toBeVisible();
  const france = page.getByRole('region', { name: 'France' });
  await expect(france.getByRole('link', { name: /^Lyon/ })).toBeVisible();
  await expect(markers(page)).toHaveCount(3);
  await france.getByRole('button', { name: 'Show France on the map' }).click();
  await expect(map(page).getByRole('link', { name: /^Lyon/ })).toBeVisible();
  await expect(map(page).getByRole('link', { name: /^Tokyo/ })).toHaveCount(0);
  await france.getByRole('link', { name: 'France', exact: true }).click();
  await expect(page.locator('.photo-grid .tile')).toHaveCount(3);
  await page.getByRole('link', { name: 'All places' }).click();
  await page
    .getByRole('link', { name: /^Lisbon/ })
    .last()
    .click();
  await expect(page.locator('.photo-grid .tile')).toHaveCount(1);
});

test('the map is moved and zoomed by keys, wheel and mouse', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await fill(user, pictures);
  await open('/places');
  await expect(markers(page)).toHaveCount(3);
  const at = async () =>
    (
      await map(page)
        .getByRole('link', { name: /^Tokyo/ })
        .boundingBox()
    )?.x ?? 0;
  await map(page).focus();
  await page.keyboard.press('+');
  await expect(map(page).getByRole('link', { name: /^Tokyo/ })).toHaveCount(0);
  await page.keyboard.press('0');
  await expect(markers(page)).toHaveCount(3);
  // It has come to rest.
  await expect
    .poll(async () => {
      const first = await at();
      await page.waitForTimeout(150);
      return Math.abs((await at()) - first);
    })
    .toBeLessThan(0.5);
  const before = await at();
  await page.keyboard.press('+');
  await page.keyboard.press('-');
  await page.keyboard.press('0');
  await expect.poll(at).toBeCloseTo(before, 0);
  const { x, y, width, height } = (await map(page).boundingBox()) as NonNullable<
    Awaited<ReturnType<ReturnType<typeof map>['boundingBox']>>
  >;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.wheel(0, -400);
  await expect(map(page).getByRole('link', { name: /^Tokyo/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all places' }).click();
  await expect.poll(at).toBeCloseTo(before, 0);
  await page.mouse.move(x + width / 2, y + height * 0.8);
  await page.mouse.wheel(0, -100);
  await page.waitForTimeout(50);
  const still = await at();
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 60, y + height * 0.8, { steps: 4 });
  await page.mouse.up();
  expect(await at()).toBeCloseTo(still - 60, 0);
});

test('photos without a name for their place are on the map, and in no list', async ({
  page,
  user,
  open,
  pictures,
}) => {
  // In the middle of the Pacific.
  const shot = { ...SHOT, takenAt: '2020:01:01 12:00:00', place: [-47, -125] as [number, number] };
  const picture = pictures[0] as Picture;
  await user.have([{ ...picture, buffer: withExif(picture.buffer, shot) }]);
  await open('/places');
  await map(page).getByRole('link', { name: 'A place without a name: 1 photo' }).click();
  await expect(page.getByRole('heading', { name: 'A place without a name' })).toBeVisible();
  await expect(page.locator('.photo-grid .tile')).toHaveCount(1);
});

test('without places it says how photos get one', async ({ page, user, open, pictures, look }) => {
  await user.have(pictures.slice(0, 1));
  await open('/places');
  await expect(page.getByRole('heading', { name: /No photo says where/ })).toBeVisible();
  await look('places-empty');
});

test('a phone has the map on top and the list below', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  await fill(user, pictures);
  await page.setViewportSize({ width: 320, height: 640 });
  await open('/places');
  await expect(markers(page)).not.toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'France' })).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth),
  ).toBeLessThanOrEqual(0);
  await look('places-320');
});
