import { expect, it } from 'vitest';
import { sectionOf } from './section_of';

const hrefs = ['/photos', '/audio', '/audio/albums'];

it('is the section whose address the page begins with', () => {
  expect(sectionOf('/photos', hrefs)).toBe('/photos');
  expect(sectionOf('/photos/0198f2c4', hrefs)).toBe('/photos');
  expect(sectionOf('/photos-of-others', hrefs)).toBeUndefined();
  expect(sectionOf('/settings', hrefs)).toBeUndefined();
});

it('is the innermost section where one lies in another', () => {
  expect(sectionOf('/audio', hrefs)).toBe('/audio');
  expect(sectionOf('/audio/albums/7', hrefs)).toBe('/audio/albums');
  expect(sectionOf('/audio/songs', hrefs)).toBe('/audio');
});
