import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Browser, pass, settle } from '../../tests/doubles/browser';
import { problem } from '../../tests/doubles/network';
import {
  fileNamed,
  itemNamed,
  KEPT_MS,
  logIn,
  MEGABYTE,
  nameIn,
  openUploads,
  PartsDrive,
  shown,
  storeForm,
  toasts,
  type UploadPage,
} from '../../tests/doubles/upload_page';

const CHOOSE_AGAIN = 'interrupted (Choose this file again to go on.)';
/** How long a page waits for another one to let go of a batch. */
const RELEASED_MS = 3000;

let browser: Browser;
let page: UploadPage;

const postedNames = () => Promise.all(browser.network.sent('POST /upload').map(nameIn));

async function add(...files: (File | string)[]): Promise<void> {
  page.uploads.add(files.map((each) => (typeof each === 'string' ? fileNamed(each) : each)));
  await settle();
}

/** Closes the page and opens it again; whatever stalled the network is over. */
async function reload(): Promise<void> {
  browser.closeTabs();
  browser.network.stalled = false;
  page = await openUploads(browser);
}

/** How many files' bytes are on the shelf. */
async function keptFiles(): Promise<string[]> {
  const [batch] = await page.batchesOf('ada');
  const shelved = batch ? await page.shelvedBatch(batch) : [];
  return shelved.filter(({ bytes }) => bytes).map(({ note }) => note.name);
}

beforeEach(async () => {
  browser = new Browser();
  browser.network.on('POST /upload', storeForm);
  page = await openUploads(browser);
});

afterEach(() => browser.close());

