import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser, pass, settle } from '../../tests/doubles/browser';
import { problem } from '../../tests/doubles/network';
import {
  fileNamed,
  itemNamed,
  MEGABYTE,
  openUploads,
  PART_SIZE,
  PartsDrive,
  shown,
  type UploadPage,
} from '../../tests/doubles/upload_page';

let browser: Browser;
let page: UploadPage;
let drive: PartsDrive;
const large = fileNamed('a', 7 * MEGABYTE);

const putParts = () =>
  browser.network.sent('PUT /parts/*').map(({ url }) => Number(url.split('/').at(-1)));
const sent = (what: string) => browser.network.sent(what).length;

async function add(file = large): Promise<void> {
  page.uploads.add([file]);
  await settle();
}

beforeEach(async () => {
  browser = new Browser();
  drive = new PartsDrive(browser);
  browser.network.on('GET /livez', () => new Response('ok'));
  page = await openUploads(browser);
});

afterEach(() => browser.close());

describe('a large file', () => {
  it('arrives whole, in parts', async () => {
    await add();
    expect(await shown(page)).toEqual(['a: done']);
    expect(putParts()).toEqual([1, 2, 3, 4]);
    expect(drive.parts.get(4)?.size).toBe(MEGABYTE);
    expect(await drive.has(large)).toBe(true);
    expect(page.arrived).toEqual(['a']);
    const [begin] = browser.network.sent('POST /uploads');
    const [complete] = browser.network.sent('POST /uploads/*/complete');
    const key = begin?.headers.get('Idempotency-Key');
    expect(complete?.headers.get('Idempotency-Key')).toBe(`${key}-complete`);
    expect(await begin?.json()).toEqual({
      fileName: 'a',
      contentType: 'image/jpeg',
      size: 7e6,
      modifiedAt: '1970-01-01T00:00:01.000Z',
    });
  });

  it('has three parts under way at a time, together with all others', async () => {
    const letThrough = browser.network.hold(
      'PUT /parts/*',
      browser.network.handlerOf('PUT /parts/1'),
    );
    await add();
    expect(putParts()).toEqual([1, 2, 3]);
    letThrough();
    await settle();
    expect(putParts()).toEqual([1, 2, 3, 4]);
    await pass(100);
    expect(itemNamed(page, 'a')).toMatchObject({ state: 'sending', sent: 7 * MEGABYTE });
    await add(fileNamed('small'));
    expect(sent('POST /upload')).toBe(0);
  });

  it('is counted part by part', async () => {
    browser.network.stalled = true;
    await add();
    await pass(100);
    expect(itemNamed(page, 'a')).toMatchObject({ state: 'sending', sent: 3 * (PART_SIZE / 2) });
  });

  it('sends after a failure what is missing, and nothing else', async () => {
    const put = browser.network.handlerOf('PUT /parts/3');
    browser.network.on('PUT /parts/3', () => problem(503, 'unavailable'));
    await add();
    expect(putParts()).toEqual([1, 2, 3, 4]);
    browser.network.on('PUT /parts/3', put);
    await pass(2000);
    expect(await shown(page)).toEqual(['a: done']);
    expect(putParts().slice(4)).toEqual(
      putParts()
        .slice(4)
        .map(() => 3),
    );
    expect(sent('POST /uploads')).toBe(1);
    expect(await drive.has(large)).toBe(true);
  });

  it('asks for new URLs at once when the old ones have expired', async () => {
    const put = browser.network.handlerOf('PUT /parts/2');
    browser.network.on('PUT /parts/2', () => {
      browser.network.on('PUT /parts/2', put);
      return problem(403, 'url_expired');
    });
    await add();
    expect(await shown(page)).toEqual(['a: done']);
    expect(sent('GET /uploads/*')).toBe(1);
    expect(putParts()).toEqual([1, 2, 3, 4, 2]);
  });

  it('sends parts again that the drive has lost', async () => {
    const put = browser.network.handlerOf('PUT /parts/2');
    browser.network.on('PUT /parts/2', () => {
      browser.network.on('PUT /parts/2', put);
      return new Response(null, { status: 204 });
    });
    await add();
    expect(await shown(page)).toEqual(['a: done']);
    expect(putParts()).toEqual([1, 2, 3, 4, 2]);
  });

  it('fails when the drive loses them again and again', async () => {
    browser.network.on('PUT /parts/2', () => new Response(null, { status: 204 }));
    await add();
    await pass(10_000);
    expect(await shown(page)).toEqual(['a: failed (upload_incomplete.)']);
    expect(sent('POST /uploads/*/complete')).toBe(4);
  });

  it('begins again when the drive has forgotten the upload', async () => {
    browser.network.on('PUT /parts/4', () => {
      browser.network.on('PUT /parts/4', browser.network.handlerOf('PUT /parts/1'));
      drive.known = false;
      return problem(404, 'not_found');
    });
    await add();
    expect(await shown(page)).toEqual(['a: done']);
    expect(drive.sessions).toBe(2);
    expect(await drive.has(large)).toBe(true);
  });

  it('that is not wanted leaves nothing behind at the drive', async () => {
    browser.network.on('POST /uploads/*/complete', () => problem(415, 'unsupported_media_type'));
    await add();
    expect(await shown(page)).toEqual([
      'a: refused (This is not an image or a recording that the drive can read.)',
    ]);
    expect(drive.known).toBe(false);
  });
});

describe('while its parts are under way', () => {
  it('it can be paused, and goes on with what is missing', async () => {
    const put = browser.network.handlerOf('PUT /parts/1');
    const letThrough = browser.network.hold('PUT /parts/*', put);
    await add();
    letThrough();
    await pass(100);
    page.uploads.pauseAll();
    await settle();
    const stopped = browser.network.sent('PUT /parts/*').map(({ signal }) => signal.aborted);
    expect(stopped).toEqual([false, true, true, true]);
    expect(await shown(page)).toEqual(['a: paused']);
    const before = putParts().length;
    browser.network.on('PUT /parts/*', put);
    page.uploads.resumeAll();
    expect(await shown(page)).toEqual(['a: done']);
    expect(putParts().slice(before)).toEqual([2, 3, 4]);
    expect(sent('POST /uploads')).toBe(1);
  });

  it('it can be resumed before its old run has ended', async () => {
    const put = browser.network.handlerOf('PUT /parts/1');
    browser.network.stalled = true;
    await add();
    await pass(100);
    browser.network.stalled = false;
    browser.network.on('PUT /parts/*', put);
    page.uploads.pauseAll();
    page.uploads.resumeAll();
    expect(await shown(page)).toEqual(['a: done']);
    expect(page.arrived).toEqual(['a']);
    expect(putParts()).toEqual([1, 2, 3, 4]);
  });

  it('it can be cancelled, and leaves nothing behind at the drive', async () => {
    browser.network.hold('PUT /parts/*', () => new Response());
    await add();
    await pass(100);
    page.uploads.remove(itemNamed(page, 'a').id);
    await settle();
    expect(drive.known).toBe(false);
    expect(await shown(page)).toEqual([]);
    expect(await page.batchesOf('ada')).toEqual([]);
  });
});

it('does not cancel at the drive what is done', async () => {
  await add();
  await pass(100);
  page.uploads.remove(itemNamed(page, 'a').id);
  await settle();
  expect(sent('DELETE /uploads/*')).toBe(0);
});
