import { describe, expect, it } from 'vitest';
import { expiryOf, isFresh } from './signed_url';

describe('expiryOf', () => {
  it('reads the URLs of a drive', () => {
    expect(expiryOf('http://h/objects/a?expires=1700000000&binding=u.1&signature=x')).toBe(
      1_700_000_000_000,
    );
  });

  it('reads those of S3', () => {
    const url =
      'https://b.s3.amazonaws.com/k?X-Amz-Date=20260131T235959Z&X-Amz-Expires=3600&X-Amz-Signature=x';
    expect(expiryOf(url)).toBe(Date.UTC(2026, 1, 1, 0, 59, 59));
  });

  it('takes others for lasting', () => {
    expect(expiryOf('https://h/k')).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('isFresh', () => {
  const url = 'http://h/objects/a?expires=3600';
  it('leaves some minutes', () => {
    expect(isFresh(url, 0, 3_000_000)).toBe(true);
    expect(isFresh(url, 0, 3_400_000)).toBe(false);
  });

  it('bears lifetimes of seconds', () => {
    expect(isFresh(url, 3_590_000, 3_595_000)).toBe(true);
    expect(isFresh(url, 3_590_000, 3_599_000)).toBe(false);
  });
});
