const MIN_LEFT_MS = 5 * 60_000;

/** Returns when a signed URL of the drive or of S3 expires, in milliseconds; Infinity if it does not say. */
export function expiryOf(url: string): number {
  const query = new URL(url, 'http://localhost').searchParams;
  const seconds = Number(query.get('expires'));
  if (seconds > 0) return seconds * 1000;
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '');
  const lifetime = Number(query.get('X-Amz-Expires'));
  if (!date || !(lifetime > 0)) return Number.POSITIVE_INFINITY;
  const [, y, mo, d, h, mi, s] = date.map(Number) as [number, ...number[]] as number[];
  return Date.UTC(y as number, (mo as number) - 1, d, h, mi, s) + lifetime * 1000;
}

/** Returns whether a URL works for some minutes more, or, if it is short-lived, for a quarter of its life. */
export function isFresh(url: string, fetchedAt: number, now = Date.now()): boolean {
  const expiry = expiryOf(url);
  return expiry - now > Math.min(MIN_LEFT_MS, (expiry - fetchedAt) / 4);
}
