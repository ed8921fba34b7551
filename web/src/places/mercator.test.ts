import { describe, expect, it } from 'vitest';
import {
  bounded,
  fitted,
  fromScreen,
  MAX_ZOOM,
  moved,
  pointAt,
  toScreen,
  viewBetween,
  worldWidth,
  zoomed,
} from './mercator';

const size = { width: 1000, height: 600 };

describe('a point', () => {
  it('of the equator and Greenwich is in the middle', () =>
    expect(pointAt(0, 0)).toEqual({ x: 0.5, y: expect.closeTo(0.5, 9) }));

  it('of the north is on top; the poles have one', () => {
    expect(pointAt(48, 11).y).toBeLessThan(0.5);
    expect(pointAt(90, 0).y).toBeGreaterThan(0);
    expect(pointAt(-90, 180)).toEqual({ x: 1, y: expect.closeTo(1 - pointAt(90, 0).y, 9) });
  });

  it('comes back from the screen', () => {
    const view = { ...pointAt(48, 11), zoom: 5 };
    const there = toScreen(pointAt(50, 8), view, size);
    const back = fromScreen(there, view, size);
    expect(back.x).toBeCloseTo(pointAt(50, 8).x, 9);
    expect(back.y).toBeCloseTo(pointAt(50, 8).y, 9);
  });
});

describe('a view', () => {
  it('shows nothing beyond the world', () => {
    const whole = bounded({ x: -3, y: 9, zoom: -4 }, size);
    expect(worldWidth(whole.zoom)).toBeCloseTo(1000, 6);
    expect(whole.x).toBeCloseTo(0.5, 9);
    expect(bounded({ x: 0.5, y: 0.5, zoom: 40 }, size).zoom).toBe(MAX_ZOOM);
  });

  it('is dragged', () => {
    const view = { ...pointAt(48, 11), zoom: 6 };
    const after = moved(view, 100, -40, size);
    expect(toScreen(view, after, size)).toEqual({
      x: expect.closeTo(600, 6),
      y: expect.closeTo(260, 6),
    });
  });

  it('is zoomed around the pointer', () => {
    const view = { ...pointAt(48, 11), zoom: 5 };
    const pixel = { x: 200, y: 500 };
    const still = fromScreen(pixel, view, size);
    const after = toScreen(still, zoomed(view, 1, pixel, size), size);
    expect(after.x).toBeCloseTo(200, 6);
    expect(after.y).toBeCloseTo(500, 6);
  });

  it('is fitted to points, but not too close to one', () => {
    const points = [pointAt(48.1, 11.6), pointAt(38.7, -9.1), pointAt(59.3, 18.1)];
    const view = fitted(points, size);
    for (const point of points) {
      const { x, y } = toScreen(point, view, size);
      expect(x >= 55 && x <= 945 && y >= 55 && y <= 545).toBe(true);
    }
    expect(fitted([pointAt(48, 11)], size).zoom).toBe(6);
    expect(fitted([], size).x).toBeCloseTo(0.5, 9);
  });

  it('goes step by step to another', () => {
    const from = { x: 0.2, y: 0.4, zoom: 2 };
    const to = { x: 0.4, y: 0.4, zoom: 4 };
    expect(viewBetween(from, to, 0)).toEqual(from);
    expect(viewBetween(from, to, 0.5)).toEqual({ x: expect.closeTo(0.3, 9), y: 0.4, zoom: 3 });
  });
});
