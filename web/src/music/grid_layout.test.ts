import { describe, expect, it } from 'vitest';
import { gridFor } from './grid_layout';

describe('a grid of covers', () => {
  it.each([
    [288, 2],
    [358, 2],
    [772, 4],
    [1100, 5],
  ])('of %i pixels has %i columns', (width, columns) => {
    expect(gridFor(width).columns).toBe(columns);
  });

  it('fills its width', () => {
    for (let width = 280; width < 1600; width += 7) {
      const { columns, gap, cardPx } = gridFor(width);
      const used = columns * cardPx + (columns - 1) * gap;
      expect(used).toBeLessThanOrEqual(width);
      expect(width - used).toBeLessThan(columns);
    }
  });
});
