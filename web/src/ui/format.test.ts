import { expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatExposure,
  formatRemaining,
  formatSpan,
  plural,
} from './format';

it.each([
  [1, '1 B'],
  [999, '999 B'],
  [84_213, '84 kB'],
  [1_000_000, '1.0 MB'],
  [9_960_000, '10 MB'],
  [734_003_200, '734 MB'],
  [50_000_000_000, '50 GB'],
])('says %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it.each([
  [0, '0:00'],
  [59.9, '0:59'],
  [83.4, '1:23'],
  [3661, '1:01:01'],
])('says %d seconds as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

it.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [61, '1 min'],
  [4800, '1 h 20 min'],
])('says that %d seconds remain as %s', (seconds, text) =>
  expect(formatRemaining(seconds)).toBe(text),
);

it.each([
  [0.004, '1/250 s'],
  [0.5, '0.5 s'],
  [30, '30 s'],
])('says an exposure of %d s as %s', (seconds, text) => expect(formatExposure(seconds)).toBe(text));

it('counts', () => {
  expect(plural(1, 'photo')).toBe('1 photo');
  expect(plural(2, 'photo')).toBe('2 photos');
});

it.each([
  [2_592_000, '30 days'],
  [86_400, '1 day'],
  [43_200, '12 hours'],
  [90, '2 minutes'],
  [1, '1 second'],
])('says a span of %d seconds as %s', (seconds, text) => expect(formatSpan(seconds)).toBe(text));
