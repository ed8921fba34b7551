import { expect, it } from 'vitest';
import { daysOf, monthBetween, monthIn } from './months';

it.each([
  ['july 2019', '2019-07', ''],
  ['2019 JUL', '2019-07', ''],
  ['paris Juli 2019 beach', '2019-07', 'paris beach'],
  ['2019-02', '2019-02', ''],
  ['märz 2020', '2020-03', ''],
])('understands %s', (text, month, rest) =>
  expect(monthIn(text, ['en', 'de'])).toEqual({ month, rest }),
);

it.each(['july', '2019', 'ju 2019', '2019-13', '2019-00', 'beach 2019', '3019 july', ''])(
  'finds no month in "%s"',
  (text) => expect(monthIn(text, ['en', 'de'])).toBeNull(),
);

it('knows the days of a month', () => {
  expect(daysOf('2020-02')).toEqual({ from: '2020-02-01', to: '2020-02-29' });
  expect(daysOf('2019-12')).toEqual({ from: '2019-12-01', to: '2019-12-31' });
  expect(monthBetween('2020-02-01', '2020-02-29')).toBe('2020-02');
  expect(monthBetween('2020-02-01', '2020-02-28')).toBeNull();
  expect(monthBetween(undefined, '2020-02-28')).toBeNull();
});
