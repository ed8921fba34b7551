import { describe, expect, it } from 'vitest';
import { boundsText, sideOf } from './bounds';
import { windowOf } from './map_window';
import { pointAt } from './mercator';

const size = { width: 800, height: 600 };

describe('windowOf', () => {
  it('has the view, at a whole zoom', () => {
    const { zoom, bounds } = windowOf({ ...pointAt(48.85, 2.35), zoom: 5.7 }, size);
    const [west = 0, south = 0, east = 0, north = 0] = bounds;
    expect(zoom).toBe(5);
    expect(west).toBeLessThan(2.35 - 8);
    expect(east).toBeGreaterThan(2.35 + 8);
    expect(south).toBeLessThan(48.85 - 4);
    expect(north).toBeGreaterThan(48.85 + 4);
    // No more than a step of the grid on each side.
    expect(sideOf(bounds, 5)).toBeLessThan(800 / 2 ** 0.7 + 2 * 256);
  });

  it('stays the same while the map is moved a little', () => {
    const at = (longitude: number) => windowOf({ ...pointAt(48.85, longitude), zoom: 6 }, size);
    expect(at(2.4)).toEqual(at(2.3));
    expect(at(12)).not.toEqual(at(2.3));
  });

  it('ends at the edges of the world, where the poles are', () => {
    const world = windowOf({ x: 0.5, y: 0.5, zoom: 0 }, size);
    expect(boundsText(world.bounds)).toBe('-180,-90,180,90');
  });
});
