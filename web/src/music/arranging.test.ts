import { describe, expect, it } from 'vitest';
import { arrangedAs, movedTo } from './arranging';

describe('a playlist', () => {
  it('has a song at its new place', () => {
    expect(movedTo(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(movedTo(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(movedTo(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'b', 'c']);
  });

  it('keeps that order when songs come and go', () => {
    const songs = ['a', 'b', 'd'].map((id) => ({ id }));
    expect(arrangedAs(songs, ['c', 'b', 'a']).map(({ id }) => id)).toEqual(['b', 'a', 'd']);
  });
});
