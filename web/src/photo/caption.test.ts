import { expect, it } from 'vitest';
import { zoneName } from './caption';

it.each([
  ['2019-07-14T18:03:21+02:00', 'UTC+2'],
  ['2019-07-14T18:03:21-05:30', 'UTC-5:30'],
  ['2019-07-14T18:03:21.123Z', 'UTC'],
  ['2019-07-14T18:03:21+00:00', 'UTC'],
  ['2019-07-14T18:03:21', ''],
  ['2019-07-14', ''],
])('names the zone of %s', (text, zone) => expect(zoneName(text)).toBe(zone));
