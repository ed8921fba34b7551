import { expect, it } from 'vitest';
import { photoName, zoneName } from './photo_name';

const date = '2019-07-14T18:03:21+02:00';

it('takes the title, the description, or date and place', () => {
  const place = { name: 'Porto, Portugal' };
  expect(photoName({ title: 'At the sea', description: 'Waves', date, place })).toBe('At the sea');
  expect(photoName({ description: 'Waves\nand wind', date, place })).toBe('Waves and wind');
  const name = photoName({ date, place });
  expect(name).toContain('July 14, 2019');
  expect(name).toContain('Porto, Portugal');
});

it('cuts long descriptions between words', () => {
  const name = photoName({ description: 'word '.repeat(80), date });
  expect(name.length).toBeLessThan(102);
  expect(name.endsWith('word…')).toBe(true);
});

it.each([
  ['2019-07-14T18:03:21+02:00', 'UTC+2'],
  ['2019-07-14T18:03:21-05:30', 'UTC-5:30'],
  ['2019-07-14T18:03:21.123Z', 'UTC'],
  ['2019-07-14T18:03:21+00:00', 'UTC'],
  ['2019-07-14T18:03:21', ''],
  ['2019-07-14', ''],
])('names the zone of %s', (text, zone) => expect(zoneName(text)).toBe(zone));
