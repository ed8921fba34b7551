import { describe, expect, it } from 'vitest';
import { bounded, fitted, MAX_SCALE, WHOLE, zoomedAt } from './zoom';

const stage = { width: 1000, height: 800 };
const picture = { width: 1000, height: 500 };

describe('fitted', () => {
  it('fits the longer side', () => {
    expect(fitted({ width: 4000, height: 2000 }, stage)).toEqual({ width: 1000, height: 500 });
    expect(fitted({ width: 1000, height: 4000 }, stage)).toEqual({ width: 200, height: 800 });
  });
  it('leaves small pictures as they are', () => {
    expect(fitted({ width: 20, height: 10 }, stage)).toEqual({ width: 20, height: 10 });
  });
});

describe('bounded', () => {
  it('centres what is smaller than the stage', () => {
    expect(bounded({ scale: 1, x: 90, y: -90 }, picture, stage)).toEqual(WHOLE);
  });
  it('stops at the edges', () => {
    expect(bounded({ scale: 2, x: 9999, y: 9999 }, picture, stage)).toEqual({
      scale: 2,
      x: 500,
      y: 100,
    });
  });
  it('keeps the scale in its range', () => {
    expect(bounded({ scale: 0.2, x: 0, y: 0 }, picture, stage).scale).toBe(1);
    expect(bounded({ scale: 99, x: 0, y: 0 }, picture, stage).scale).toBe(MAX_SCALE);
  });
});

describe('zoomedAt', () => {
  it('keeps the point under the finger', () => {
    const before = { scale: 1.5, x: 30, y: -20 };
    const after = zoomedAt(before, 2, 120, 70);
    const pointOf = (view: typeof before) => [
      (120 - view.x) / view.scale,
      (70 - view.y) / view.scale,
    ];
    expect(pointOf(after)).toEqual(pointOf(before));
    expect(after.scale).toBe(3);
  });
});
