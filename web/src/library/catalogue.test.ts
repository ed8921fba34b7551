import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser, pass, settle, type Tab } from '../../tests/doubles/browser';
import { json, problem } from '../../tests/doubles/network';
import { fileOf, idAt } from '../../tests/doubles/records';
import type { File } from '../api/client';

type Modules = typeof import('./use_catalogue') &
  typeof import('./file_cache') &
  typeof import('../api/client') &
  typeof import('../api/file_events');

const PAGE = 100;
const OUTLINE = 2000;
/** Longer than all the waits between tries of a request. */
const RETRIED_MS = 60_000;

let browser: Browser;
/** The drive's files of both kinds, the newest first. */
let files: File[];
let tab: Tab<Modules>;
let events: ReadableStreamDefaultController<string>;

const photos = () => tab.catalogueOf(tab.allPhotos);
const ids = () =>
  photos()
    .state()
    .items.map(({ id }) => id);
const state = () => photos().state();
const idsOf = (all: readonly File[]) => all.map(({ fileId }) => fileId);
const sent = (what: string) => browser.network.sent(what).length;
const cursorsOf = (what: string) =>
  browser.network.sent(what).map(({ url }) => new URL(url).searchParams.get('cursor'));

/** So many pictures, the newest one uploaded at `newest` seconds. */
const pictures = (count: number, newest = count) =>
  Array.from({ length: count }, (_, i) => fileOf(idAt(newest - i)));

/** What GET /retrieve and GET /outline reply: cursors are positions. */
function serveLibrary(): void {
  const slice = (request: Request) => {
    const query = new URL(request.url).searchParams;
    const from = Number(query.get('cursor') ?? 0);
    const to = from + Number(query.get('limit'));
    const kind = query.get('kind');
    const all = files.filter((file) => !kind || file.kind === kind);
    const next = to < all.length ? { nextCursor: String(to) } : {};
    return { part: all.slice(from, to), from, next };
  };
  browser.network.on('GET /retrieve', (request) => {
    const { part, next } = slice(request);
    return json({ files: part, ...next });
  });
  browser.network.on('GET /outline', (request) => {
    const { part, from, next } = slice(request);
    const pages = Math.ceil(part.length / PAGE);
    return json({
      fileIds: idsOf(part),
      aspects: part.map(() => 1500),
      colors: part.map(() => '#123456'),
      dates: part.map(({ date }) => date.slice(0, 19)),
      cursors: Array.from({ length: pages - 1 }, (_, i) => String(from + (i + 1) * PAGE)),
      ...next,
    });
  });
  browser.network.on('GET /files/*', ({ url }) => {
    const file = files.find(({ fileId }) => url.endsWith(fileId));
    return file ? json(file) : problem(404, 'not_found');
  });
}

/** GET /events replies with a stream that the test writes to. */
function serveEvents(): void {
  const body = new ReadableStream<string>({
    start: (controller) => {
      events = controller;
    },
  }).pipeThrough(new TextEncoderStream());
  browser.network.on('GET /events', () => new Response(body));
}

async function announce(type: string, fileId: string, kind = 'image'): Promise<void> {
  events.enqueue(`data: ${JSON.stringify({ type, fileId, detail: { kind } })}\n\n`);
  await settle();
}

/** A page that shows the pictures of a user who is logged in. */
async function openLibrary(): Promise<void> {
  const session = { username: 'ada', token: 't', refreshToken: 'r', renewAt: 9e15 };
  browser.localStorage.setItem('audmg.session', JSON.stringify(session));
  tab = await browser.openTab(async () => ({
    ...(await import('./use_catalogue')),
    ...(await import('./file_cache')),
    ...(await import('../api/client')),
    ...(await import('../api/file_events')),
  }));
  tab.startFileEvents();
  photos();
  await settle();
}

beforeEach(() => {
  browser = new Browser();
  files = [];
  serveLibrary();
  serveEvents();
});

afterEach(async () => {
  photos().close();
  await browser.close();
});

