import { expect, it } from 'vitest';
import { mostCommon } from './day_place';

it('takes the place that most pictures name', () => {
  expect(mostCommon(['Paris', undefined, 'Lyon', 'Lyon'])).toBe('Lyon');
  expect(mostCommon(['Paris', 'Lyon'])).toBe('Paris');
  expect(mostCommon([undefined])).toBeUndefined();
});
