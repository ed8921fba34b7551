import { afterEach, beforeEach, expect, it } from 'vitest';
import { Browser, pass, settle, type Tab } from '../../tests/doubles/browser';
import { json } from '../../tests/doubles/network';
import { fileOf, idAt } from '../../tests/doubles/records';
import type { Catalogue } from '../library/catalogue';

type Modules = typeof import('./collection_source') &
  typeof import('./collections') &
  typeof import('../library/use_catalogue') &
  typeof import('../api/file_events');

const ALBUM = 'album';
const [A, B, C, D] = [1, 2, 3, 4].map(idAt) as [string, string, string, string];
const PAGE = 2;

let browser: Browser;
let tab: Tab<Modules>;
let list: Catalogue;
/** The files of the album on the drive, in their order. */
let order: string[];
let events: ReadableStreamDefaultController<string>;

const member = (id: string) => fileOf(id, { collections: [ALBUM] });
const ids = () => list.state().items.map(({ id }) => id);
const sent = () => browser.network.sent('GET /collections/*/files').length;

async function announce(event: object): Promise<void> {
  events.enqueue(`data: ${JSON.stringify(event)}\n\n`);
  await settle();
}

beforeEach(async () => {
  browser = new Browser();
  order = [B, C, A];
  browser.network.on('GET /collections/*/files', ({ url }) => {
    const from = Number(new URL(url).searchParams.get('cursor') ?? 0);
    const to = from + PAGE;
    const next = to < order.length ? { nextCursor: String(to) } : {};
    return json({ files: order.slice(from, to).map(member), ...next });
  });
  browser.network.on('GET /files/*', ({ url }) => json(member(url.split('/').at(-1) as string)));
  const body = new ReadableStream<string>({
    start: (controller) => {
      events = controller;
    },
  }).pipeThrough(new TextEncoderStream());
  browser.network.on('GET /events', () => new Response(body));
  const session = { username: 'ada', token: 't', refreshToken: 'r', renewAt: 9e15 };
  browser.localStorage.setItem('audmg.session', JSON.stringify(session));
  tab = await browser.openTab(async () => ({
    ...(await import('./collection_source')),
    ...(await import('./collections')),
    ...(await import('../library/use_catalogue')),
    ...(await import('../api/file_events')),
  }));
  tab.startFileEvents();
  list = tab.catalogueOf(tab.collectionSource(ALBUM));
  await settle();
});
afterEach(async () => {
  list.close();
  await browser.close();
});

it('lists all pages in the order of the album', () => {
  expect(ids()).toEqual([B, C, A]);
  expect(list.state().complete).toBe(true);
});

it('fetches records again by the page that they were on', async () => {
  const before = sent();
  await tab.collectionSource(ALBUM).records('2');
  expect(sent()).toBe(before + 1);
});

it('drops a file that was taken out', () => {
  tab.takeFiles([fileOf(C)]);
  expect(ids()).toEqual([B, A]);
});

it('puts a file that was added at the end, and asks the drive whether that is its place', async () => {
  order = [D, B, C, A];
  tab.takeFiles([member(D)]);
  expect(ids()).toEqual([B, C, A, D]);
  await pass(1000);
  expect(ids()).toEqual([D, B, C, A]);
});

it('is listed anew when its order has changed, but not for another album', async () => {
  const before = sent();
  await announce({ type: 'collection.changed', detail: { collectionId: 'other' } });
  await pass(1000);
  expect(sent()).toBe(before);
  order = [A, B, C];
  await announce({ type: 'collection.changed', detail: { collectionId: ALBUM } });
  await pass(1000);
  expect(ids()).toEqual([A, B, C]);
});

it('is empty once the album was deleted, and asks no more', async () => {
  const before = sent();
  await announce({ type: 'collection.changed', detail: { collectionId: ALBUM } });
  await announce({ type: 'collection.deleted', detail: { collectionId: ALBUM } });
  await pass(2000);
  await announce({ type: 'files.changed', detail: { fileIds: [A, B] } });
  tab.takeFiles([member(D)]);
  await pass(2000);
  expect(ids()).toEqual([]);
  expect(sent()).toBe(before);
});

it('asks nothing of an album that is being deleted', async () => {
  browser.network.on('DELETE /collections/*', () => new Response(null, { status: 204 }));
  const before = sent();
  await announce({ type: 'collection.changed', detail: { collectionId: ALBUM } });
  const deleted = tab.deleteCollection(ALBUM);
  await pass(2000);
  await deleted;
  // The event that says so may come late.
  await announce({ type: 'files.changed', detail: { fileIds: [A, B] } });
  tab.takeFiles([member(D)]);
  await pass(2000);
  expect(sent()).toBe(before);
});

it('is deleted once what was asked of it is answered', async () => {
  let answer = () => {};
  browser.network.on('GET /collections/*/files', async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return json({ files: [] });
  });
  browser.network.on('DELETE /collections/*', () => new Response(null, { status: 204 }));
  void list.reload();
  await settle();
  const deleted = tab.deleteCollection(ALBUM);
  await pass(100);
  expect(browser.network.sent('DELETE /collections/*')).toHaveLength(0);
  answer();
  await deleted;
  expect(browser.network.sent('DELETE /collections/*')).toHaveLength(1);
});

it('is listed again when the album could not be deleted', async () => {
  browser.network.on('DELETE /collections/*', () => json({ title: 'no' }, 500));
  order = [A, B];
  await expect(tab.deleteCollection(ALBUM)).rejects.toThrow();
  await pass(1000);
  expect(ids()).toEqual([A, B]);
});