describe('loading', () => {
  it('shows an empty library', async () => {
    await openLibrary();
    expect(state()).toEqual({ items: [], complete: true, error: null });
  });

  it('fetches records of the first screen, and of the rest an outline', async () => {
    files = pictures(PAGE + OUTLINE + 50);
    await openLibrary();
    expect(ids()).toEqual(idsOf(files));
    expect(state().complete).toBe(true);
    expect(cursorsOf('GET /retrieve')).toEqual([null]);
    expect(cursorsOf('GET /outline')).toEqual(['100', '2100']);
    expect(state().items[0]).toMatchObject({ aspect: 1.5, color: '#123456', cursor: null });
    expect(state().items[PAGE]).toMatchObject({ aspect: 1.5, color: '#123456', cursor: '100' });
    expect(state().items[2 * PAGE]?.cursor).toBe('200');
    expect(state().items[PAGE + OUTLINE]?.cursor).toBe('2100');
  });

  it('shows what is there before all of it is', async () => {
    files = pictures(PAGE + 1);
    browser.network.hold('GET /outline', () => problem(500, 'internal'));
    await openLibrary();
    expect(ids()).toEqual(idsOf(files.slice(0, PAGE)));
    expect(state()).toMatchObject({ complete: false, error: null });
  });

  it('tries again by itself when the drive is away for a moment', async () => {
    files = pictures(3);
    browser.network.online = false;
    await openLibrary();
    expect(state()).toMatchObject({ items: [], error: null });
    browser.network.online = true;
    await pass(2000);
    expect(ids()).toEqual(idsOf(files));
  });

  it('says what failed in the end, and goes on where it stopped', async () => {
    files = pictures(PAGE + 2 * OUTLINE);
    let broken = true;
    const outline = browser.network.handlerOf('GET /outline');
    browser.network.on('GET /outline', (request) =>
      broken && request.url.includes('cursor=2100') ? problem(500, 'internal') : outline(request),
    );
    await openLibrary();
    await pass(RETRIED_MS);
    expect(state().error).toMatchObject({ code: 'internal' });
    expect(ids()).toEqual(idsOf(files.slice(0, PAGE + OUTLINE)));
    broken = false;
    const before = sent('GET /outline');
    await photos().load();
    expect(ids()).toEqual(idsOf(files));
    expect(state()).toMatchObject({ complete: true, error: null });
    expect(cursorsOf('GET /outline').slice(before)).toEqual(['2100']);
  });

  it('finds what was uploaded between two tries', async () => {
    files = pictures(1);
    browser.network.on('GET /retrieve', () => problem(403, 'unauthorized'));
    await openLibrary();
    expect(state().error).not.toBeNull();
    serveLibrary();
    files = pictures(2);
    await photos().load();
    expect(ids()).toEqual(idsOf(files));
  });

  it('stops when the catalogue is closed', async () => {
    files = pictures(PAGE + 2 * OUTLINE);
    const outline = browser.network.handlerOf('GET /outline');
    const letThrough = browser.network.hold('GET /outline', outline);
    await openLibrary();
    const catalogue = photos();
    let changes = 0;
    catalogue.subscribe(() => changes++);
    catalogue.close();
    letThrough();
    await settle();
    expect(catalogue.state().items).toHaveLength(PAGE);
    expect(sent('GET /outline')).toBe(1);
    expect(changes).toBe(0);
  });
});

describe('the records of what is looked at', () => {
  it('come a page at a time', async () => {
    files = pictures(4 * PAGE);
    await openLibrary();
    const visible = state().items.slice(PAGE - 10, 3 * PAGE - 10);
    photos().want(visible);
    await settle();
    expect(cursorsOf('GET /retrieve')).toEqual([null, '100', '200']);
    expect(visible.every(({ id }) => tab.hasFreshFile(id))).toBe(true);
    expect(sent('GET /files/*')).toBe(0);
  });

  it('are those of the latest call', async () => {
    files = pictures(5 * PAGE);
    await openLibrary();
    const { items } = state();
    const catalogue = photos();
    const letThrough = browser.network.hold(
      'GET /retrieve',
      browser.network.handlerOf('GET /retrieve'),
    );
    catalogue.want(items.slice(PAGE, 2 * PAGE));
    catalogue.want(items.slice(2 * PAGE, 3 * PAGE));
    catalogue.want(items.slice(3 * PAGE, 4 * PAGE));
    for (let page = 0; page < 4; page++) {
      letThrough();
      await settle();
    }
    expect(cursorsOf('GET /retrieve')).toEqual([null, '100', '300']);
  });

  it('come one by one for files that are newer than the list', async () => {
    await openLibrary();
    files = pictures(1);
    tab.showUploaded(files[0] as File);
    tab.clearFiles();
    photos().want(state().items);
    await settle();
    expect(sent('GET /files/*')).toBe(1);
    expect(sent('GET /retrieve')).toBe(1);
  });

  it('take a file off the list that was deleted meanwhile', async () => {
    files = pictures(PAGE + 2);
    await openLibrary();
    const gone = files.splice(PAGE, 1)[0] as File;
    photos().want(state().items.slice(PAGE));
    await settle();
    expect(ids()).toEqual(idsOf(files));
    expect(tab.cachedFile(gone.fileId)).toBeUndefined();
    expect(sent('GET /files/*')).toBe(1);
  });

  it('are asked for once by a page whose clock is so wrong that their URLs look expired', async () => {
    files = pictures(PAGE + 1);
    await openLibrary();
    await pass(4_000_000);
    photos().want(state().items.slice(PAGE));
    await settle();
    expect(sent('GET /files/*')).toBe(1);
  });

  it('are asked for again after a failure', async () => {
    files = pictures(2 * PAGE);
    await openLibrary();
    const wanted = state().items.slice(PAGE);
    browser.network.on('GET /retrieve', () => problem(400, 'invalid_cursor'));
    photos().want(wanted);
    await settle();
    expect(tab.hasFreshFile(wanted[0]?.id ?? '')).toBe(false);
    serveLibrary();
    photos().want(wanted);
    await settle();
    expect(tab.hasFreshFile(wanted[0]?.id ?? '')).toBe(true);
  });

  it('are asked for again once their URLs have expired', async () => {
    files = pictures(1);
    await openLibrary();
    photos().want(state().items);
    await settle();
    expect(sent('GET /retrieve')).toBe(1);
    await pass(3_500_000);
    browser.network.on('GET /retrieve', () =>
      json({ files: [{ ...files[0], fileUrl: '/objects/new' }] }),
    );
    photos().want(state().items);
    await settle();
    expect(tab.cachedFile(idAt(1))?.fileUrl).toBe('/objects/new');
  });
});

