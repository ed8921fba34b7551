import { expect, it } from 'vitest';
import { expiryAfter } from './expiry';
import { pathOf } from './qr_path';

it('fills each run of dark modules once', () => {
  expect(
    pathOf([
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
    ]),
  ).toBe('M0 0h2v1H0zM3 0h1v1H3zM1 2h3v1H1z');
});

it('says when an app password ends, in whole seconds', () => {
  const now = Date.parse('2026-03-12T12:00:00.250Z');
  expect(expiryAfter(30, now)).toBe('2026-04-11T12:00:00Z');
  expect(expiryAfter(0, now)).toBeUndefined();
});
