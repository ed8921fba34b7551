const metaOf = (name: string) =>
  document
    .querySelector<HTMLMetaElement>(`meta[name="${name}"]`)
    ?.content.trim()
    .replace(/\/+$/, '') ?? '';

/** URL of the API. A static host writes it into index.html; empty means the page's own origin. */
export const apiBase = metaOf('audmg-api');

/** Path below which this page's own host passes on what the object store is asked with a signature. */
const objectsBase = metaOf('audmg-objects');

/**
 * Returns a signed URL as this page can reach it. A drive that serves the app itself may be known to the
 * browser by another name than the one it signs for (localhost, an address in the network). Its
 * signature covers path and parameters only, so the page's own origin works, too. A content delivery
 * network in front of S3 keeps the name that is signed and costs less than the bucket; parts of uploads
 * go to the bucket. Other URLs of object stores are returned unchanged.
 */
export function reachable(url: string): string {
  const { pathname, search, searchParams } = new URL(url, location.href);
  if (objectsBase !== '') {
    const isRead = searchParams.has('X-Amz-Signature') && !searchParams.has('partNumber');
    return isRead ? objectsBase + pathname + search : url;
  }
  if (apiBase !== '') return url;
  const isOurs = pathname.startsWith('/objects/') && searchParams.has('signature');
  return isOurs ? pathname + search : url;
}