describe('events', () => {
  it('bring new files to their places, once for all that come together', async () => {
    files = pictures(3);
    await openLibrary();
    files = [fileOf(idAt(5)), fileOf(idAt(4)), ...files];
    let changes = 0;
    photos().subscribe(() => changes++);
    await announce('file.uploaded', idAt(4));
    await announce('file.uploaded', idAt(5));
    expect(sent('GET /files/*')).toBe(0);
    await pass(150);
    expect(ids()).toEqual(idsOf(files));
    expect(changes).toBe(1);
    expect(sent('GET /files/*')).toBe(2);
    await announce('file.ready', idAt(3));
    await pass(150);
    expect(sent('GET /files/*')).toBe(3);
  });

  it('of a file that the outline is about to bring list it once', async () => {
    files = pictures(PAGE + 2);
    const outline = browser.network.handlerOf('GET /outline');
    const letThrough = browser.network.hold('GET /outline', outline);
    await openLibrary();
    await announce('file.ready', idAt(2));
    await pass(150);
    letThrough();
    await settle();
    expect(ids()).toEqual(idsOf(files));
  });

  it('of a file below those that the outline has yet to bring are put in order', async () => {
    files = pictures(PAGE + 50);
    const outline = browser.network.handlerOf('GET /outline');
    const letThrough = browser.network.hold('GET /outline', outline);
    await openLibrary();
    await announce('file.ready', idAt(2));
    await pass(150);
    expect(ids().at(-1)).toBe(idAt(2));
    letThrough();
    await settle();
    expect(ids()).toEqual(idsOf(files));
  });

  it('that come while all is listed anew are not forgotten', async () => {
    files = pictures(PAGE + 2);
    await openLibrary();
    const stale = files;
    const outline = browser.network.handlerOf('GET /outline');
    const letThrough = browser.network.hold('GET /outline', (request) => {
      files = stale;
      return outline(request);
    });
    const reload = photos().reload();
    await settle();
    await announce('file.trashed', idAt(3));
    files = [fileOf(idAt(PAGE + 3)), ...stale.filter(({ fileId }) => fileId !== idAt(3))];
    await announce('file.ready', idAt(PAGE + 3));
    await pass(150);
    const now = idsOf(files);
    expect(ids()).toEqual(now);
    letThrough();
    await reload;
    expect(ids()).toEqual(now);
  });

  it('update the shape of a file, which keeps its place and page', async () => {
    files = pictures(PAGE + 1);
    await openLibrary();
    const last = files.at(-1) as File;
    files[PAGE] = { ...last, width: 100, height: 200 };
    await announce('file.ready', last.fileId);
    await pass(150);
    expect(state().items.at(-1)).toMatchObject({ id: last.fileId, aspect: 0.5, cursor: '100' });
    expect(state().items).toHaveLength(PAGE + 1);
  });

  it('cost one page when many files are new', async () => {
    await openLibrary();
    files = pictures(7);
    for (const { fileId } of files) await announce('file.uploaded', fileId);
    await pass(150);
    expect(ids()).toEqual(idsOf(files));
    expect(sent('GET /files/*')).toBe(0);
    expect(sent('GET /retrieve')).toBe(2);
  });

  it('take files off the list that were put into the trash', async () => {
    files = pictures(3);
    await openLibrary();
    await announce('file.trashed', idAt(2));
    expect(ids()).toEqual([idAt(3), idAt(1)]);
  });

  it('take deleted files off the list', async () => {
    files = pictures(3);
    await openLibrary();
    await announce('file.deleted', idAt(2));
    expect(ids()).toEqual([idAt(3), idAt(1)]);
  });

  it('of the other kind are for the other catalogue', async () => {
    await openLibrary();
    await announce('file.uploaded', idAt(1), 'audio');
    await pass(150);
    expect(sent('GET /files/*')).toBe(0);
  });

  it('whose file cannot be fetched are kept for the next time', async () => {
    await openLibrary();
    files = pictures(2);
    browser.network.on('GET /files/*', () => problem(403, 'unauthorized'));
    await announce('file.uploaded', idAt(1));
    await pass(150);
    expect(ids()).toEqual([]);
    serveLibrary();
    await announce('file.uploaded', idAt(2));
    await pass(150);
    expect(ids()).toEqual(idsOf(files));
  });

  it('are not heard any more once the catalogue is closed', async () => {
    files = pictures(1);
    await openLibrary();
    await announce('file.ready', idAt(1));
    photos().close();
    await announce('file.deleted', idAt(1));
    await pass(150);
    expect(ids()).toEqual([idAt(1)]);
    expect(sent('GET /files/*')).toBe(0);
  });
});

