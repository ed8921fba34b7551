import { expect, it } from 'vitest';
import { ridge } from './ridge';

it('is between 0 and 1, the same for the same seed, and not flat', () => {
  for (const seed of [1, 2, 3]) {
    const heights = ridge(60, seed);
    expect(heights).toHaveLength(60);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...heights)).toBeLessThanOrEqual(1);
    expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(0.5);
    expect(ridge(60, seed)).toEqual(heights);
  }
  expect(ridge(60, 1)).not.toEqual(ridge(60, 2));
});
