import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser, settle, type Tab } from '../../tests/doubles/browser';
import { json, problem } from '../../tests/doubles/network';
import { fileOf, idAt } from '../../tests/doubles/records';
import type { File } from '../api/client';

type Modules = typeof import('./favorite') &
  typeof import('./file_cache') &
  typeof import('./query') &
  typeof import('./use_catalogue') &
  typeof import('../ui/toast');

const [A, B] = [idAt(2), idAt(1)];

let browser: Browser;
let page: Tab<Modules>;
/** The files that the drive lists as favorites. */
let favorites: File[];

const toasts = () => page.useToasts.getState().toasts;
const isFavorite = (id: string) => page.cachedFile(id)?.favorite ?? false;
const sentPatches = () =>
  Promise.all(browser.network.sent('PATCH /files').map((request) => request.json()));

beforeEach(async () => {
  browser = new Browser();
  favorites = [];
  browser.network.on('PATCH /files', () => json({ revisions: {}, failed: [] }));
  browser.network.on('GET /retrieve', () => json({ files: favorites }));
  page = await browser.openTab(async () => ({
    ...(await import('./favorite')),
    ...(await import('./file_cache')),
    ...(await import('./query')),
    ...(await import('./use_catalogue')),
    ...(await import('../ui/toast')),
  }));
  page.putFiles([fileOf(A), fileOf(B)]);
});
afterEach(() => browser.close());

describe('setFavorite', () => {
  it('shows one favorite at once, and says no more about it', async () => {
    const done = page.setFavorite([A], true);
    expect(isFavorite(A)).toBe(true);
    await done;
    expect(await sentPatches()).toEqual([{ fileIds: [A], patch: { favorite: true } }]);
    expect(toasts()).toEqual([]);
  });

  it('leaves files alone that are as they should be', async () => {
    await page.setFavorite([A], true);
    await page.setFavorite([A, B], true);
    await page.setFavorite([A, B], true);
    expect((await sentPatches()).map(({ fileIds }) => fileIds)).toEqual([[A], [B]]);
  });

  it('offers to undo what is done to several', async () => {
    await page.setFavorite([A, B], true);
    expect(toasts().at(-1)?.text).toBe('2 files added to your favorites.');
    toasts().at(-1)?.action?.run();
    await settle();
    expect([A, B].some(isFavorite)).toBe(false);
    expect((await sentPatches()).at(-1)).toEqual({ fileIds: [A, B], patch: { favorite: false } });
  });

  it('goes back on what the drive refuses', async () => {
    const failed = [{ fileId: B, code: 'not_found' }];
    browser.network.on('PATCH /files', () => json({ revisions: { [A]: 2 }, failed }));
    await page.setFavorite([A, B], true);
    expect([isFavorite(A), isFavorite(B)]).toEqual([true, false]);
    browser.network.on('PATCH /files', () => problem(403, 'forbidden'));
    await page.setFavorite([A], false);
    expect(isFavorite(A)).toBe(true);
    expect(toasts().at(-1)).toMatchObject({
      text: '1 file could not be changed. forbidden.',
      tone: 'bad',
    });
  });

  it('changes the list of favorites without asking the drive for it', async () => {
    favorites = [fileOf(B, { favorite: true })];
    const source = page.sourceOf({ kind: 'image', sort: 'date', favorite: true });
    const list = page.catalogueOf(source);
    await settle();
    const ids = () => list.state().items.map(({ id }) => id);
    expect(ids()).toEqual([B]);
    await page.setFavorite([A], true);
    expect(ids()).toEqual([A, B]);
    await page.setFavorite([B], false);
    expect(ids()).toEqual([A]);
    expect(browser.network.sent('GET /retrieve')).toHaveLength(1);
    list.close();
  });
});

it('keeps URLs of a record that is replaced, but not what it says', () => {
  const known = page.cachedFile(A) as File;
  page.putFiles([fileOf(A, { revision: 2, title: 'New', fileUrl: `${known.fileUrl}2` })]);
  expect(page.cachedFile(A)).toMatchObject({ title: 'New', fileUrl: known.fileUrl });
  page.putFiles([fileOf(A, { revision: 1, title: 'Overtaken' })]);
  expect(page.cachedFile(A)?.title).toBe('New');
});