describe('a drive without an event stream', () => {
  /** What the drive tells whoever asks next. */
  let told: { type: string; fileId: string }[];
  let reset: boolean;

  beforeEach(() => {
    told = [];
    reset = false;
    browser.network.on('GET /events', ({ url }) => {
      const after = new URL(url).searchParams.get('after');
      if (after === null) return problem(501, 'not_implemented');
      // Events of the last minute are told again.
      const events = told.map((event, i) => ({ eventId: `e${i}`, detail: {}, ...event }));
      return json({ events: after ? events : [], cursor: '1.1', ...(reset ? { reset } : {}) });
    });
  });

  it('is asked every few seconds while something happens', async () => {
    files = [fileOf(idAt(1), { status: 'processing', height: 0 })];
    await openLibrary();
    expect(state().items[0]?.aspect).toBe(0);
    files = [fileOf(idAt(1))];
    told = [{ type: 'file.ready', fileId: idAt(1) }];
    await pass(6000);
    expect(state().items[0]?.aspect).toBe(1.5);
    const before = sent('GET /files/*');
    await pass(6000);
    expect(sent('GET /files/*')).toBe(before);
  });

  it('is asked once a minute when nothing happens', async () => {
    await openLibrary();
    await pass(10 * 60_000);
    const before = sent('GET /events');
    await pass(10 * 60_000);
    expect(sent('GET /events') - before).toBe(10);
    expect(sent('GET /retrieve')).toBe(1);
  });

  it('is asked soon again after a change of this page', async () => {
    await openLibrary();
    await pass(10 * 60_000);
    browser.network.on('DELETE /files/*', () => json({}));
    const before = sent('GET /events');
    await tab.authorizedFetch(new Request(`${location.origin}/files/a`, { method: 'DELETE' }));
    await pass(6000);
    expect(sent('GET /events') - before).toBe(1);
  });

  it('is looked at again when events may have been missed', async () => {
    await openLibrary();
    files = pictures(2);
    reset = true;
    await pass(6000);
    expect(ids()).toEqual(idsOf(files));
  });
});

describe('what this page does itself', () => {
  it('shows an uploaded file at once, in the catalogue of its kind', async () => {
    files = pictures(2);
    await openLibrary();
    tab.showUploaded(fileOf(idAt(3)));
    tab.showUploaded(fileOf(idAt(4), { kind: 'audio' }));
    expect(ids()).toEqual([idAt(3), idAt(2), idAt(1)]);
    expect(tab.cachedFile(idAt(3))).toBeDefined();
  });

  it('takes deleted files and their records away', async () => {
    files = pictures(3);
    await openLibrary();
    tab.removeFiles(new Set([idAt(1), idAt(3)]));
    expect(ids()).toEqual([idAt(2)]);
    expect(tab.cachedFile(idAt(3))).toBeUndefined();
  });

  it('forgets everything when somebody else logs in', async () => {
    files = pictures(1);
    await openLibrary();
    tab.forgetOnLogOut();
    const { useSession } = await import('../api/session');
    const session = useSession.getState().session;
    useSession.setState({ session });
    expect(ids()).toEqual([idAt(1)]);
    files = [];
    useSession.setState({ session: session && { ...session, username: 'bob' } });
    expect(tab.cachedFile(idAt(1))).toBeUndefined();
    await settle();
    expect(ids()).toEqual([]);
  });
});
