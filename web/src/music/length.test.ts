import { expect, it } from 'vitest';
import { lengthOf } from './length';

it.each([
  [5, '1 minute'],
  [2615, '44 minutes'],
  [3600, '1 hour'],
  [2 * 3600 + 12 * 60, '2 hours 12 minutes'],
])('says how long %i seconds are', (seconds, text) => {
  expect(lengthOf(seconds)).toBe(text);
});
