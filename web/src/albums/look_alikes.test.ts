import { describe, expect, it } from 'vitest';
import { fileOf } from '../../tests/doubles/records';
import { largestOf, withoutFiles } from './look_alikes';

describe('largestOf', () => {
  it('is the one with the most pixels, then bytes', () => {
    const small = fileOf('small', { width: 100, height: 100, size: 900 });
    const large = fileOf('large', { width: 200, height: 100, size: 500 });
    const heavy = fileOf('heavy', { width: 200, height: 100, size: 700 });
    expect(largestOf([small, large])).toBe(large);
    expect(largestOf([small, large, heavy])).toBe(heavy);
  });

  it('is none among equals', () => {
    expect(largestOf([fileOf('a'), fileOf('b')])).toBeUndefined();
    expect(largestOf([fileOf('a')])).toBeUndefined();
  });
});

it('leaves no group of one', () => {
  const groups = [
    ['a', 'b', 'c'],
    ['d', 'e'],
  ];
  expect(withoutFiles(groups, new Set(['b', 'd']))).toEqual([['a', 'c']]);
});
