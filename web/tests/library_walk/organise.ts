import { expect } from '../fixtures';
import type { File, User } from '../user';
import type { Visitor } from './visitor';

const DATED = 200;
const NEW_DAY = '2012-12-21';

async function listed(user: User, path: string): Promise<File[]> {
  const files: File[] = [];
  for (let cursor = ''; ; ) {
    const answer = await user.call(`${path}limit=200${cursor}`);
    const page = (await answer.json()) as { files: File[]; nextCursor?: string };
    files.push(...page.files);
    if (!page.nextCursor) return files;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

const idsOf = (files: readonly File[]) => files.map(({ fileId }) => fileId);

/** Makes an album of what a search finds, puts it in another order, has half of it deleted and restored. */
export async function organiseAnAlbum(visitor: Visitor, title: string): Promise<void> {
  const album = await makeAlbum(visitor, title);
  const order = await reorder(visitor, album);
  await trashHalf(visitor, title, album, order);
  await visitor.press(visitor.button('More for this album'));
  await visitor.press(visitor.page.getByRole('menuitem', { name: 'Delete the album' }));
  await expect(visitor.page).toHaveURL(/\/albums$/);
}

const orderOf = async (visitor: Visitor, album: string) =>
  idsOf(await listed(visitor.parts.user, `/collections/${album}/files?`));

async function makeAlbum(visitor: Visitor, title: string): Promise<string> {
  const { page, parts } = visitor;
  const byCanon = parts.library.photos.filter(({ make }) => make === 'Canon');
  await page.goto(`${parts.user.url}/search?q=camera%3Acanon`);
  await visitor.selectRange(0, 0);
  await visitor.doWithSelection('Select all');
  await expect(visitor.selected(byCanon.length)).toBeVisible();
  await parts.look('selected');
  await visitor.doWithSelection('Add to album');
  const dialog = page.getByRole('dialog', { name: /^Add .* to an album$/ });
  await visitor.press(dialog.getByRole('button', { name: 'New album' }));
  await dialog.getByLabel('Title').fill(title);
  await parts.look('new-album');
  await dialog.getByLabel('Title').press('Enter');
  await expect(page.getByText(`added to “${title}”.`)).toBeVisible();
  await visitor.goTo('Photos', 'Albums');
  await visitor.press(page.getByRole('link', { name: new RegExp(title) }));
  await expect(page.locator('.photo-album-head')).toContainText(`${byCanon.length} photos`);
  const album = new URL(page.url()).pathname.split('/').pop() ?? '';
  const order = await orderOf(visitor, album);
  expect([...order].sort()).toEqual(visitor.idsOf(byCanon.map(({ name }) => name)).sort());
  const shown = await visitor.shown();
  expect(shown).toEqual(order.slice(0, shown.length));
  await parts.look('album');
  return album;
}

/** The first two change places, by way of the end; returns the new order. */
async function reorder(visitor: Visitor, album: string): Promise<string[]> {
  const { page, parts } = visitor;
  const [first = '', second = '', ...others] = await orderOf(visitor, album);
  await visitor.press(visitor.button('Arrange'));
  const check = (id: string) =>
    page.locator(`.arrange-tile[data-id="${id}"]`).getByRole('checkbox');
  await visitor.press(check(first));
  await visitor.press(visitor.button('Move to the end'));
  // The first one stays selected, so both go back.
  await visitor.press(check(second));
  await visitor.press(visitor.button('Move to the start'));
  await parts.look('arrange');
  await visitor.press(visitor.button('Done'));
  const order = [second, first, ...others];
  await expect(page.locator('.photo-album-head')).toBeVisible();
  expect(await orderOf(visitor, album)).toEqual(order);
  await expect.poll(async () => (await visitor.shown()).slice(0, 2)).toEqual([second, first]);
  return order;
}

async function trashHalf(
  visitor: Visitor,
  title: string,
  album: string,
  order: readonly string[],
): Promise<void> {
  const { page, parts } = visitor;
  const half = Math.floor(order.length / 2);
  await visitor.selectRange(0, half - 1);
  await visitor.doWithSelection('Delete');
  const told = page.getByText(`${half} files deleted.`);
  await expect(told).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.photo-album-head')).toContainText(`${order.length - half} photos`);
  expect(await orderOf(visitor, album)).toEqual(order.slice(half));

  await visitor.goTo('Photos', 'Trash');
  await expect(visitor.button('Restore all')).toBeVisible();
  await parts.look('trash');
  await visitor.press(visitor.button('Restore all'));
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await expect.poll(() => orderOf(visitor, album), { timeout: 30_000 }).toEqual(order);
  await visitor.goTo('Photos', 'Albums');
  await visitor.press(page.getByRole('link', { name: new RegExp(title) }));
  await expect(page.locator('.photo-album-head')).toContainText(`${order.length} photos`);
  await expect.poll(async () => (await visitor.shown())[0]).toBe(order[0]);
}

/** Gives many photos one day, and takes that back. */
export async function editDates(visitor: Visitor): Promise<void> {
  const { page, parts } = visitor;
  const count = Math.min(DATED, parts.library.photos.length);
  const dates = async () =>
    new Map((await listed(parts.user, '/retrieve?kind=image&')).map((f) => [f.fileId, f.date]));
  const before = await dates();
  await visitor.goTo('Photos', 'All photos');
  await visitor.selectRange(0, count - 1);
  await visitor.doWithSelection('Edit');
  const panel = page.getByRole('dialog', { name: `Edit ${count} files` });
  await panel.getByLabel('Date').fill(NEW_DAY);
  await parts.look('edit-dates');
  await visitor.press(panel.getByRole('button', { name: 'Save' }));
  const told = page.locator('.toast').filter({ hasText: `${count} files changed.` });
  await expect(told).toBeVisible({ timeout: 30_000 });
  const changed = [...(await dates())].filter(([id, date]) => before.get(id) !== date);
  expect(changed.map(([, date]) => date)).toEqual(new Array(count).fill(NEW_DAY));
  await visitor.press(told.getByRole('button', { name: 'Undo' }));
  await expect.poll(dates, { timeout: 30_000 }).toEqual(before);
}
