import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { photoAddress, screenAddress } from './photo_address';

beforeEach(() => vi.stubGlobal('location', { search: '' }));
afterEach(() => vi.unstubAllGlobals());

it('puts the id behind the path, and keeps the query', () => {
  expect(photoAddress('/photos', '7')).toBe('/photos/7');
  expect(photoAddress('/search?q=a%2Fb&kind=image', '7')).toBe('/search/7?q=a%2Fb&kind=image');
});

it('takes the query that the screen has now, unless the base has one', () => {
  vi.stubGlobal('location', { search: '?q=sea' });
  expect(photoAddress('/search', '7')).toBe('/search/7?q=sea');
  expect(screenAddress('/search')).toBe('/search?q=sea');
  expect(screenAddress('/search?q=hill')).toBe('/search?q=hill');
});
