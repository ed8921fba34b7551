import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Browser, pass, settle, type Tab } from '../../tests/doubles/browser';
import { json, problem } from '../../tests/doubles/network';
import { fileOf } from '../../tests/doubles/records';

type Modules = typeof import('./file_actions') &
  typeof import('./trash') &
  typeof import('../ui/toast');

let browser: Browser;
let page: Tab<Modules>;
/** The files that are in the trash of the drive. */
let trash: Set<string>;
/** For how long the drive keeps what is deleted, in seconds. */
let keeps: number;
/** Whether the user agrees, and what was asked. */
const asked = vi.hoisted(() => ({ texts: [] as string[], yes: true }));

const toasts = () => page.useToasts.getState().toasts;
const idOf = (request: Request) => request.url.split('/').at(-1) as string;
const ids = (count: number) => Array.from({ length: count }, (_, i) => `f${i}`);

vi.mock('../ui/confirm', () => ({
  confirm: async (_: string, text: string) => {
    asked.texts.push(text);
    return asked.yes;
  },
}));

beforeEach(async () => {
  browser = new Browser();
  trash = new Set();
  keeps = 86_400;
  asked.texts = [];
  asked.yes = true;
  const { network } = browser;
  network.on('DELETE /files/*', (request) => {
    if (keeps) trash.add(idOf(request));
    return new Response(null, { status: 204 });
  });
  network.on('GET /account', () => json({ trashRetentionSeconds: keeps }));
  network.on('GET /trash', () => json({ files: [...trash].map((id) => fileOf(id)) }));
  network.on('POST /trash/restore', async (request) => {
    const { fileIds } = (await request.json()) as { fileIds: string[] };
    if (fileIds.length > 1000) return problem(400, 'validation_failed');
    return json({ restored: fileIds.filter((id) => trash.delete(id)).length });
  });
  network.on('GET /files/*', (request) => json(fileOf(idOf(request))));
  page = await browser.openTab(async () => ({
    ...(await import('./file_actions')),
    ...(await import('./trash')),
    ...(await import('../ui/toast')),
  }));
});
afterEach(() => browser.close());

describe('deleteFiles', () => {
  it('offers to take the files out of the trash again', async () => {
    await page.deleteFiles(['a', 'b']);
    expect(trash).toEqual(new Set(['a', 'b']));
    expect(toasts().at(-1)?.text).toBe('2 files deleted.');
    toasts().at(-1)?.action?.run();
    await settle();
    expect(trash.size).toBe(0);
    expect(toasts()).toHaveLength(1);
  });

  it('does not ask where the drive keeps a trash, and looks that up once', async () => {
    await page.deleteFiles(['a']);
    await page.deleteFiles(['b']);
    expect(asked.texts).toEqual([]);
    expect(browser.network.sent('GET /account')).toHaveLength(1);
  });

  it('asks, and offers no undo, when the drive does not say whether it keeps a trash', async () => {
    browser.network.on('GET /account', () => problem(403, 'forbidden'));
    await page.deleteFiles(['a']);
    expect(asked.texts).toEqual([expect.stringContaining('may be for good')]);
    expect(toasts().at(-1)?.action).toBeUndefined();
  });

  it('asks always, and offers no undo, where the drive keeps no trash', async () => {
    keeps = 0;
    await page.deleteFiles(['a']);
    expect(toasts().at(-1)?.action).toBeUndefined();
    asked.yes = false;
    expect(await page.deleteFiles(['b'])).toBe(false);
    expect(asked.texts.at(-1)).toContain('cannot be undone');
    expect(browser.network.sent('DELETE /files/b')).toHaveLength(0);
  });

  it('offers it for those that were deleted when one was not', async () => {
    browser.network.on('DELETE /files/b', () => problem(503, 'unavailable'));
    await page.deleteFiles(['a', 'b', 'c']);
    expect(toasts().at(-1)?.text).toContain('1 file could not be deleted.');
    toasts().at(-1)?.action?.run();
    await settle();
    expect(browser.network.sent('POST /trash/restore')).toHaveLength(1);
    expect(trash.size).toBe(0);
    expect(toasts()).toHaveLength(1);
  });

  it('offers nothing when none was deleted', async () => {
    browser.network.on('DELETE /files/*', () => problem(503, 'unavailable'));
    await page.deleteFiles(['a']);
    expect(toasts().at(-1)?.action).toBeUndefined();
  });

  it('says how many could not be restored', async () => {
    await page.deleteFiles(['a', 'b']);
    trash.delete('b');
    toasts().at(-1)?.action?.run();
    await settle();
    expect(toasts().at(-1)?.text).toBe('1 file could not be restored.');
  });
});

describe('restoreFiles', () => {
  it('restores any number', async () => {
    for (const id of ids(1001)) trash.add(id);
    expect(await page.restoreFiles(ids(1001))).toEqual({ count: 1001 });
    expect(browser.network.sent('POST /trash/restore')).toHaveLength(2);
  });

  it('does not fail when a file cannot be shown', async () => {
    trash.add('a');
    browser.network.on('GET /files/*', () => problem(404, 'not_found'));
    expect(await page.restoreFiles(['a'])).toEqual({ count: 1 });
    trash.add('a');
    browser.network.on('GET /files/*', () => problem(403, 'forbidden'));
    expect(await page.restoreFiles(['a'])).toEqual({ count: 1 });
  });

  it('says why it stopped', async () => {
    browser.network.on('POST /trash/restore', () => problem(403, 'forbidden'));
    const { count, failure } = await page.restoreFiles(['a']);
    expect(count).toBe(0);
    expect(failure).toMatchObject({ status: 403 });
  });
});

describe('emptyTrash', () => {
  it('tells whether it is empty already', async () => {
    browser.network.on('DELETE /trash', () => new Response(null, { status: 204 }));
    expect(await page.emptyTrash()).toBe(true);
    browser.network.on('DELETE /trash', () => new Response(null, { status: 202 }));
    expect(await page.emptyTrash()).toBe(false);
  });
});

describe('downloadFiles', () => {
  it('asks again while the drive reads old files', async () => {
    const replies = [
      () => problem(503, 'download_being_prepared', { 'Retry-After': '0.01' }),
      () => problem(503, 'download_being_prepared', { 'Retry-After': '0.01' }),
      () => problem(503, 'unavailable'),
    ];
    browser.network.on('POST /downloads', () => (replies.shift() as () => Response)());
    const done = page.downloadFiles(['a', 'b']);
    await pass(1000);
    await done;
    expect(browser.network.sent('POST /downloads')).toHaveLength(3);
    expect(toasts().at(-1)?.text).toContain('The drive cannot do this at the moment.');
  });
});
