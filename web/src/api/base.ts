/** URL of the API. A static host writes it into index.html; empty means the page's own origin. */
const configured =
  document.querySelector<HTMLMetaElement>('meta[name="audmg-api"]')?.content.trim() ?? '';

export const apiBase = configured.replace(/\/+$/, '');

/**
 * Returns a signed URL as this page can reach it. A drive that serves the app itself may be known to the
 * browser by another name than the one it signs for (localhost, an address in the network). Its
 * signature covers path and parameters only, so the page's own origin works, too. URLs of object stores
 * are returned unchanged.
 */
export function reachable(url: string): string {
  if (apiBase !== '') return url;
  const { pathname, search, searchParams } = new URL(url, location.href);
  const isOurs = pathname.startsWith('/objects/') && searchParams.has('signature');
  return isOurs ? pathname + search : url;
}
