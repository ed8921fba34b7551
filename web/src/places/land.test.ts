import { expect, it } from 'vitest';
import { countriesBetween, countriesWith, loadLand } from './land';
import { pointAt } from './mercator';

const spot = (latitude: number, longitude: number) => ({ latitude, longitude });

it('has all countries, in outline', async () => {
  const land = await loadLand();
  expect(land.countries.length).toBeGreaterThan(200);
  expect(land.borders.startsWith('M')).toBe(true);
  expect(await loadLand()).toBe(land);
});

it('knows which countries have a place', async () => {
  const land = await loadLand();
  const found = countriesWith(land, [spot(48.14, 11.58), spot(-36.8, 174.8), spot(0, -30)]);
  expect([...found].sort()).toEqual(['Germany', 'New Zealand']);
});

it('gives those of a part of the map', async () => {
  const land = await loadLand();
  const names = countriesBetween(land, pointAt(50, 8), pointAt(47, 13)).map(({ name }) => name);
  expect(names).toContain('Austria');
  expect(names).not.toContain('Spain');
});
