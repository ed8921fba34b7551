import { expect, it } from 'vitest';
import { found } from './found';

const named = (...titles: string[]) => titles.map((title) => ({ title }));
const titles = (search: string) =>
  found(named('Été à Nice', 'Summer 2019', 'Winter in Nice'), search).map(({ title }) => title);

it('finds all words in any order, without case and accents', () => {
  expect(titles('nice')).toEqual(['Été à Nice', 'Winter in Nice']);
  expect(titles('NICE ete')).toEqual(['Été à Nice']);
  expect(titles('  ')).toHaveLength(3);
  expect(titles('2020')).toEqual([]);
});
