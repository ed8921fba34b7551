import { type Point, type Size, toScreen, type View } from './mercator';

/** Photos of one place, and where that is. */
export interface Spot extends Point {
  readonly value: string;
  readonly count: number;
}

/** Spots that are too near to each other to be shown one by one. */
export interface Cluster<S extends Spot> extends Point {
  /** The number of photos of all spots. */
  readonly count: number;
  /** The one with the most photos first. */
  readonly spots: readonly S[];
}

/** Markers nearer than this to each other become one. */
const NEAR_PX = 58;

/** Gathers spots around those with the most photos. The positions of clusters are pixels of the screen. */
export function clustersOf<S extends Spot>(
  spots: readonly S[],
  view: View,
  size: Size,
): Cluster<S>[] {
  const sorted = [...spots].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  const clusters: { at: Point; spots: S[] }[] = [];
  for (const spot of sorted) {
    const at = toScreen(spot, view, size);
    const near = clusters.find(
      (cluster) => Math.hypot(cluster.at.x - at.x, cluster.at.y - at.y) < NEAR_PX,
    );
    if (near) near.spots.push(spot);
    else clusters.push({ at, spots: [spot] });
  }
  return clusters.map(({ at, spots: gathered }) => ({
    ...at,
    count: gathered.reduce((sum, { count }) => sum + count, 0),
    spots: gathered,
  }));
}

/** Returns those that are on the screen, at least in part. */
export function visible<S extends Spot>(
  clusters: readonly Cluster<S>[],
  size: Size,
): readonly Cluster<S>[] {
  return clusters.filter(
    ({ x, y }) =>
      x > -NEAR_PX && y > -NEAR_PX && x < size.width + NEAR_PX && y < size.height + NEAR_PX,
  );
}
