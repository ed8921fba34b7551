import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser, pass, settle } from '../../tests/doubles/browser';
import { json, problem } from '../../tests/doubles/network';
import { fileOf, tokensOf } from '../../tests/doubles/records';
import {
  expectState,
  fileNamed,
  itemNamed,
  logIn,
  nameIn,
  openUploads,
  shown,
  storeForm,
  toasts,
  type UploadPage,
} from '../../tests/doubles/upload_page';

const INTERNAL = 'Something went wrong in the drive. Try again.';

let browser: Browser;
let page: UploadPage;

const posts = () => browser.network.sent('POST /upload');
const postedNames = () => Promise.all(posts().map(nameIn));
const headerOf = (name: string) => posts().map(({ headers }) => headers.get(name));

async function add(...files: (File | string)[]): Promise<void> {
  page.uploads.add(files.map((each) => (typeof each === 'string' ? fileNamed(each) : each)));
  await settle();
}

const idOf = (name: string) => itemNamed(page, name).id;

beforeEach(async () => {
  browser = new Browser();
  browser.network.on('POST /upload', storeForm);
  browser.network.on('GET /livez', () => new Response('ok'));
  page = await openUploads(browser);
});

afterEach(() => browser.close());

describe('adding files', () => {
  it('sends each in one request, and tells the library', async () => {
    await add('a.jpg', 'b.jpg');
    expect(await shown(page)).toEqual(['a.jpg: done', 'b.jpg: done']);
    expect(page.arrived).toEqual(['a.jpg', 'b.jpg']);
    expect(await postedNames()).toEqual(['a.jpg', 'b.jpg']);
    expect(headerOf('Authorization')).toEqual(['Bearer access-ada', 'Bearer access-ada']);
    expect(new Set(headerOf('Idempotency-Key')).size).toBe(2);
  });

  it('sends a companion after its picture, with its id', async () => {
    const letThrough = browser.network.hold('POST /upload', storeForm);
    await add(fileNamed('IMG_1.MOV', 10, 'video/quicktime'), 'IMG_1.HEIC', 'b.jpg');
    expect(await postedNames()).toEqual(['IMG_1.HEIC', 'b.jpg']);
    expect((await shown(page))[0]).toBe('IMG_1.MOV: waiting');
    letThrough();
    await settle();
    letThrough();
    await settle();
    letThrough();
    await settle();
    expect(await postedNames()).toEqual(['IMG_1.HEIC', 'b.jpg', 'IMG_1.MOV']);
    const forms = await Promise.all(posts().map((request) => request.clone().formData()));
    expect(forms.map((form) => form.get('companionOf'))).toEqual([null, null, 'IMG_1.HEIC']);
    expect(forms[0]?.get('modifiedAt')).toBe('1970-01-01T00:00:01.000Z');
    expect([...(forms[2]?.keys() ?? [])].at(-1)).toBe('file');
    expect(await shown(page)).toContain('IMG_1.MOV: done');
  });

  it('does not send a companion without its picture', async () => {
    browser.network.on('POST /upload', () => problem(415, 'unsupported_media_type'));
    await add('1.heic', '1.xmp');
    await settle();
    const list = await shown(page);
    expect(list.at(-1)).toBe('1.xmp: refused (Its picture was not uploaded.)');
    expect(await postedNames()).toEqual(['1.heic']);
    await add(fileNamed('alone.mov', 10, 'video/quicktime'));
    expect((await shown(page)).at(-1)).toContain('This is a video.');
  });

  it('shows how far each of them is', async () => {
    browser.network.stalled = true;
    await add('a.jpg');
    expect(await shown(page)).toEqual(['a.jpg: sending']);
    expect(itemNamed(page, 'a.jpg')).toMatchObject({ size: 10, sent: 5 });
    browser.network.stalled = false;
    const letThrough = browser.network.hold('POST /upload', storeForm);
    await add('b.jpg');
    await expectState(page, 'b.jpg', 'finishing');
    expect(itemNamed(page, 'b.jpg').sent).toBe(10);
    letThrough();
    await expectState(page, 'b.jpg', 'done');
  });

  it('sends three at a time, in their order', async () => {
    const letThrough = browser.network.hold('POST /upload', storeForm);
    await add('1', '2', '3', '4', '5');
    expect(await postedNames()).toEqual(['1', '2', '3']);
    letThrough();
    await settle();
    expect(await postedNames()).toEqual(['1', '2', '3', '4']);
    expect(await shown(page)).toEqual([
      '1: done',
      '2: finishing',
      '3: finishing',
      '4: finishing',
      '5: waiting',
    ]);
  });

  it('sends nothing before the batch is on the shelf, or the shelf has not replied for ten seconds', async () => {
    Object.assign(globalThis, { indexedDB: { open: () => ({}) } });
    page = await openUploads(browser);
    await add('a');
    await pass(9800);
    expect(await shown(page)).toEqual(['a: waiting']);
    expect(posts()).toEqual([]);
    await pass(200);
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('uploads also where nothing can be put on a shelf', async () => {
    Object.assign(globalThis, { indexedDB: undefined });
    page = await openUploads(browser);
    await add('a');
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('does nothing while nobody is logged in', async () => {
    page.useSession.setState({ session: null });
    await add('a');
    expect(await shown(page)).toEqual([]);
    expect(posts()).toEqual([]);
  });

  it('says what the library has already, and what is damaged there', async () => {
    browser.network.on('POST /upload', async (request) => {
      const fileName = await nameIn(request);
      const damaged = fileName === 'b' ? { damaged: 'Its bytes are damaged.' } : {};
      return json({ file: fileOf(fileName, { fileName, ...damaged }), duplicate: true });
    });
    await add('a', 'b');
    expect(await shown(page)).toEqual([
      'a: duplicate (Already in your library)',
      'b: duplicate (Its bytes are damaged.)',
    ]);
  });

  it('draws the list a few times a second, not at every change', async () => {
    let drawn = 0;
    page.uploads.shown.subscribe(() => drawn++);
    await add(...Array.from({ length: 30 }, (_, i) => String(i)));
    await settle();
    expect(drawn).toBe(0);
    await pass(100);
    expect(drawn).toBe(1);
    expect(page.uploads.shown.items()).toHaveLength(30);
  });
});

describe('files that the drive does not take', () => {
  it('are not sent if that is known before', async () => {
    await add(fileNamed('empty.jpg', 0), fileNamed('v.mp4', 10, 'video/mp4'), 'a.jpg');
    expect(await shown(page)).toEqual([
      'empty.jpg: refused (The file is empty.)',
      'v.mp4: refused (This is a video. The drive takes images and audio.)',
      'a.jpg: done',
    ]);
    expect(await postedNames()).toEqual(['a.jpg']);
  });

  it.each([400, 413, 415, 422])('are refused for good by status %d', async (status) => {
    browser.network.on('POST /upload', () => problem(status, 'no'));
    await add('a');
    expect(await shown(page)).toEqual(['a: refused (no.)']);
    page.uploads.resumeAll();
    await pass(1000);
    expect(posts()).toHaveLength(1);
  });

  it('because the quota is full are sent again when there is room', async () => {
    browser.network.on('POST /upload', () => problem(413, 'quota_exceeded'));
    await add('a');
    expect(await shown(page)).toEqual([
      'a: failed (Your space is used up. Delete something, or ask an admin for more.)',
    ]);
    browser.network.on('POST /upload', storeForm);
    page.uploads.resumeAll();
    await pass(1000);
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('stay on the list, and on the shelf, until they are dismissed', async () => {
    await add(fileNamed('empty.jpg', 0), 'a.jpg');
    await pass(100);
    expect(await page.batchesOf('ada')).toHaveLength(1);
    page.uploads.remove(idOf('empty.jpg'));
    expect(await shown(page)).toEqual(['a.jpg: done']);
    expect(await page.batchesOf('ada')).toEqual([]);
  });
});

describe('failures', () => {
  it('that pass are tried again, under the same key', async () => {
    browser.network.on('POST /upload', () => problem(503, 'unavailable'));
    await add('a');
    expect(await shown(page)).toEqual(['a: finishing (Trying again…)']);
    browser.network.on('POST /upload', storeForm);
    await pass(2000);
    expect(await shown(page)).toEqual(['a: done']);
    expect(posts().length).toBeGreaterThan(1);
    expect(new Set(headerOf('Idempotency-Key')).size).toBe(1);
  });

  it('wait as long as the drive wants', async () => {
    browser.network.on('POST /upload', () => problem(429, 'rate_limited', { 'Retry-After': '30' }));
    await add('a');
    browser.network.on('POST /upload', storeForm);
    await pass(29_000);
    expect(posts()).toHaveLength(1);
    await pass(2000);
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('end after some tries; then it is for the user to try again', async () => {
    browser.network.on('POST /upload', () => problem(500, 'internal'));
    await add('a', 'b');
    await pass(300_000);
    expect(await shown(page)).toEqual([`a: failed (${INTERNAL})`, `b: failed (${INTERNAL})`]);
    expect(itemNamed(page, 'a').sent).toBe(0);
    expect(posts()).toHaveLength(18);
    browser.network.on('POST /upload', storeForm);
    page.uploads.resume(idOf('b'));
    expect(await shown(page)).toEqual([`a: failed (${INTERNAL})`, 'b: done']);
    page.uploads.resumeAll();
    expect(await shown(page)).toEqual(['a: done', 'b: done']);
  });

  it('that do not pass are not tried again', async () => {
    browser.network.on('POST /upload', () => problem(507, 'insufficient_storage'));
    await add('a');
    await pass(60_000);
    expect(await shown(page)).toEqual(['a: failed (The drive is full.)']);
    expect(posts()).toHaveLength(1);
  });

  it('of the connection are waited out, however long, and the upload goes on at once', async () => {
    browser.network.online = false;
    await add('a');
    await pass(600_000);
    expect(await shown(page)).toEqual(['a: sending (Waiting for the connection…)']);
    browser.network.online = true;
    // The drive is polled every three seconds.
    await pass(3100);
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('of a connection that moves nothing are noticed', async () => {
    browser.network.stalled = true;
    await add('a');
    await pass(44_000);
    expect(await shown(page)).toEqual(['a: sending']);
    await pass(950);
    expect(await shown(page)).toEqual(['a: sending (Waiting for the connection…)']);
    browser.network.stalled = false;
    await pass(3100);
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('to read the file are for the user, who chooses it again', async () => {
    const file = fileNamed('a');
    file.slice = () => {
      throw new DOMException('it was moved', 'NotReadableError');
    };
    browser.network.online = false;
    await add(file);
    expect(await shown(page)).toEqual([
      'a: failed (The file can no longer be read. Choose it again.)',
    ]);
    browser.network.online = true;
    await add('a');
    expect(await shown(page)).toEqual(['a: done']);
  });
});

describe('pausing', () => {
  it('stops the transfer, and the next file has its place', async () => {
    browser.network.stalled = true;
    await add('1', '2', '3', '4');
    await pass(100);
    page.uploads.pause(idOf('2'));
    expect(await shown(page)).toEqual(['1: sending', '2: paused', '3: sending', '4: sending']);
    expect(itemNamed(page, '2').sent).toBe(5);
  });

  it('is over when the upload is resumed', async () => {
    browser.network.stalled = true;
    await add('a');
    await pass(100);
    page.uploads.pause(idOf('a'));
    await pass(100_000);
    expect(await shown(page)).toEqual(['a: paused']);
    browser.network.stalled = false;
    page.uploads.resume(idOf('a'));
    expect(await shown(page)).toEqual(['a: done']);
  });

  it('holds, whatever the transfer still has to say', async () => {
    let readable = () => {};
    const reading = new Promise<ArrayBuffer>((resolve) => {
      readable = () => resolve(new ArrayBuffer(1));
    });
    const file = fileNamed('a');
    file.slice = () => Object.assign(new Blob(), { arrayBuffer: () => reading });
    browser.network.online = false;
    await add(file);
    page.uploads.pauseAll();
    readable();
    expect(await shown(page)).toEqual(['a: paused']);
  });

  it('and resuming in one breath sends the file once', async () => {
    const letThrough = browser.network.hold('POST /upload', storeForm);
    await add('a');
    await pass(100);
    page.uploads.pause(idOf('a'));
    page.uploads.resume(idOf('a'));
    page.uploads.pause(idOf('a'));
    page.uploads.resume(idOf('a'));
    await settle();
    expect(posts()).toHaveLength(2);
    expect(posts()[0]?.signal.aborted).toBe(true);
    letThrough();
    letThrough();
    expect(await shown(page)).toEqual(['a: done']);
    expect(page.arrived).toEqual(['a']);
  });

  it('and resuming in one breath lets no fourth file go', async () => {
    browser.network.stalled = true;
    await add('1');
    await pass(100);
    page.uploads.pause(idOf('1'));
    page.uploads.resume(idOf('1'));
    await add('2', '3', '4');
    expect(await shown(page)).toEqual(['1: sending', '2: sending', '3: sending', '4: waiting']);
  });

  it('works for all at once, and leaves alone what is over', async () => {
    browser.network.stalled = true;
    await add(fileNamed('empty', 0), '1', '2', '3', '4');
    page.uploads.pauseAll();
    const states = ['1: paused', '2: paused', '3: paused', '4: paused'];
    expect(await shown(page)).toEqual(['empty: refused (The file is empty.)', ...states]);
    expect(page.uploads.needsThePage).toBe(false);
    browser.network.stalled = false;
    page.uploads.resumeAll();
    await settle();
    expect((await shown(page)).slice(1)).toEqual(['1: done', '2: done', '3: done', '4: done']);
  });
});

describe('cancelling', () => {
  it('takes the upload off the list and the shelf, and lets the next one go', async () => {
    browser.network.stalled = true;
    await add('1', '2', '3', '4');
    await pass(100);
    const [batch] = await page.batchesOf('ada');
    const id = idOf('1');
    page.uploads.remove(id);
    page.uploads.remove(id);
    expect(await shown(page)).toEqual(['2: sending', '3: sending', '4: sending']);
    const shelved = await page.shelvedBatch(batch as string);
    expect(shelved.map(({ note }) => note.name)).toEqual(['2', '3', '4']);
  });

  it('of the last one forgets the batch', async () => {
    browser.network.stalled = true;
    await add('1');
    await pass(100);
    page.uploads.remove(idOf('1'));
    await settle();
    expect(await page.batchesOf('ada')).toEqual([]);
    expect(page.uploads.needsThePage).toBe(false);
  });
});

describe('the session', () => {
  const renewable = () => {
    const { session } = page.useSession.getState();
    page.useSession.setState({ session: session && { ...session, refreshToken: 'refresh-1' } });
  };

  it('is renewed when the drive refuses its token', async () => {
    renewable();
    browser.network.on('POST /token/refresh', () => json(tokensOf('new', 1e6)));
    browser.network.on('POST /upload', (request) =>
      request.headers.get('Authorization') === 'Bearer access-new'
        ? storeForm(request)
        : problem(401, 'unauthorized'),
    );
    await add('a', 'b');
    expect(await shown(page)).toEqual(['a: done', 'b: done']);
    expect(browser.network.sent('POST /token/refresh')).toHaveLength(1);
  });

  it('may end: uploads pause, and go on when their user is back', async () => {
    browser.network.on('POST /token/refresh', () => problem(401, 'invalid_refresh_token'));
    browser.network.on('POST /upload', () => problem(401, 'unauthorized'));
    await add('a', 'b', 'c', 'd');
    const paused = ['a: paused', 'b: paused', 'c: paused', 'd: paused'];
    expect(await shown(page)).toEqual(paused);
    browser.network.on('POST /upload', storeForm);
    await logIn(browser, page, 'ada');
    expect(await shown(page)).toEqual(['a: done', 'b: done', 'c: done', 'd: done']);
  });

  it('of somebody else takes nothing over, not even what is under way', async () => {
    const letThrough = browser.network.hold('POST /upload', () => problem(503, 'unavailable'));
    await add('1', '2', '3', '4');
    await pass(100);
    await logIn(browser, page, 'bob');
    for (let i = 0; i < 3; i++) letThrough();
    await pass(60_000);
    expect(await shown(page)).toEqual([]);
    expect(new Set(headerOf('Authorization'))).toEqual(new Set(['Bearer access-ada']));
    expect(posts()).toHaveLength(3);
    browser.network.on('POST /upload', storeForm);
    await add('of-bob');
    expect(await shown(page)).toEqual(['of-bob: done']);
  });

  it('of ada has her uploads again after bob was here', async () => {
    browser.network.stalled = true;
    await add('a');
    await pass(3000);
    await logIn(browser, page, 'bob');
    browser.network.stalled = false;
    await pass(3000);
    expect(page.arrived).toEqual([]);
    await logIn(browser, page, 'ada');
    await pass(3000);
    expect(await shown(page)).toEqual(['a: done']);
    expect(page.arrived).toEqual(['a']);
  });
});

describe('the speed', () => {
  it('is told while something moves', async () => {
    browser.network.stalled = true;
    await add(fileNamed('a', 1_000_000));
    await pass(100);
    browser.network.hold('POST /upload', storeForm);
    browser.network.stalled = false;
    await add(fileNamed('b', 1_000_000));
    await pass(1000);
    expect(page.uploads.shown.rate()).toBeGreaterThan(0);
    page.uploads.pauseAll();
    await pass(100);
    expect(page.uploads.shown.rate()).toBe(0);
  });
});

it('says what is skipped of a batch that is chosen again', async () => {
  browser.network.on('POST /upload', async (request) =>
    (await nameIn(request)) === 'b' ? problem(507, 'insufficient_storage') : storeForm(request),
  );
  await add('a', 'b');
  expect(await shown(page)).toEqual(['a: done', 'b: failed (The drive is full.)']);
  browser.network.on('POST /upload', storeForm);
  await add('a', 'b', 'c');
  expect(await shown(page)).toEqual(['a: done', 'b: done', 'c: done']);
  expect(toasts(page)).toEqual(['Skipped 1 file that the list has already.']);
});
