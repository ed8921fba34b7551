import type { Page } from '@playwright/test';
import { withExif } from './exif';
import { expect, test } from './fixtures';
import type { File, User } from './user';

const panel = (page: Page) => page.getByRole('dialog', { name: /^Edit/ });

async function now(user: User, id: string | undefined): Promise<File> {
  return (await (await user.call(`/files/${id}`)).json()) as File;
}

test('a photo gets a title, a date, a place, keywords and stars, and loses them again', async ({
  page,
  user,
  open,
  pictures,
  look,
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
  const files = await user.have([{ ...picture, buffer }, pictures[1] as (typeof pictures)[0]]);
  const [file, other] = files;
  await user.change(other?.fileId, { keywords: ['summer'], place: { name: 'Summit, Alps' } });
  await open(`/photos/${file?.fileId}`);
  await expect(page.locator('.photo-bar')).toContainText('June 21, 2021');
  await page.keyboard.press('e');
  await expect(panel(page).getByLabel('Date')).toHaveValue('2021-06-21');
  await expect(panel(page).getByLabel('Time')).toHaveValue('18:30:00');
  await panel(page).getByLabel('Title').fill('The tower');
  await panel(page).getByLabel('Description').fill('Seen from the river');
  await panel(page).getByLabel('Date').fill('2020-05-01');
  await panel(page).getByLabel('Time').fill('');
  await panel(page).getByLabel('Place').fill('summ');
  await panel(page).getByRole('option').first().click();
  await expect(panel(page).getByLabel('Place')).not.toHaveValue('summ');
  const keywords = panel(page).getByLabel('Keywords');
  await keywords.fill('su');
  await keywords.press('ArrowDown');
  await look('edit-suggestions');
  await keywords.press('Enter');
  await keywords.fill('iron, steel');
  await keywords.press('Enter');
  await panel(page).getByRole('radio', { name: '4 stars' }).check();
  await panel(page).getByRole('checkbox', { name: 'Favorite' }).check();
  await look('edit-one');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 640 });
  await look('edit-one-phone-dark');
  await page.setViewportSize({ width: 1280, height: 800 });
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await expect(panel(page)).toBeHidden();
  await expect(page.locator('.photo-bar')).toContainText('May 1, 2020');
  expect(await now(user, file?.fileId)).toMatchObject({
    title: 'The tower',
    description: 'Seen from the river',
    date: '2020-05-01',
    keywords: ['summer', 'iron', 'steel'],
    rating: 4,
    favorite: true,
  });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.photo-bar')).toContainText('June 21, 2021');
  const undone = await now(user, file?.fileId);
  expect(undone.favorite).toBeUndefined();
  expect(undone.title ?? '').toBe('');
  expect(undone.date).toBe(file?.date);
});

test.describe('a photo that was changed elsewhere', () => {
  test.use({ expectedErrors: /412/ });

  test('is not changed without a question', async ({ page, user, open, pictures, look }) => {
    const [file] = await user.have(pictures.slice(0, 1));
    await open(`/photos/${file?.fileId}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await panel(page).getByLabel('Title').fill('Mine');
    await user.change(file?.fileId, { title: 'Theirs' });
    await panel(page).getByRole('button', { name: 'Save' }).click();
    const question = page.getByRole('dialog', { name: 'This photo was changed elsewhere' });
    await look('edit-changed-elsewhere');
    await question.getByRole('button', { name: 'Save mine' }).click();
    await expect(panel(page)).toBeHidden();
    expect((await now(user, file?.fileId)).title).toBe('Mine');
  });
});

test('the camera has the last word if it is asked, and a draft is not thrown away in silence', async ({
  page,
  user,
  open,
  pictures,
}) => {
  const [file] = await user.have(pictures.slice(0, 1));
  await user.change(file?.fileId, { date: '1999-12-31' });
  await open(`/photos/${file?.fileId}`);
  await expect(page.locator('.photo-bar')).toContainText('December 31, 1999');
  await page.keyboard.press('e');
  await panel(page).getByRole('button', { name: 'As the camera says' }).click();
  await page.keyboard.press('Escape');
  const question = page.getByRole('dialog', { name: 'Discard your changes?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.photo-bar')).not.toContainText('1999');
  expect((await now(user, file?.fileId)).date).toBe(file?.date);
});

test('of many photos only what is touched is changed', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const files = await user.have(pictures.slice(0, 3));
  const [first, second, third] = files;
  await user.change(first?.fileId, { keywords: ['sea', 'sun'], title: 'One', rating: 2 });
  await user.change(second?.fileId, { keywords: ['sun'], title: 'Two' });
  await user.change(third?.fileId, { keywords: ['sun'], title: 'Three' });
  await open('/photos');
  for (const file of [first, second, third]) {
    const check = page.locator(`[data-id="${file?.fileId}"]`).getByRole('checkbox');
    await check.focus();
    await page.keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit 3 files' });
  await expect(dialog.getByLabel('Title')).toHaveAttribute('placeholder', '3 different values');
  await expect(dialog.getByText('in 1 of 3')).toBeVisible();
  await look('edit-many');
  await dialog.getByLabel('Place').fill('Lisboa');
  await dialog.getByRole('button', { name: 'Remove sun' }).click();
  await dialog.getByLabel('Keywords').fill('holiday');
  await dialog.getByLabel('Keywords').press('Enter');
  await page.setViewportSize({ width: 390, height: 844 });
  await look('edit-many-phone');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const after = await Promise.all(files.map((file) => now(user, file.fileId)));
  expect(after.map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
  expect(after.map(({ place }) => place?.name)).toEqual(['Lisboa', 'Lisboa', 'Lisboa']);
  expect(after.map(({ keywords }) => keywords)).toEqual([
    ['sea', 'holiday'],
    ['holiday'],
    ['holiday'],
  ]);
  expect(after[0]?.rating).toBe(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await now(user, first?.fileId)).keywords).toEqual(['sea', 'sun']);
});
