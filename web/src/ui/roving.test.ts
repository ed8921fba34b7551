import { describe, expect, it } from 'vitest';
import { roved } from './roving';

/** Two rows of three, and one more below. */
const boxes = Array.from({ length: 7 }, (_, i) => ({
  left: (i % 3) * 100,
  top: Math.floor(i / 3) * 100,
  width: 90,
}));

describe('roved', () => {
  it('goes along the rows and stops at both ends', () => {
    expect(roved('ArrowRight', boxes, 2)).toBe(3);
    expect(roved('ArrowLeft', boxes, 0)).toBe(0);
    expect(roved('ArrowRight', boxes, 6)).toBe(6);
    expect(roved('Home', boxes, 4)).toBe(0);
    expect(roved('End', boxes, 4)).toBe(6);
  });

  it('goes to the nearest element of the next row', () => {
    expect(roved('ArrowDown', boxes, 1)).toBe(4);
    expect(roved('ArrowDown', boxes, 5)).toBe(6);
    expect(roved('ArrowUp', boxes, 6)).toBe(3);
    expect(roved('ArrowUp', boxes, 1)).toBe(1);
  });

  it('leaves other keys alone', () => {
    expect(roved('a', boxes, 1)).toBeNull();
    expect(roved('ArrowRight', [], -1)).toBeNull();
  });
});
