import { expect, it } from 'vitest';
import { fileOf } from '../../tests/doubles/records';
import { photoName } from './photo_name';

const named = (rest: Parameters<typeof fileOf>[1]) => photoName(fileOf('f', rest));

it('is what somebody wrote about the photo', () => {
  expect(named({ description: 'At the sea', title: 'IMG' })).toBe('At the sea');
  expect(named({ title: 'Harbour' })).toBe('Harbour');
});

it('is when and where it was taken otherwise, and never the name of the file', () => {
  const place = { name: 'Old Town, Porto, Portugal' };
  expect(named({ date: '2019-07-17T18:03:00+02:00', place })).toBe(
    'Photo, Wednesday, July 17, 2019 at 6:03 PM, Old Town',
  );
  expect(named({ date: '2019-07-17', description: ' ' })).toBe('Photo, Wednesday, July 17, 2019');
});

it('is one line, which long descriptions are cut for between words', () => {
  expect(named({ description: 'Waves\nand wind' })).toBe('Waves and wind');
  const name = named({ description: 'word '.repeat(80) });
  expect(name.length).toBeLessThan(102);
  expect(name.endsWith('word…')).toBe(true);
});

it('makes do with what the list knows', () => {
  expect(photoName(undefined, '2019-07-17T18:03:00')).toContain('July 17, 2019');
  expect(photoName(undefined)).toBe('Photo');
});