describe('after a reload', () => {
  it('files whose bytes were kept go on by themselves, under the same key', async () => {
    const letThrough = browser.network.hold('POST /upload', storeForm);
    await add('1', '2', '3', '4');
    letThrough();
    await pass(KEPT_MS + 100);
    expect(await keptFiles()).toEqual(['2', '3', '4']);
    const keys = new Map<string, string | null>();
    browser.network.on('POST /upload', async (request) => {
      keys.set(await nameIn(request), request.headers.get('Idempotency-Key'));
      return storeForm(request);
    });
    const before = browser.network.sent('POST /upload').slice(0, 4);
    await reload();
    expect(await shown(page)).toEqual(['1: done', '2: done', '3: done', '4: done']);
    expect(page.arrived).toEqual(['2', '3', '4']);
    expect(await page.batchesOf('ada')).toEqual([]);
    for (const request of before.slice(1))
      expect(keys.get(await nameIn(request))).toBe(request.headers.get('Idempotency-Key'));
  });

  it('several batches are listed in the order of adding', async () => {
    browser.network.stalled = true;
    for (const name of ['1', '2', '3']) {
      await add(name);
      await pass(10);
    }
    await reload();
    expect((await shown(page)).map((text) => text.slice(0, 1))).toEqual(['1', '2', '3']);
  });

  it('files whose bytes were not kept are to be chosen again', async () => {
    browser.network.stalled = true;
    await add('1', '2');
    await reload();
    expect(await shown(page)).toEqual([`1: ${CHOOSE_AGAIN}`, `2: ${CHOOSE_AGAIN}`]);
    await pass(10_000);
    expect(await postedNames()).toEqual([]);
    await add('2', '3', '1');
    expect(await shown(page)).toEqual(['1: done', '2: done', '3: done']);
    expect(toasts(page)).toEqual([]);
  });

  it('the rest of a batch that is chosen again is skipped', async () => {
    const letThrough = browser.network.hold('POST /upload', storeForm);
    await add('1', '2');
    letThrough();
    await settle();
    await reload();
    expect(await shown(page)).toEqual(['1: done', `2: ${CHOOSE_AGAIN}`]);
    browser.network.on('POST /upload', storeForm);
    await add('1', '2');
    expect(await shown(page)).toEqual(['1: done', '2: done']);
    expect(page.arrived).toEqual(['2']);
    expect(toasts(page)).toEqual(['Skipped 1 file that the list has already.']);
  });

  it('a large file goes on where it was', async () => {
    const drive = new PartsDrive(browser);
    const put = browser.network.handlerOf('PUT /parts/1');
    const letThrough = browser.network.hold('PUT /parts/*', put);
    const file = fileNamed('a', 7 * MEGABYTE);
    await add(file);
    letThrough();
    await pass(KEPT_MS);
    browser.closeTabs();
    browser.network.on('PUT /parts/*', put);
    await reload();
    expect(await shown(page)).toEqual(['a: done']);
    expect(drive.sessions).toBe(1);
    expect(await drive.has(file)).toBe(true);
  });

  it('refusals are still there, until they are dismissed', async () => {
    browser.network.on('POST /upload', () => problem(415, 'no'));
    await add('a');
    await reload();
    expect(await shown(page)).toEqual(['a: refused (no.)']);
    page.uploads.remove(itemNamed(page, 'a').id);
    await reload();
    expect(await shown(page)).toEqual([]);
  });

  it('nothing is left of a batch that is done', async () => {
    await add('a', 'b');
    await reload();
    expect(await shown(page)).toEqual([]);
    expect(await page.batchesOf('ada')).toEqual([]);
  });

  it('paused files go on', async () => {
    browser.network.stalled = true;
    await add('a');
    await pass(KEPT_MS);
    page.uploads.pauseAll();
    await reload();
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('somebody else does not see the list', async () => {
    browser.network.stalled = true;
    await add('a');
    browser.closeTabs();
    const session = { username: 'bob', token: 'b', refreshToken: 'r', renewAt: 9e15 };
    browser.localStorage.setItem('audmg.session', JSON.stringify(session));
    await reload();
    expect(await shown(page)).toEqual([]);
    expect(await page.batchesOf('ada')).toHaveLength(1);
  });

  it('all that was interrupted can be given up', async () => {
    browser.network.stalled = true;
    await add('1', '2');
    await reload();
    page.uploads.removeInterrupted();
    expect(await shown(page)).toEqual([]);
    expect(await page.batchesOf('ada')).toEqual([]);
  });
});

describe('the bytes of an upload', () => {
  it('are not copied if it takes a moment only', async () => {
    browser.network.stalled = true;
    await add('a');
    await pass(KEPT_MS - 100);
    expect(await keptFiles()).toEqual([]);
    await pass(200);
    expect(await keptFiles()).toEqual(['a']);
  });

  it('are dropped once it is done', async () => {
    const letThrough = browser.network.hold('POST /upload', storeForm);
    await add('1', '2');
    await pass(KEPT_MS + 100);
    expect(await keptFiles()).toEqual(['1', '2']);
    letThrough();
    await pass(100);
    expect(await keptFiles()).toEqual(['2']);
  });

  it('are dropped if it is done while they are copied', async () => {
    const letThrough = browser.network.hold('POST /upload', storeForm);
    // A refused file keeps the batch, so that nothing is forgotten with it.
    await add(fileNamed('empty', 0), 'a');
    vi.advanceTimersByTime(KEPT_MS);
    letThrough();
    await pass(100);
    expect(itemNamed(page, 'a').state).toBe('done');
    expect(await keptFiles()).toEqual([]);
  });

  it('keep the page from being closed until they are copied', async () => {
    browser.network.stalled = true;
    expect(page.dispatch('beforeunload').defaultPrevented).toBe(false);
    await add('a');
    expect(page.dispatch('beforeunload').defaultPrevented).toBe(true);
    await pass(KEPT_MS);
    expect(page.dispatch('beforeunload').defaultPrevented).toBe(false);
  });

  it('are copied again when the file was chosen again', async () => {
    browser.network.stalled = true;
    await add('a');
    await reload();
    browser.network.stalled = true;
    await add('a');
    await pass(KEPT_MS);
    expect(await keptFiles()).toEqual(['a']);
  });
});

describe('another tab', () => {
  it('leaves a batch alone that this one works on', async () => {
    browser.network.stalled = true;
    await add('a');
    await pass(KEPT_MS);
    const other = await openUploads(browser);
    await pass(RELEASED_MS);
    expect(await shown(other)).toEqual([]);
    expect(await shown(page)).toEqual(['a: sending']);
  });

  it('takes a batch over that a closing tab lets go of', async () => {
    const letGo = await interruptHeldBatch();
    await pass(RELEASED_MS - 500);
    expect(await shown(page)).toEqual([]);
    letGo();
    await settle();
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('lets go of it again if another user has logged in meanwhile', async () => {
    const letGo = await interruptHeldBatch();
    await logIn(browser, page, 'bob');
    letGo();
    await settle();
    expect(await shown(page)).toEqual([]);
    await pass(RELEASED_MS);
    await logIn(browser, page, 'ada');
    await settle();
    expect(await shown(page)).toEqual(['a: done']);
  });
});

/** Reloads a page with one kept upload while another tab still has its batch; returns how that tab lets go. */
async function interruptHeldBatch(): Promise<() => void> {
  browser.network.stalled = true;
  await add('a');
  await pass(KEPT_MS);
  const [batch] = await page.batchesOf('ada');
  browser.closeTabs();
  browser.network.stalled = false;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  void navigator.locks.request(`audmg.uploads.${batch}`, () => held);
  page = await openUploads(browser);
  return letGo;
}
