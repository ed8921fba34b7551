import { API_PATH } from './api_paths';

/** Where the manifest has the system send files that are shared into the app. */
export const SHARE_PATH = '/share-target';

/**
 * How the service worker treats a request: "asset" comes from the cache if it is there, "page" and "file" from the
 * drive if it can be reached, "share" is kept for the page, and the worker stays out of everything else.
 */
export type Way = 'asset' | 'page' | 'file' | 'share' | 'none';

/** Decides the way of a request. `files` are the paths without a digest that the shell needs. */
export function wayOf(
  { method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>,
  origin: string,
  files: readonly string[],
): Way {
  const target = new URL(url);
  const { pathname } = target;
  if (target.origin !== origin) return 'none';
  if (method === 'POST' && pathname === SHARE_PATH) return 'share';
  if (method !== 'GET' || API_PATH.test(pathname) || pathname.startsWith('/.well-known/')) {
    return 'none';
  }
  if (pathname.startsWith('/assets/')) return 'asset';
  if (files.includes(pathname)) return 'file';
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  return mode === 'navigate' && !name.includes('.') ? 'page' : 'none';
}
