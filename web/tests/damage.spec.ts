import type { Page } from '@playwright/test';
import { chooseFiles, expect, test } from './fixtures';
import { makeSong } from './sounds';

const SENTENCE = 'The stored bytes are damaged: they no longer have the checksum they came with.';

/** Has the drive answer as if it had found every file with this name damaged. */
async function damage(page: Page, fileName: string): Promise<void> {
  const mark = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mark);
    if (typeof value !== 'object' || value === null) return value;
    const marked = Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, mark(each)]),
    );
    return marked.fileName === fileName ? { ...marked, damaged: SENTENCE } : marked;
  };
  await page.route(/\/(retrieve|files\/[^/]+|upload)(\?|$)/, async (route) => {
    if (!['fetch', 'xhr'].includes(route.request().resourceType())) return route.continue();
    const response = await route.fetch();
    const answer: unknown = await response.json();
    await route.fulfill({ response, json: mark(answer) });
  });
}

test.afterEach(({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }));

test('of a picture is told where it is viewed', async ({ page, user, open, pictures, look }) => {
  const [damaged, sound] = await user.have(pictures.slice(0, 2));
  await damage(page, damaged?.fileName ?? '');
  await open(`/photos/${damaged?.fileId}`);
  await expect(page.locator('.photo-stage').getByText(SENTENCE)).toBeVisible();
  await look('photo-damaged');
  await page.keyboard.press('i');
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText(SENTENCE);
  await expect(page.getByText(SENTENCE)).toHaveCount(1);
  await look('photo-damaged-details');
  await page.setViewportSize({ width: 390, height: 844 });
  await look('photo-damaged-details-phone');
  await page.keyboard.press('i');
  await look('photo-damaged-phone');
  await page.goto(`${user.url}/photos/${sound?.fileId}`);
  await expect(page.locator('.slide.current img').last()).toBeVisible();
  await expect(page.getByText(SENTENCE)).toHaveCount(0);
});

test('of a song is told in the list and where it plays', async ({ page, user, open, look }) => {
  const songs = [
    makeSong({ name: 'sound.wav', seconds: 30, pitch: 330 }),
    makeSong({ name: 'scratched.wav', seconds: 30, pitch: 220 }),
  ];
  await user.have(songs);
  await damage(page, 'scratched.wav');
  await open('/audio');
  const row = page.getByRole('row').filter({ hasText: 'scratched' });
  await expect(row).toContainText(SENTENCE);
  await look('audio-damaged');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await look('audio-damaged-phone-dark');
  await row.getByRole('button', { name: /^Play scratched/ }).click();
  await page.getByRole('button', { name: /^Show what is playing/ }).click();
  await expect(page.getByRole('dialog', { name: 'Now playing' })).toContainText(SENTENCE);
  await look('now-playing-damaged-phone-dark');
});

test('of a file that was just uploaded is told in the list of uploads', async ({
  page,
  open,
  pictures,
}) => {
  const [picture] = pictures;
  if (!picture) throw new Error('no pictures');
  await damage(page, picture.name);
  await open('/photos');
  await chooseFiles(page, [picture]);
  await expect(page.getByRole('region', { name: 'Uploads' })).toContainText(SENTENCE);
});
