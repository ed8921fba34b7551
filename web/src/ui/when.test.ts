import { expect, it } from 'vitest';
import { formatDay, formatWhen } from './when';

const NOW = Date.parse('2026-03-12T12:00:00Z');

it.each([
  ['2026-03-12T11:59:40Z', 'just now'],
  ['2026-03-12T12:00:30Z', 'just now'],
  ['2026-03-12T11:55:00Z', '5 min. ago'],
  ['2026-03-12T08:30:00Z', '3 hr. ago'],
])('says when %s was', (time, words) => expect(formatWhen(time, NOW)).toBe(words));

it('names the day of what was long ago', () => {
  const time = '2026-02-01T12:00:00Z';
  expect(formatWhen(time, NOW)).toBe(formatDay(time));
  expect(formatDay(time)).toContain('2026');
});
