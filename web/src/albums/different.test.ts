import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { differentOnes, stillAlike, withDifferent, withoutDifferent } from './different';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

it('keeps what is different, for each account', () => {
  const noted = withDifferent('ada', [], ['a', 'b']);
  expect(differentOnes('ada')).toEqual(noted);
  expect(differentOnes('grace')).toEqual([]);
  expect(withoutDifferent('ada', noted, ['a', 'b'])).toEqual([]);
  expect(differentOnes('ada')).toEqual([]);
});

it('leaves out groups that are wholly within a noted one', () => {
  const groups = [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'b', 'd'],
    ['e', 'f'],
  ];
  expect(stillAlike(groups, [['b', 'a', 'x']])).toEqual([
    ['b', 'c'],
    ['a', 'b', 'd'],
    ['e', 'f'],
  ]);
});

it('keeps the latest where there are too many, and nothing where the store is broken', () => {
  let noted = differentOnes('ada');
  for (let i = 0; i < 1001; i++) noted = withDifferent('ada', noted, [`a${i}`, `b${i}`]);
  expect(noted).toHaveLength(1000);
  expect(noted[0]).toEqual(['a1', 'b1']);
  kept.set('audmg.different.ada', 'not JSON');
  expect(differentOnes('ada')).toEqual([]);
});
