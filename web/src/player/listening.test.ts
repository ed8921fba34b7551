import { describe, expect, it } from 'vitest';
import { fileOf } from '../../tests/doubles/records';
import { listeningKindOf, type Places, placeOf, withPlace } from './listening';

describe('listeningKindOf', () => {
  const kind = (rest: object) => listeningKindOf(fileOf('a', { kind: 'audio', ...rest }));
  it('knows speech by its genre, name, chapters and length', () => {
    expect(kind({ tags: { genre: 'Audiobook' } })).toBe('speech');
    expect(kind({ tags: { genres: ['Comedy', 'Podcast'] } })).toBe('speech');
    expect(kind({ fileName: 'Emma.m4b' })).toBe('speech');
    expect(kind({ chapters: [{ startSeconds: 0 }, { startSeconds: 60 }] })).toBe('speech');
    expect(kind({ durationSeconds: 3600 })).toBe('speech');
  });
  it('takes the rest for music', () => {
    expect(kind({ durationSeconds: 800, tags: { genre: 'Classical' } })).toBe('music');
    expect(kind({})).toBe('music');
  });
});

describe('the places where long files were left', () => {
  it('are kept, one a file, and found again', () => {
    let places: Places = withPlace([], 'a', 100.7, 1000);
    places = withPlace(places, 'b', 200, 1000);
    places = withPlace(places, 'a', 300, 1000);
    expect(places).toEqual([
      ['b', 200],
      ['a', 300],
    ]);
    expect([placeOf(places, 'a'), placeOf(places, 'c')]).toEqual([300, 0]);
  });
  it('are forgotten at the beginning and at the end', () => {
    expect(withPlace([['a', 100]], 'a', 990, 1000)).toEqual([]);
    expect(withPlace([['a', 100]], 'a', 3, 1000)).toEqual([]);
  });
  it('are not for songs', () => {
    expect(withPlace([], 'a', 100, 300)).toEqual([]);
  });
  it('do not grow without end', () => {
    let places: Places = [];
    for (let i = 0; i < 250; i++) places = withPlace(places, `${i}`, 100, 1000);
    expect(places).toHaveLength(200);
    expect(placeOf(places, '0')).toBe(0);
  });
});
