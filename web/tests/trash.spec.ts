import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { User } from './user';

/** Selects all pictures of today and deletes them. */
async function deleteAll(page: Page) {
  await page.getByRole('heading', { name: 'Today' }).hover();
  await page.getByRole('checkbox', { name: 'Select all of Today' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
}

const confirmed = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name }).click();

test('a deletion is undone, and is not asked about where the drive keeps a trash', async ({
  page,
  user,
  open,
  pictures,
}) => {
  await user.have(pictures.slice(0, 3));
  await open('/photos');
  await expect(page.locator('.tile')).toHaveCount(3);
  await deleteAll(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.tile')).toHaveCount(3);
  await expect.poll(() => user.list()).toHaveLength(3);
  await deleteAll(page);
  await expect(page.locator('.tile')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('where the drive keeps no trash, it is said that a deletion is for good', async ({
  page,
  pictures,
  open,
  startDrive,
}) => {
  const drive = await startDrive({ AUDMG_TRASH_RETENTION: '0' });
  const user = await User.signUp(drive.url);
  await user.have(pictures.slice(0, 2));
  await open('/photos', user);
  for (let left = 2; left > 0; --left) {
    await page.locator('.tile').first().getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('dialog')).toContainText('this cannot be undone');
    await confirmed(page, 'Delete');
    await expect(page.getByText('1 file deleted.').last()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  }
  await expect.poll(() => user.list()).toHaveLength(0);
});

test('files in the trash are selected, restored, deleted for good, and all of it is emptied', async ({
  page,
  user,
  open,
  pictures,
  look,
}) => {
  const files = await user.have(pictures.slice(0, 5));
  for (const { fileId } of files) await user.call(`/files/${fileId}`, { method: 'DELETE' });
  await open('/deleted');
  const tiles = page.getByRole('region', { name: 'Trash' }).getByRole('checkbox');
  await expect(tiles).toHaveCount(5);
  await look('trash');
  await tiles.first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.getByText('2 selected')).toBeVisible();
  await look('trash-selection');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByText('2 files restored.')).toBeVisible();
  await expect(tiles).toHaveCount(3);
  await expect.poll(() => user.list()).toHaveLength(2);

  await tiles.first().click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await confirmed(page, 'Delete for good');
  await expect(tiles).toHaveCount(2);

  await page.getByRole('button', { name: 'Empty the trash' }).click();
  await confirmed(page, 'Empty the trash');
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await look('trash-empty');
});

test('all files of the trash are restored', async ({ page, user, open, pictures }) => {
  const files = await user.have(pictures.slice(0, 3));
  for (const { fileId } of files) await user.call(`/files/${fileId}`, { method: 'DELETE' });
  await page.setViewportSize({ width: 320, height: 640 });
  await open('/deleted');
  await page.getByRole('button', { name: 'Restore all' }).click();
  await expect(page.getByText('3 files restored.')).toBeVisible();
  await expect.poll(() => user.list()).toHaveLength(3);
});
