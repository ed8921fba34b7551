import { type Bounds, joined } from './bounds';
import type { MapCell } from './map_cells';
import { type Point, pointAt, type Size, toScreen, type View } from './mercator';

/** A cell of the drive's grid, and where its photos are. */
export interface Spot extends Point {
  readonly cell: MapCell;
}

/** Spots that are too near to each other to be shown one by one. */
export interface Cluster extends Point {
  /** The number of photos of all spots. */
  readonly count: number;
  /** The one with the most photos first. */
  readonly spots: readonly Spot[];
}

/** Markers nearer than this to each other become one. */
export const NEAR_PX = 58;

export const spotOf = (cell: MapCell): Spot => ({
  cell,
  ...pointAt(cell.latitude, cell.longitude),
});

/** Gathers spots around those with the most photos. The positions of clusters are pixels of the screen. */
export function clustersOf(spots: readonly Spot[], view: View, size: Size): Cluster[] {
  const sorted = [...spots].sort(
    ({ cell: a }, { cell: b }) => b.count - a.count || (a.coverFileId < b.coverFileId ? -1 : 1),
  );
  const clusters: { at: Point; spots: Spot[] }[] = [];
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
    count: gathered.reduce((sum, { cell }) => sum + cell.count, 0),
    spots: gathered,
  }));
}

/** Returns those that are on the screen, at least in part. */
export function visible(clusters: readonly Cluster[], size: Size): readonly Cluster[] {
  return clusters.filter(
    ({ x, y }) =>
      x > -NEAR_PX && y > -NEAR_PX && x < size.width + NEAR_PX && y < size.height + NEAR_PX,
  );
}

/** Returns the bounds of the photos of a cluster. */
export const boundsOf = ({ spots }: Cluster): Bounds =>
  joined(spots.map(({ cell }) => cell.bounds));

/** Returns the names of the places of a cluster, each once, the ones with the most photos first. */
export function placesOf({ spots }: Cluster): readonly string[] {
  return [...new Set(spots.flatMap(({ cell: { place } }) => place ?? []))];
}
