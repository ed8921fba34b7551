import { expect, it } from 'vitest';
import { boundsOf, type Cluster, clustersOf, placesOf, spotOf, visible } from './clusters';
import type { MapCell } from './map_cells';
import { pointAt } from './mercator';

const size = { width: 800, height: 600 };

function cell(place: string, count: number, latitude: number, longitude: number): MapCell {
  const bounds = [longitude - 0.1, latitude - 0.1, longitude + 0.1, latitude + 0.1];
  return { latitude, longitude, count, bounds, place, coverFileId: place };
}

const spots = [
  cell('Chartres', 2, 48.45, 1.49),
  cell('Paris', 9, 48.85, 2.35),
  cell('Sydney', 4, -33.87, 151.2),
].map(spotOf);

it('gathers what is near, around the cell with the most photos', () => {
  const far = clustersOf(spots, { ...pointAt(48.85, 2.35), zoom: 3 }, size);
  expect(far.map((cluster) => [cluster.count, placesOf(cluster)])).toEqual([
    [11, ['Paris', 'Chartres']],
    [4, ['Sydney']],
  ]);
  expect(far[0]).toMatchObject({ x: 400, y: 300 });
  const [west, south, east, north] = boundsOf(far[0] as Cluster);
  expect([west, south, east, north]).toEqual([1.39, 48.35, 2.45, 48.95]);
});

it('shows them one by one from near, and only those on the screen', () => {
  const near = clustersOf(spots, { ...pointAt(48.85, 2.35), zoom: 8 }, size);
  expect(near).toHaveLength(3);
  expect(visible(near, size).flatMap(placesOf)).toEqual(['Paris', 'Chartres']);
});

it('names a place once, and none where the latest photo has no name for it', () => {
  const [paris, chartres] = [spots[1], spots[0]];
  const again = spotOf({ ...cell('Paris', 1, 48.86, 2.4), coverFileId: 'other' });
  const { place: _, ...nameless } = cell('', 1, 48.8, 2.3);
  const cluster = { x: 0, y: 0, count: 0, spots: [paris, again, spotOf(nameless), chartres] };
  expect(placesOf(cluster as Cluster)).toEqual(['Paris', 'Chartres']);
});
