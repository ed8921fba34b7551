import { type Point, pointAt, worldWidth } from './mercator';

/** West, south, east, north, in degrees. */
export type Bounds = readonly number[];

/** Returns bounds as the drive wants them. */
export const boundsText = (bounds: Bounds): string => bounds.join(',');

/** Returns the smallest bounds that have all of these; they do not cross the date line. */
export function joined(all: readonly Bounds[]): Bounds {
  const edge = (i: number, choose: (...values: number[]) => number) =>
    choose(...all.map((bounds) => bounds[i] ?? 0));
  return [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)];
}

/** Returns two corners on the map. */
export function cornersOf([west = 0, south = 0, east = 0, north = 0]: Bounds): readonly Point[] {
  return [pointAt(south, west), pointAt(north, east)];
}

/** Returns how many pixels the longer side takes at a zoom. */
export function sideOf(bounds: Bounds, zoom: number): number {
  const [a, b] = cornersOf(bounds) as [Point, Point];
  return Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)) * worldWidth(zoom);
}
