import { keepShared } from './shared_files';
import { wayOf } from './way';

// The service worker: shows the app where the drive cannot be reached, and takes files that are shared into it. It
// keeps only what is the same for everybody, so there is nothing of a user to forget at the log-out. Files that were
// shared are the exception; the page forgets them (start_shared.ts).

/** Paths of the scripts, styles and fonts, and a digest of them; vite.config.ts puts both in. */
declare const __SHELL__: readonly string[];
declare const __VERSION__: string;

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends LifeEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** What this file uses of the ServiceWorkerGlobalScope, whose types do not go with those of pages. */
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

const scope = self as unknown as WorkerScope;

const PREFIX = 'audmg-shell-';
const CACHE = PREFIX + __VERSION__;
/** Every address of the app is this page. */
const PAGE = '/';
const FILES = ['/favicon.svg'];
/** If the drive takes longer, the page that was kept is shown. */
const SLOW_MS = 4000;

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const fresh = [PAGE, ...FILES].map((path) => new Request(path, { cache: 'no-cache' }));
  await cache.addAll([...fresh, ...__SHELL__]);
  await scope.skipWaiting();
}

/** Deletes all versions but this one and the one before, whose tabs may still need its scripts. */
async function activate(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** Names of assets have a digest of their content in them, so the cache is as good as the drive. */
async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

/** Fetches from the drive, or returns what is kept under `path` if the drive does not answer in time. */
async function newest(request: Request, path: string): Promise<Response> {
  const fetched = fetch(request);
  const late = new Promise<null>((resolve) => setTimeout(resolve, SLOW_MS, null));
  const first = await Promise.race([fetched.catch(() => null), late]);
  if (first) return first;
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) ?? fetched;
}

async function receive(request: Request): Promise<Response> {
  try {
    const files = (await request.formData()).getAll('files');
    await keepShared(files.filter((each) => each instanceof File));
    return Response.redirect('/photos?shared', 303);
  } catch {
    return Response.redirect('/photos?shared=failed', 303);
  }
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const way = wayOf(request, scope.location.origin, FILES);
  if (way === 'asset') event.respondWith(asset(request));
  else if (way === 'page') event.respondWith(newest(request, PAGE));
  else if (way === 'file') event.respondWith(newest(request, new URL(request.url).pathname));
  else if (way === 'share') event.respondWith(receive(request));
});
