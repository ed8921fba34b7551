import { expect, it } from 'vitest';
import { clustersOf, visible } from './clusters';
import { pointAt } from './mercator';

const size = { width: 800, height: 600 };
const spots = [
  { value: 'Chartres', count: 2, ...pointAt(48.45, 1.49) },
  { value: 'Paris', count: 9, ...pointAt(48.85, 2.35) },
  { value: 'Sydney', count: 4, ...pointAt(-33.87, 151.2) },
];

it('gathers what is near, around the place with the most photos', () => {
  const far = clustersOf(spots, { ...pointAt(48.85, 2.35), zoom: 3 }, size);
  expect(far.map(({ count, spots: all }) => [count, all.map(({ value }) => value)])).toEqual([
    [11, ['Paris', 'Chartres']],
    [4, ['Sydney']],
  ]);
  expect(far[0]).toMatchObject({ x: 400, y: 300 });
});

it('shows them one by one from near, and only those on the screen', () => {
  const near = clustersOf(spots, { ...pointAt(48.85, 2.35), zoom: 8 }, size);
  expect(near).toHaveLength(3);
  const seen = visible(near, size).flatMap(({ spots: all }) => all.map(({ value }) => value));
  expect(seen).toEqual(['Paris', 'Chartres']);
});
