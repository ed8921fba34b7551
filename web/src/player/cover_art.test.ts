import { describe, expect, it } from 'vitest';
import { hueOf, initialsOf } from './cover_art';

describe('a cover that is drawn', () => {
  it('has the same hue whenever it is drawn', () => {
    expect(hueOf('Björk')).toBe(hueOf('BJÖRK'));
    expect(hueOf('')).toBeGreaterThanOrEqual(0);
  });

  it('has one of many hues', () => {
    const names = Array.from({ length: 200 }, (_, i) => `Artist ${i}`);
    expect(new Set(names.map(hueOf)).size).toBeGreaterThan(20);
  });

  it.each([
    ['The White Album', 'WA'],
    ['homogenic', 'H'],
    ['(What’s the Story) Morning Glory?', 'WS'],
    ['A', 'A'],
    ['The', 'T'],
    ['坂本 龍一', '坂龍'],
    ['1989', '1'],
    ['???', ''],
    ['', ''],
  ])('of %s has the letters %s', (name, letters) => {
    expect(initialsOf(name)).toBe(letters);
  });
});
